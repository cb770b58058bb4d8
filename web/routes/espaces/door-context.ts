import type { Outbox } from '#lib/outbox/outbox.svelte.ts';
import { createContext } from 'svelte';
import type { Counter } from './counter.svelte.ts';
import type { DoorFacts } from './facts.ts';

/** What the pages of one door share: what it counts, what it has not sent yet, and what the pack says of its space. */
export type Door = { readonly counter: Counter; readonly outbox: Outbox; readonly facts: DoorFacts };
export const [useDoor, provideDoor] = createContext<Door>();

import { createContext } from 'svelte';
import type { Desk } from './desk.svelte.ts';
import type { WardFacts } from './facts.ts';
import type { Ward } from './ward.svelte.ts';

// What the tabs of these screens share, made once by the layout beside its link (`useLive('hospital')`).
/** What is done from here. */
export const [useDesk, provideDesk] = createContext<Desk>();
/** What is known here. */
export const [useWard, provideWard] = createContext<Ward>();
/** What the pack says. */
export const [useFacts, provideFacts] = createContext<WardFacts>();

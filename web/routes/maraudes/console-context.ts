import { createContext } from 'svelte';
import type { Attention } from './attention.svelte.ts';
import type { Board } from './board.svelte.ts';
import type { Desk } from './desk.svelte.ts';
import type { Screen } from './screen.svelte.ts';

// What the parts of the console share, made once by the page beside its link (`useLead`).
/** What is known, and what the pack says. */
export const [useBoard, provideBoard] = createContext<Board>();
/** What is done from here. */
export const [useDesk, provideDesk] = createContext<Desk>();
/** What is open. */
export const [useScreen, provideScreen] = createContext<Screen>();
/** What other consoles have open. */
export const [useAttention, provideAttention] = createContext<Attention>();

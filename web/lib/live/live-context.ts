import { createContext } from 'svelte';
import type { Connection } from './connection.svelte.ts';

/** The link of one visit, made by the page and read by its parts: a part is never handed a socket. */
export const [useWall, provideWall] = createContext<Connection<'wall'>>();
export const [useLead, provideLead] = createContext<Connection<'lead'>>();

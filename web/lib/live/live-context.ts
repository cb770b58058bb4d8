import { createContext } from 'svelte';
import type { Connection } from './connection.svelte.ts';
import type { LiveAudience } from './view.svelte.ts';

const [held, hold] = createContext<{ readonly view: { readonly audience: LiveAudience } }>();

/** The link of one visit, made by the page and read by its parts: a part is never handed a socket. */
export function provideLive<A extends LiveAudience>(link: Connection<A>): void {
  hold(link);
}

/** The page's link, for a part that is drawn for this audience alone; on another's page it throws. */
export function useLive<A extends LiveAudience>(audience: A): Connection<A> {
  const link = held();
  if (link.view.audience !== audience) throw new Error(`this part is for ${audience} alone`);
  return link as Connection<A>;
}

export const provideWall = provideLive<'wall'>;
export const useWall = () => useLive('wall');
export const provideLead = provideLive<'lead'>;
export const useLead = () => useLive('lead');

import { createContext } from 'svelte';
import type { Asking } from './asking.svelte.ts';
import type { RatpFacts } from './facts.ts';
import type { GroupCoverage } from './group-coverage.svelte.ts';

/** What the parts of one post's screen share. */
export type Post = {
  readonly asking: Asking;
  readonly coverage: GroupCoverage;
  readonly facts: RatpFacts;
  readonly post: RatpFacts['posts'][number];
};
export const [usePost, providePost] = createContext<Post>();

import { createContext } from 'svelte';
import type { Install } from './install.svelte.ts';
import type { Phone } from './phone.svelte.ts';
import type { Settings } from './settings.svelte.ts';

export type Field = {
  readonly phone: Phone;
  readonly settings: Settings;
  readonly install: Install;
  /** The end of the post: forgets the team, and asks which one it is. */
  readonly leave: () => Promise<void>;
};
/** What the screens of one team's phone share. */
export const [useField, provideField] = createContext<Field>();

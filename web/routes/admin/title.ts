import { m } from '#lib/paraglide/messages.js';

/** A page's title; a demonstration says that it is one (UX 3.12). */
export function titleOf(name: string, demo: object | null): string {
  return `${name} – Passerelle${demo ? ` (${m.common_simulated().toLocaleLowerCase()})` : ''}`;
}

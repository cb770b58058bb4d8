import { m } from '#lib/paraglide/messages.js';
import { REFUSAL_WORDS } from '#shared/wire/refusal-words';
import type { Refusal } from './item.ts';

/** Why it was refused, and the person's next move. */
export function refusalWords(refusal: Refusal): string {
  return refusal === 'Malformed' ? m.outbox_malformed() : REFUSAL_WORDS[refusal];
}

import type { EntryRefusal } from '#shared/access/entry-desk';
import { fail } from '@sveltejs/kit';

/** What was typed in a field; nothing when the form has no such field, or a file in its place. */
export function typed(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
}

export type Refusal = EntryRefusal | { readonly kind: 'CurrentPasswordRefused' };

/** A refusal, for its page. Nothing that was typed goes back with it but what the caller names. */
export function refused<Kept extends object>(refusal: Refusal, kept: Kept) {
  return fail(statusOf(refusal), { refusal, ...kept });
}

function statusOf({ kind }: Refusal): number {
  if (kind === 'TooOften') return 429;
  return kind === 'Fault' ? 503 : 400;
}

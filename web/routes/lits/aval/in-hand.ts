import type { Desk } from '../desk.svelte.ts';
import { subjectOf } from './subject.ts';

/** Whether something said of this subject is still on its way. */
export function isSending({ outbox }: Desk, subject: string): boolean {
  return outbox.pending.some(({ command }) => subjectOf(command) === subject);
}

/** What was last refused of this subject, until it is dismissed. */
export function refusedOf({ outbox }: Desk, subject: string) {
  return outbox.refused.findLast(({ command }) => subjectOf(command) === subject);
}

import type { Command } from '#shared/wire/up';

/** What a place is kept for and goes before all that waits: the alert, and its taking back. */
export function isAlert({ type }: Command): boolean {
  return type === 'RaiseAlert' || type === 'CancelAlert';
}

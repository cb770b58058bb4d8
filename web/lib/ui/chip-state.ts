import { m } from '#lib/paraglide/messages.js';
import { assertNever } from '#shared/kernel/assert-never';
import type { Instant } from '#shared/kernel/instant';
import { localHourOf } from '#shared/kernel/local-time';

/**
 * Where what was said on this device is (UX 3.5). `rien`: nothing was said yet. `garde`: kept here, sent again until it
 * is answered; `attente`: and the server says that it takes nothing now. `memoire`: this device cannot keep it, closing the page loses it. `reason` is a whole sentence.
 */
export type ChipState =
  | { readonly kind: 'rien' }
  | { readonly kind: 'transmis'; readonly at: Instant }
  | { readonly kind: 'garde'; readonly count: number }
  | { readonly kind: 'attente'; readonly count: number }
  | { readonly kind: 'memoire'; readonly count: number }
  | { readonly kind: 'refuse'; readonly count: number; readonly reason: string }
  | { readonly kind: 'incident'; readonly reference: string };

export function chipWords(state: ChipState, timezone: string): string {
  switch (state.kind) {
    case 'rien':
      return m.outbox_nothing();
    case 'transmis':
      return m.outbox_sent({ hour: localHourOf(timezone, state.at) });
    case 'garde':
      return m.outbox_kept({ count: state.count });
    case 'attente':
      return m.outbox_later({ count: state.count });
    case 'memoire':
      return m.outbox_memory({ count: state.count });
    case 'refuse':
      return m.outbox_refused({ reason: state.reason });
    case 'incident':
      return m.outbox_incident({ reference: state.reference });
    default:
      return assertNever(state);
  }
}

import { assertNever } from '../../kernel/assert-never.ts';
import type { BedEvent } from './events.ts';
import type { Bed } from './state.ts';

/** A fact about one bed; the others are about all of them. */
export type OneBedEvent = Exclude<BedEvent, { type: 'WardConfirmed' | 'WardCarried' }>;

/** The bed after this fact, or null once removed. A fact about a bed proves that it is installed. */
export function evolveBed(event: OneBedEvent): Bed | null {
  switch (event.type) {
    case 'BedInstalled':
    case 'BedReservationEnded':
    case 'BedCleaned':
    case 'BedReopened':
      return { state: 'disponible' };
    case 'BedRemoved':
      return null;
    case 'BedReserved':
      return { state: 'reserve', code: event.code, until: event.until, renewals: event.renewals };
    case 'BedOccupied':
      return { state: 'occupe', since: event.at };
    case 'BedDischarged':
      return { state: 'menage', since: event.at };
    case 'BedClosed':
      return { state: 'ferme', reason: event.reason, reopensAt: event.reopensAt };
    default:
      return assertNever(event);
  }
}

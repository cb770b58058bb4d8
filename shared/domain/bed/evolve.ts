import { assertNever } from '../../kernel/assert-never.ts';
import type { BedEvent } from './events.ts';
import { NOT_ASSESSED, type Bed, type BedSituation } from './state.ts';

/** A fact about one bed; the others are about all of them. */
export type OneBedEvent = Exclude<BedEvent, { type: 'WardConfirmed' | 'WardCarried' }>;

/** The bed after this fact, or null when it is not installed. A fact that gives a bed its state proves that it is. */
export function evolveBed(bed: Bed | undefined, event: OneBedEvent): Bed | null {
  const since = event.at;
  switch (event.type) {
    case 'BedInstalled':
      return { state: 'disponible', since, surge: event.surge, undo: null };
    case 'BedRemoved':
      return null;
    case 'BedReserved': {
      const { code, until, renewals } = event;
      // A renewal lengthens the hold: it began when the bed was first reserved.
      const held = bed?.state === 'reserve' && bed.code === code ? bed : null;
      const freeSince = held?.freeSince ?? bed?.since ?? since;
      return said(bed, { state: 'reserve', since: held?.since ?? since, code, until, renewals, freeSince });
    }
    case 'BedReservationEnded':
      // Nobody was in it: it has been empty since before the hold, and a hold taken back leaves no mark (UX, U03).
      return said(bed, { state: 'disponible', since: bed?.state === 'reserve' ? bed.freeSince : since });
    case 'BedOccupied':
      return said(bed, { state: 'occupe', since, assessed: NOT_ASSESSED });
    case 'BedDischarged':
      return changed(bed, event, { state: 'menage', since });
    case 'BedCleaned':
    case 'BedReopened':
      return changed(bed, event, { state: 'disponible', since });
    case 'BedClosed': {
      const { reason, reopensAt } = event;
      // A closure that is corrected began when it began.
      const closedSince = bed?.state === 'ferme' ? bed.since : since;
      return changed(bed, event, { state: 'ferme', since: closedSince, reason, reopensAt });
    }
    case 'BedChangeUndone':
      return bed ? said(bed, bed.undo?.former ?? situationOf(bed)) : null;
    case 'BedChangeSettled':
      return bed ? { ...bed, undo: null } : null;
    case 'AssessmentTicked': {
      if (bed?.state !== 'occupe') return bed ?? null;
      const assessed = { ...bed.assessed, [event.assessment]: event.day };
      return said(bed, { state: 'occupe', since: bed.since, assessed });
    }
    default:
      return assertNever(event);
  }
}

function said(bed: Bed | undefined, situation: BedSituation): Bed {
  return { ...situation, surge: bed?.surge ?? false, undo: null };
}

/** A change of the ward's own, which it may take back. */
function changed(bed: Bed | undefined, { at }: OneBedEvent, situation: BedSituation): Bed {
  return { ...said(bed, situation), undo: bed ? { at, former: formerOf(bed) } : null };
}

/** What is kept of a bed to restore it. The assessments of a person who left are forgotten at once. */
function formerOf(bed: Bed): BedSituation {
  return bed.state === 'occupe'
    ? { state: bed.state, since: bed.since, assessed: NOT_ASSESSED }
    : situationOf(bed);
}

function situationOf({ surge: _surge, undo: _undo, ...situation }: Bed): BedSituation {
  return situation;
}

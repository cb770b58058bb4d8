import { assertNever } from '../../kernel/assert-never.ts';
import type { BedId } from '../../kernel/ids.ts';
import type { D2oEvent } from '../d2o/evolve.ts';
import type { D2oContext } from '../d2o/context.ts';
import type { D2oState } from '../d2o/state.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { BedCommand } from './commands.ts';
import type { Bed } from './state.ts';

/** What happens when the ward asks this of its beds. */
export function decideBed(command: BedCommand, state: D2oState, context: D2oContext): Decision<D2oEvent> {
  const at = context.now;
  if (command.type === 'ConfirmWard') return facts({ type: 'WardConfirmed', at });
  const bed = state.beds.get(command.bed);
  if (command.type === 'InstallBed') {
    if (bed) return refused('BedAlreadyInstalled');
    return facts({ type: 'BedInstalled', bed: command.bed, at, surge: command.surge });
  }
  return bed ? decideInstalled(command, bed, context) : refused('BedUnknown');
}

type InstalledCommand = Exclude<BedCommand, { type: 'ConfirmWard' | 'InstallBed' }>;

function decideInstalled(command: InstalledCommand, bed: Bed, context: D2oContext): Decision<D2oEvent> {
  const id = command.bed;
  const at = context.now;
  switch (command.type) {
    case 'RemoveBed':
      if (bed.state === 'occupe' || bed.state === 'reserve') return refused('BedInUse');
      return facts({ type: 'BedRemoved', bed: id, at });
    case 'DischargeBed':
      if (bed.state !== 'occupe') return refused('BedNotOccupied');
      return facts({ type: 'BedDischarged', bed: id, at });
    case 'FinishCleaning':
      if (bed.state !== 'menage') return refused('BedNotInCleaning');
      return facts({ type: 'BedCleaned', bed: id, at });
    case 'CloseBed':
      return close(command, id, bed, at);
    case 'ReopenBed':
      if (bed.state !== 'ferme') return refused('BedNotClosed');
      return facts({ type: 'BedReopened', bed: id, at });
    case 'UndoBedChange':
      return bed.undo ? facts({ type: 'BedChangeUndone', bed: id, at }) : refused('NothingToUndo');
    case 'TickAssessment':
      return tick(command, bed, context);
    default:
      return assertNever(command);
  }
}

/** Of the person in this bed, today: done or not, and nothing of what was found. */
function tick(
  { bed: id, assessment, done }: Extract<BedCommand, { type: 'TickAssessment' }>,
  bed: Bed,
  { now: at, today }: D2oContext,
): Decision<D2oEvent> {
  if (bed.state !== 'occupe') return refused('BedNotOccupied');
  const day = done ? today : null;
  if (bed.assessed[assessment] === day) return facts();
  return facts({ type: 'AssessmentTicked', bed: id, at, assessment, day });
}

/** Closing a held bed gives its request back to assessment: the person must not be left waiting for it. */
function close(
  { reason, reopensAt }: Extract<BedCommand, { type: 'CloseBed' }>,
  id: BedId,
  bed: Bed,
  at: D2oContext['now'],
): Decision<D2oEvent> {
  const closed = { type: 'BedClosed', bed: id, at, reason, reopensAt } as const;
  switch (bed.state) {
    case 'occupe':
      return refused('BedInUse');
    case 'reserve':
      return facts<D2oEvent>(
        { type: 'BedReservationEnded', bed: id, at, code: bed.code, why: 'lit-ferme' },
        { type: 'RequestReturnedToAssessment', code: bed.code, at },
        closed,
      );
    case 'ferme':
      return bed.reason === reason && bed.reopensAt === reopensAt ? facts() : facts(closed);
    case 'disponible':
    case 'menage':
      return facts(closed);
    default:
      return assertNever(bed);
  }
}

import type { AdmissionCode } from '../../kernel/ids.ts';
import { MINUTE, plus, type Instant } from '../../kernel/instant.ts';
import type { BedEvent } from '../bed/events.ts';
import type { D2oContext } from '../d2o/context.ts';
import type { D2oEvent } from '../d2o/evolve.ts';
import { freeBedsOf, holdOf, type D2oState } from '../d2o/state.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { AdmissionCommand } from './commands.ts';
import { acceptedElsewhere, type OpenRequest } from './state.ts';

type HoldEnded = Extract<BedEvent, { type: 'BedReservationEnded' }>;

/**
 * Accepting a request and holding a bed for it are one decision: one live hold per bed, one per request. Who finds the
 * bed taken is told which are free.
 */
export function reserve(
  { code, bed: id }: Extract<AdmissionCommand, { type: 'ReserveBed' }>,
  open: OpenRequest,
  state: D2oState,
  { now: at, holdMin }: D2oContext,
): Decision<D2oEvent> {
  if (holdOf(state, code)) return refused('RequestAlreadyHolds');
  if (acceptedElsewhere(open) !== undefined) return refused('RequestAcceptedElsewhere');
  const bed = state.beds.get(id);
  if (!bed) return refused('BedUnknown', freeBedsOf(state));
  if (bed.state === 'reserve') return refused('BedAlreadyReserved', freeBedsOf(state));
  if (bed.state !== 'disponible') return refused('BedNotAvailable', freeBedsOf(state));
  const until = plus(at, holdMin * MINUTE);
  return facts<D2oEvent>(
    ...stepsToAssessment(code, open, at),
    { type: 'RequestAccepted', code, at },
    { type: 'BedReserved', bed: id, at, code, until, renewals: 0 },
  );
}

/** The steps that accepting says by itself, in their order: who accepts has seen the request and assessed it. */
export function stepsToAssessment(
  code: AdmissionCode,
  { step }: OpenRequest,
  at: Instant,
): Extract<D2oEvent, { type: 'RequestAcknowledged' | 'RequestAssessed' }>[] {
  switch (step) {
    case 'demandee':
      return [
        { type: 'RequestAcknowledged', code, at },
        { type: 'RequestAssessed', code, at },
      ];
    case 'vue':
      return [{ type: 'RequestAssessed', code, at }];
    case 'en-evaluation':
    case 'acceptee':
    case 'en-route':
      return [];
  }
}

/** The fact that frees the bed held for this request; none when it holds no bed. */
export function endHold(
  state: D2oState,
  code: AdmissionCode,
  at: Instant,
  why: HoldEnded['why'],
): HoldEnded[] {
  const hold = holdOf(state, code);
  return hold ? [{ type: 'BedReservationEnded', bed: hold.id, at, code, why }] : [];
}

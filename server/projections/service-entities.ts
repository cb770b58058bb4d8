import { isOpen, type AdmissionRequest } from '#shared/domain/admission/state';
import { countBeds } from '#shared/domain/bed/count-beds';
import type { Bed } from '#shared/domain/bed/state';
import type { D2oState } from '#shared/domain/d2o/state';
import type { RestSpaceState } from '#shared/domain/rest-space/state';
import type { AdmissionCode, BedId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { RestSpaceFacts } from '#shared/territory/schema';
import type { EntityOf } from '#shared/view/entity';

type Hospital = EntityOf['hospital'];

/** A door's counter is never refused, and no screen needs more digits than this: what is shown stops here. */
const MAX_PRESENT_SHOWN = 1_000;

// Built field by field, never spread: a new field of a state must not reach a screen by itself.

export function exactRestSpace(
  facts: RestSpaceFacts,
  state: RestSpaceState,
  saturatingSince: Instant | null,
): Extract<EntityOf['lead'], { kind: 'rest-space' }> {
  return {
    kind: 'rest-space',
    id: facts.id,
    state: shownState(state, saturatingSince),
    jaugeJour: facts.jaugeJour.value,
    jaugeNuit: facts.jaugeNuit.value,
    lastSignAt: state.kind === 'jamais-recu' ? null : state.lastSignAt,
    sheetOf: state.kind === 'jamais-recu' ? null : state.sheetOf,
  };
}

function shownState(
  state: RestSpaceState,
  saturatingSince: Instant | null,
): ReturnType<typeof exactRestSpace>['state'] {
  switch (state.kind) {
    case 'ouvert':
      return {
        kind: 'ouvert',
        present: Math.max(0, Math.min(state.present, MAX_PRESENT_SHOWN)),
        belowZero: state.present < 0,
        regime: state.regime,
        declaredFull: state.declaredFull,
        services: [...state.services],
        saturatingSince,
      };
    case 'ferme':
      return { kind: 'ferme', reason: state.reason, until: state.until };
    case 'jamais-recu':
      return { kind: 'jamais-recu' };
  }
}

export function exactBeds({ beds, confirmedAt }: D2oState): Extract<EntityOf['lead'], { kind: 'beds' }> {
  return { kind: 'beds', ...countBeds(beds), confirmedAt };
}

export function shownBed(id: BedId, bed: Bed): Extract<Hospital, { kind: 'bed' }> {
  return {
    kind: 'bed',
    id,
    surge: bed.surge,
    undoable: bed.undo !== null,
    state: shownSituation(bed),
  };
}

function shownSituation(bed: Bed): ReturnType<typeof shownBed>['state'] {
  const { since } = bed;
  switch (bed.state) {
    case 'disponible':
      return { kind: 'disponible', since };
    case 'reserve':
      return { kind: 'reserve', since, code: bed.code, until: bed.until, renewals: bed.renewals };
    case 'occupe': {
      const { addictologie, somatique, psychiatrie } = bed.assessed;
      return { kind: 'occupe', since, assessed: { addictologie, somatique, psychiatrie } };
    }
    case 'menage':
      return { kind: 'menage', since };
    case 'ferme':
      return { kind: 'ferme', since, reason: bed.reason, reopensAt: bed.reopensAt };
  }
}

export function shownRequest(
  code: AdmissionCode,
  request: AdmissionRequest,
): Extract<Hospital, { kind: 'request' }> {
  return {
    kind: 'request',
    code,
    origin: request.origin,
    care: [...request.needs],
    requestedAt: request.requestedAt,
    step: request.step,
    delays: [...request.delays],
    destinations: request.destinations.map(({ destination, answer }) => ({ destination, answer })),
    closedAt: isOpen(request) ? null : request.closedAt,
  };
}

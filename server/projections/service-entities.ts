import { isOpen, type AdmissionRequest } from '#shared/domain/admission/state';
import { countBeds } from '#shared/domain/bed/count-beds';
import type { Bed } from '#shared/domain/bed/state';
import type { D2oState } from '#shared/domain/d2o/state';
import type { RestSpaceState } from '#shared/domain/rest-space/state';
import type { AdmissionCode, BedId } from '#shared/kernel/ids';
import type { RestSpaceFacts } from '#shared/territory/schema';
import type { EntityOf } from '#shared/view/entity';

type Hospital = EntityOf['hospital'];

/** A door's counter is never refused, and no screen needs more digits than this: what is shown stops here. */
const MAX_PRESENT_SHOWN = 1_000;

// Built field by field, never spread: a new field of a state must not reach a screen by itself.

export function exactRestSpace(
  facts: RestSpaceFacts,
  state: RestSpaceState,
): Extract<EntityOf['lead'], { kind: 'rest-space' }> {
  return {
    kind: 'rest-space',
    id: facts.id,
    state: shownState(state),
    jaugeJour: facts.jaugeJour.value,
    jaugeNuit: facts.jaugeNuit.value,
    lastSignAt: state.kind === 'jamais-recu' ? null : state.lastSignAt,
  };
}

function shownState(state: RestSpaceState): ReturnType<typeof exactRestSpace>['state'] {
  switch (state.kind) {
    case 'ouvert':
      return {
        kind: 'ouvert',
        present: Math.min(state.present, MAX_PRESENT_SHOWN),
        regime: state.regime,
        declaredFull: state.declaredFull,
      };
    case 'ferme':
      return { kind: 'ferme', until: state.until };
    case 'jamais-recu':
      return { kind: 'jamais-recu' };
  }
}

export function exactBeds({ beds, confirmedAt }: D2oState): Extract<EntityOf['lead'], { kind: 'beds' }> {
  return { kind: 'beds', ...countBeds(beds), confirmedAt };
}

export function shownBed(id: BedId, bed: Bed): Extract<Hospital, { kind: 'bed' }> {
  switch (bed.state) {
    case 'disponible':
      return { kind: 'bed', id, state: { kind: 'disponible' } };
    case 'reserve':
      return { kind: 'bed', id, state: { kind: 'reserve', code: bed.code, until: bed.until } };
    case 'occupe':
      return { kind: 'bed', id, state: { kind: 'occupe', since: bed.since } };
    case 'menage':
      return { kind: 'bed', id, state: { kind: 'menage', since: bed.since } };
    case 'ferme':
      return { kind: 'bed', id, state: { kind: 'ferme', reason: bed.reason, reopensAt: bed.reopensAt } };
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
    closedAt: isOpen(request) ? null : request.closedAt,
  };
}

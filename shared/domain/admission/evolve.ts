import { assertNever } from '../../kernel/assert-never.ts';
import type { AdmissionEvent } from './events.ts';
import type { AdmissionRequest, End, OpenStep } from './state.ts';

/**
 * The request after this fact. `undefined` when it is not known, which is the case once it was erased: nothing of it
 * can be said again.
 */
export function evolveRequest(
  request: AdmissionRequest | undefined,
  event: AdmissionEvent,
): AdmissionRequest | undefined {
  switch (event.type) {
    case 'AdmissionRequested': {
      const { origin, needs, requestedAt, timeReplaced, filedBy, at } = event;
      return { origin, needs, requestedAt, timeReplaced, filedBy, lastSignAt: at, step: 'demandee' };
    }
    case 'RequestAcknowledged':
      return moved(request, event, 'vue');
    case 'RequestAssessed':
    case 'RequestReturnedToAssessment':
      return moved(request, event, 'en-evaluation');
    case 'RequestAccepted':
      return moved(request, event, 'acceptee');
    case 'DepartedForWard':
      return moved(request, event, 'en-route');
    case 'PersonAdmitted':
      return closed(request, event, { step: 'admise' });
    case 'RequestRedirected':
      return closed(request, event, { step: 'reorientee', to: event.to });
    case 'RequestRefused':
      return closed(request, event, { step: 'refusee', reason: event.reason });
    case 'RequestWithdrawn':
      return closed(request, event, { step: 'retiree' });
    case 'RequestLost':
      return closed(request, event, { step: 'perdue-de-vue' });
    default:
      return assertNever(event);
  }
}

function moved(request: AdmissionRequest | undefined, { at }: AdmissionEvent, step: OpenStep['step']) {
  return request && { ...core(request), lastSignAt: at, step };
}

function closed(request: AdmissionRequest | undefined, { at }: AdmissionEvent, end: End) {
  return request && { ...core(request), lastSignAt: at, closedAt: at, ...end };
}

/** Without the fields of the step that is left behind. */
function core({ origin, needs, requestedAt, timeReplaced, filedBy }: AdmissionRequest) {
  return { origin, needs, requestedAt, timeReplaced, filedBy };
}

import { assertNever } from '../../kernel/assert-never.ts';
import { answered, asked, withoutAnswer } from './destinations.ts';
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
  if (event.type === 'AdmissionRequested') {
    const { origin, needs, requestedAt, timeReplaced, filedBy, at } = event;
    return {
      origin,
      needs,
      requestedAt,
      timeReplaced,
      filedBy,
      lastSignAt: at,
      delays: [],
      destinations: [],
      step: 'demandee',
    };
  }
  return request && evolveKnown(request, event);
}

function evolveKnown(
  request: AdmissionRequest,
  event: Exclude<AdmissionEvent, { type: 'AdmissionRequested' }>,
): AdmissionRequest {
  const { destinations } = request;
  const lastSignAt = event.at;
  switch (event.type) {
    case 'RequestAcknowledged':
      return moved(request, event, 'vue');
    case 'RequestAssessed':
      return moved(request, event, 'en-evaluation');
    case 'RequestReturnedToAssessment':
      return {
        ...moved(request, event, 'en-evaluation'),
        destinations: withoutAnswer(destinations, 'acceptee'),
      };
    case 'RequestAccepted':
      return {
        ...moved(request, event, 'acceptee'),
        destinations: withoutAnswer(destinations, 'en-attente'),
      };
    case 'DepartedForWard':
      return moved(request, event, 'en-route');
    case 'DelayExplained':
      return { ...request, lastSignAt, delays: [...request.delays, event.reason] };
    case 'DestinationAsked':
      return { ...request, lastSignAt, destinations: asked(destinations, event.destination) };
    case 'DestinationAccepted':
      return { ...request, lastSignAt, destinations: answered(destinations, event.destination, 'acceptee') };
    case 'DestinationDeclined':
      return { ...request, lastSignAt, destinations: answered(destinations, event.destination, 'refusee') };
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

function moved(request: AdmissionRequest, { at }: AdmissionEvent, step: OpenStep['step']): AdmissionRequest {
  return { ...core(request), lastSignAt: at, step };
}

/** Nobody is waited for any more. */
function closed(request: AdmissionRequest, { at }: AdmissionEvent, end: End): AdmissionRequest {
  const destinations = withoutAnswer(request.destinations, 'en-attente');
  return { ...core(request), destinations, lastSignAt: at, closedAt: at, ...end };
}

/** Without the fields of the step that is left behind. */
function core({ origin, needs, requestedAt, timeReplaced, filedBy, delays, destinations }: AdmissionRequest) {
  return { origin, needs, requestedAt, timeReplaced, filedBy, delays, destinations };
}

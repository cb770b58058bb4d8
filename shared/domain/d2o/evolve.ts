import { assertNever } from '../../kernel/assert-never.ts';
import type { AdmissionEvent } from '../admission/events.ts';
import { evolveRequest } from '../admission/evolve.ts';
import type { BedEvent } from '../bed/events.ts';
import { evolveBed, type OneBedEvent } from '../bed/evolve.ts';
import type { D2oState } from './state.ts';

export type D2oEvent = BedEvent | AdmissionEvent;

/** What a fact changes in the ward or its requests. */
export function evolveD2o(state: D2oState, event: D2oEvent): D2oState {
  switch (event.type) {
    case 'WardConfirmed':
      return { ...state, confirmedAt: event.at };
    case 'WardCarried':
      return { ...state, beds: new Map(event.beds), confirmedAt: event.confirmedAt };
    case 'BedInstalled':
    case 'BedRemoved':
    case 'BedReserved':
    case 'BedReservationEnded':
    case 'BedOccupied':
    case 'BedDischarged':
    case 'BedCleaned':
    case 'BedClosed':
    case 'BedReopened':
    case 'BedChangeUndone':
    case 'BedChangeSettled':
    case 'AssessmentTicked':
      return { ...state, beds: bedsAfter(state, event) };
    case 'AdmissionRequested':
    case 'RequestAcknowledged':
    case 'RequestAssessed':
    case 'RequestAccepted':
    case 'RequestReturnedToAssessment':
    case 'DelayExplained':
    case 'DestinationAsked':
    case 'DestinationAccepted':
    case 'DestinationDeclined':
    case 'DepartedForWard':
    case 'PersonAdmitted':
    case 'RequestRedirected':
    case 'RequestRefused':
    case 'RequestWithdrawn':
    case 'RequestLost':
      return { ...state, requests: requestsAfter(state, event) };
    default:
      return assertNever(event);
  }
}

function bedsAfter(state: D2oState, event: OneBedEvent): D2oState['beds'] {
  const beds = new Map(state.beds);
  const bed = evolveBed(beds.get(event.bed), event);
  if (bed) beds.set(event.bed, bed);
  else beds.delete(event.bed);
  return beds;
}

function requestsAfter(state: D2oState, event: AdmissionEvent): D2oState['requests'] {
  const request = evolveRequest(state.requests.get(event.code), event);
  return request ? new Map(state.requests).set(event.code, request) : state.requests;
}

import type { AdmissionEvent } from './admission/events.ts';
import type { BedEvent } from './bed/events.ts';
import type { PassEvent } from './pass/events.ts';
import type { RestSpaceEvent } from './rest-space/events.ts';

export type DomainEvent = PassEvent | RestSpaceEvent | BedEvent | AdmissionEvent;

/** How long each kind of fact may rest in the log (PRV-50, table of PRIVACY 11). A kind without a line does not compile. */
export const RETENTION: Record<DomainEvent['type'], 'r72h' | 'request' | 'r13m' | 'lasting'> = {
  PassDeclared: 'r72h',
  PassWithdrawn: 'r72h',
  SlotSealed: 'r13m',
  RestSpaceEntered: 'r72h',
  RestSpaceLeft: 'r72h',
  RestSpaceRecounted: 'r72h',
  RestSpaceConfirmed: 'r72h',
  RestSpaceOpened: 'r72h',
  RestSpaceClosed: 'r72h',
  RegimeSwitched: 'r72h',
  RestSpaceDeclaredFull: 'r72h',
  RestSpaceFullLifted: 'r72h',
  RestSpaceCarried: 'r72h',
  BedInstalled: 'lasting',
  BedRemoved: 'lasting',
  BedReserved: 'r72h',
  BedReservationEnded: 'r72h',
  BedOccupied: 'r72h',
  BedDischarged: 'r72h',
  BedCleaned: 'r72h',
  BedClosed: 'r72h',
  BedReopened: 'r72h',
  WardConfirmed: 'r72h',
  WardCarried: 'r72h',
  AdmissionRequested: 'request',
  RequestAcknowledged: 'request',
  RequestAssessed: 'request',
  RequestAccepted: 'request',
  RequestReturnedToAssessment: 'request',
  DepartedForWard: 'request',
  PersonAdmitted: 'request',
  RequestRedirected: 'request',
  RequestRefused: 'request',
  RequestWithdrawn: 'request',
  RequestLost: 'request',
};

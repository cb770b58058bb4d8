import type { AdmissionEvent } from './admission/events.ts';
import type { BedEvent } from './bed/events.ts';
import type { DispatchEvent } from './dispatch/evolve.ts';
import type { HospitalTeamEvent } from './hospital-team/events.ts';
import type { HousingEvent } from './housing/events.ts';
import type { PassEvent } from './pass/events.ts';
import type { PlacementEvent } from './placement/events.ts';
import type { ResidencesEvent } from './residences/events.ts';
import type { RestSpaceEvent } from './rest-space/events.ts';
import type { ClosuresTold } from './station-closure/events.ts';
import type { TerritorySettingsEvent } from './territory-settings/events.ts';
import type { UnitEvent } from './unit/events.ts';

export type DomainEvent =
  | PassEvent
  | RestSpaceEvent
  | BedEvent
  | AdmissionEvent
  | UnitEvent
  | HospitalTeamEvent
  | HousingEvent
  | ResidencesEvent
  | PlacementEvent
  | DispatchEvent
  | ClosuresTold
  | TerritorySettingsEvent;

/** How long each kind of fact may rest in the log (PRV-50, table of PRIVACY 11). A kind without a line does not compile. */
export const RETENTION: Record<DomainEvent['type'], 'r72h' | 'request' | 'mission' | 'r13m' | 'lasting'> = {
  PassDeclared: 'r72h',
  PassWithdrawn: 'r72h',
  SlotSealed: 'r13m',
  RestSpaceEntered: 'r72h',
  RestSpaceLeft: 'r72h',
  RestSpaceCountUndone: 'r72h',
  RestSpaceRecounted: 'r72h',
  RestSpaceConfirmed: 'r72h',
  RestSpaceOpened: 'r72h',
  RestSpaceClosed: 'r72h',
  RegimeSwitched: 'r72h',
  RestSpaceDeclaredFull: 'r72h',
  RestSpaceFullLifted: 'r72h',
  ServiceSwitched: 'r72h',
  DaySheetFiled: 'r13m',
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
  BedChangeUndone: 'r72h',
  BedChangeSettled: 'r72h',
  AssessmentTicked: 'r72h',
  WardConfirmed: 'r72h',
  WardCarried: 'r72h',
  AdmissionRequested: 'request',
  RequestAcknowledged: 'request',
  RequestAssessed: 'request',
  RequestAccepted: 'request',
  RequestReturnedToAssessment: 'request',
  DelayExplained: 'request',
  DestinationAsked: 'request',
  DestinationAccepted: 'request',
  DestinationDeclined: 'request',
  DepartedForWard: 'request',
  PersonAdmitted: 'request',
  RequestRedirected: 'request',
  RequestRefused: 'request',
  RequestWithdrawn: 'request',
  RequestLost: 'request',
  UnitReported: 'r72h',
  UnitConfirmed: 'r72h',
  UnitCarried: 'r72h',
  HospitalTeamSet: 'r72h',
  JointOutingAsked: 'r72h',
  JointOutingAccepted: 'r72h',
  JointOutingRefused: 'r72h',
  JointOutingCompleted: 'r72h',
  JointOutingWithdrawn: 'r72h',
  HospitalTeamCarried: 'r72h',
  HousingReported: 'r72h',
  HousingConfirmed: 'r72h',
  HousingCarried: 'r72h',
  ResidencesReported: 'r72h',
  ResidencesCarried: 'r72h',
  PlacementOpened: 'request',
  PlacementAdvanced: 'request',
  ResidenceAsked: 'request',
  ResidenceAccepted: 'request',
  ResidenceDeclined: 'request',
  PlacementEnded: 'request',
  ReportFiled: 'r72h',
  ReportJoined: 'r72h',
  ReportAcknowledged: 'r72h',
  ReportAssigned: 'r72h',
  ReportUnassigned: 'r72h',
  ReportReached: 'r72h',
  ReportFollowed: 'r72h',
  ReportClosed: 'r72h',
  FilingWithdrawn: 'r72h',
  ReportWithdrawn: 'r72h',
  ReportExpired: 'r72h',
  MissionGiven: 'mission',
  MissionTaken: 'mission',
  MissionDeclined: 'mission',
  MissionReached: 'mission',
  MissionFinished: 'mission',
  MissionWithdrawn: 'mission',
  MaraudeOpened: 'mission',
  MaraudeClosed: 'mission',
  MaraudeReported: 'mission',
  TourReportFiled: 'r13m',
  AlertRaised: 'r72h',
  AlertCancelled: 'r72h',
  AlertEnded: 'r72h',
  AlarmAcknowledged: 'r72h',
  AlarmShelved: 'r72h',
  DutyMarkedImpossible: 'r72h',
  DutyMarkedPossible: 'r72h',
  DispatchCarried: 'r72h',
  ClosuresTold: 'r72h',
  SettingChanged: 'lasting',
  SettingUndone: 'lasting',
  SettingsTookEffect: 'lasting',
};

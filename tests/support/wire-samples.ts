import type { RestSpaceId } from '#shared/kernel/ids';
import type { LocalDate } from '#shared/kernel/local-time';
import type { Command } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { hospitalChanges } from './hospital-frame.ts';
import { leadFrames } from './lead-frames.ts';
import { commandId, sheet, tourFigures } from './said.ts';
import { eveningWithGaps } from './wall-frames.ts';

const slot = '2026-11-21T16:00Z';
const at = '2026-11-21T16:10:00.000Z';
const code = 'K7WPAR';
const space = 'ER-1';
const bed = 'lit-1';
const unit = 'UHA-1';
const hospitalTeam = 'EMH-1';
const outing = commandId(40);
const placement = 'H4N3PC';
const establishment = { region: 'BRE', residence: 'communaute-therapeutique' } as const;
const report = commandId(41);
const mission = commandId(42);
const cell = { area: { kind: 'sector', id: 's-10' }, day: '2026-11-21', window: 'apres-midi' } as const;
const place = { kind: 'zone', id: 'z-stalingrad' };

/** One valid command of each type, as it crosses the wire; a new type without a sample does not compile. */
export const COMMANDS = {
  DeclarePass: { type: 'DeclarePass', place, slot, people: '5-9', needs: ['soin', 'd2o'] },
  WithdrawPass: { type: 'WithdrawPass', pass: commandId(1), slot },
  DeclarePresence: {
    type: 'DeclarePresence',
    place: { kind: 'station', id: 'st-stalingrad' },
    status: 'en-route',
  },
  EndPresence: { type: 'EndPresence' },
  RecordArrival: { type: 'RecordArrival', space, seenAt: at },
  RecordDeparture: { type: 'RecordDeparture', space, seenAt: at },
  UndoCount: { type: 'UndoCount', space, what: 'entree', seenAt: at },
  SwitchService: { type: 'SwitchService', space, service: 'repas', on: true },
  FileDaySheet: sheet('ER-1' as RestSpaceId, '2026-11-21' as LocalDate, 150),
  RecountRestSpace: { type: 'RecountRestSpace', space, present: 12, reason: 'doute' },
  ConfirmRestSpace: { type: 'ConfirmRestSpace', space },
  OpenRestSpace: { type: 'OpenRestSpace', space, regime: 'jour' },
  CloseRestSpace: { type: 'CloseRestSpace', space, reason: 'travaux', until: at },
  SwitchRegime: { type: 'SwitchRegime', space, regime: 'nuit' },
  DeclareFull: { type: 'DeclareFull', space },
  LiftFull: { type: 'LiftFull', space },
  InstallBed: { type: 'InstallBed', bed, surge: false },
  RemoveBed: { type: 'RemoveBed', bed },
  DischargeBed: { type: 'DischargeBed', bed },
  FinishCleaning: { type: 'FinishCleaning', bed },
  CloseBed: { type: 'CloseBed', bed, reason: 'effectif', reopensAt: null },
  ReopenBed: { type: 'ReopenBed', bed },
  ConfirmWard: { type: 'ConfirmWard' },
  UndoBedChange: { type: 'UndoBedChange', bed },
  TickAssessment: { type: 'TickAssessment', bed, assessment: 'somatique', done: true },
  RequestAdmission: { type: 'RequestAdmission', origin: 'maraude', needs: ['sevrage'], requestedAt: at },
  AcknowledgeRequest: { type: 'AcknowledgeRequest', code },
  AssessRequest: { type: 'AssessRequest', code },
  ReserveBed: { type: 'ReserveBed', code, bed },
  RenewReservation: { type: 'RenewReservation', code },
  ReleaseReservation: { type: 'ReleaseReservation', code },
  DepartForWard: { type: 'DepartForWard', code },
  AdmitPerson: { type: 'AdmitPerson', code },
  RedirectRequest: { type: 'RedirectRequest', code, to: 'csapa' },
  RefuseRequest: { type: 'RefuseRequest', code, reason: 'hors-criteres' },
  WithdrawRequest: { type: 'WithdrawRequest', code },
  LoseRequest: { type: 'LoseRequest', code },
  ExplainDelay: { type: 'ExplainDelay', code, reason: 'aval' },
  AskDestination: { type: 'AskDestination', code, destination: unit },
  AcceptAtDestination: { type: 'AcceptAtDestination', code, destination: 'csapa' },
  DeclineAtDestination: { type: 'DeclineAtDestination', code, destination: unit, reason: 'complet' },
  ConfirmArrival: { type: 'ConfirmArrival', code },
  ReportUnit: { type: 'ReportUnit', unit, free: 2, occupied: 9, closed: 1 },
  ConfirmUnit: { type: 'ConfirmUnit', unit },
  SetHospitalTeam: { type: 'SetHospitalTeam', hospitalTeam, availability: 'en-sortie', next: slot },
  AskJointOuting: { type: 'AskJointOuting', hospitalTeam },
  AcceptJointOuting: { type: 'AcceptJointOuting', outing },
  RefuseJointOuting: { type: 'RefuseJointOuting', outing, reason: 'deja-en-sortie' },
  CompleteJointOuting: { type: 'CompleteJointOuting', outing },
  WithdrawJointOuting: { type: 'WithdrawJointOuting', outing },
  ReportHousing: {
    type: 'ReportHousing',
    line: 'assore',
    capacity: 610,
    taken: 592,
    blocked: 13,
    exitsThisWeek: 8,
  },
  ConfirmHousing: { type: 'ConfirmHousing', line: 'assore' },
  OpenPlacement: { type: 'OpenPlacement', sending: 'assore', expertSupport: true },
  AdvancePlacement: { type: 'AdvancePlacement', placement, step: 'accord' },
  AskResidence: { type: 'AskResidence', placement, ...establishment },
  AcceptResidence: { type: 'AcceptResidence', placement, ...establishment },
  DeclineResidence: { type: 'DeclineResidence', placement, ...establishment },
  EndPlacement: { type: 'EndPlacement', placement, end: 'retour' },
  ReportResidences: {
    type: 'ReportResidences',
    ...establishment,
    establishments: 2,
    free: 1,
    conditions: ['sevrage-prealable'],
  },
  FileReport: {
    type: 'FileReport',
    origin: 'riverain',
    place,
    kind: 'groupe',
    people: '5-9',
    seenAt: at,
  },
  AcknowledgeReport: { type: 'AcknowledgeReport', report },
  AssignReport: { type: 'AssignReport', report, to: 'uasa' },
  UnassignReport: { type: 'UnassignReport', report },
  ReachReport: { type: 'ReachReport', report },
  CloseReport: { type: 'CloseReport', report, outcome: 'personne-partie' },
  WithdrawReport: { type: 'WithdrawReport', report },
  GiveMission: { type: 'GiveMission', team: 'T2', place, report: null },
  TakeMission: { type: 'TakeMission', mission },
  DeclineMission: { type: 'DeclineMission', mission, reason: 'station-fermee' },
  ReachMission: { type: 'ReachMission', mission },
  FinishMission: { type: 'FinishMission', mission },
  WithdrawMission: { type: 'WithdrawMission', mission },
  OpenMaraude: { type: 'OpenMaraude', level: 'mixte' },
  CloseMaraude: { type: 'CloseMaraude' },
  FileTourReport: { type: 'FileTourReport', figures: tourFigures(3) },
  PlanPass: { type: 'PlanPass', cell, team: 'T3' },
  CancelPlan: { type: 'CancelPlan', cell },
  MarkImpossible: { type: 'MarkImpossible', cell, reason: 'meteo' },
  MarkPossible: { type: 'MarkPossible', cell },
  GoUnderground: { type: 'GoUnderground', station: 'st-stalingrad', exitIn: '40' },
  StayLonger: { type: 'StayLonger' },
  ComeUp: { type: 'ComeUp' },
  SayAllIsWell: { type: 'SayAllIsWell' },
  RaiseAlert: { type: 'RaiseAlert' },
  CancelAlert: { type: 'CancelAlert' },
  AcknowledgeAlarm: { type: 'AcknowledgeAlarm', alarm: 'A7:s-10:2026-11-21:matin' },
  PushScene: { type: 'PushScene', scene: { kind: 'secteur', sector: 's-10' } },
  EndScene: { type: 'EndScene' },
  LookAtReport: { type: 'LookAtReport', report },
  ShelveAlarm: { type: 'ShelveAlarm', alarm: 'A6:ER-1', minutes: '30', reason: 'en-cours' },
  ChangeJauges: { type: 'ChangeJauges', space, jaugeJour: 30, jaugeNuit: 20, from: at, seen: null },
  ChangeOpeningHours: {
    type: 'ChangeOpeningHours',
    space,
    hours: { kind: 'plage', opens: '08:00', closes: '20:00' },
    from: null,
    seen: commandId(43),
  },
  PlanClosure: { type: 'PlanClosure', space, service: 'douche', from: at, until: null, reason: 'travaux' },
  ChangeAlarmDelays: {
    type: 'ChangeAlarmDelays',
    delays: {
      reportAcknowledgeMin: 15,
      silentWarnMin: 30,
      silentMin: 45,
      exitGraceMin: 10,
      holdEndsSoonMin: 30,
      cleaningMin: 60,
      restSpaceSilentMin: 60,
      perilMin: 90,
    },
    seen: null,
  },
  UndoSetting: { type: 'UndoSetting', setting: commandId(43) },
} satisfies { [Type in Command['type']]: Unbranded<Extract<Command, { type: Type }>> };

type Unbranded<T> = T extends string
  ? string
  : T extends object
    ? { [Key in keyof T]: Unbranded<T[Key]> }
    : T;

const lead = leadFrames.alarms();
const { hello, changes } = eveningWithGaps;

/** Messages under every name of the contract, in every form that they have. */
export const MESSAGES: Record<string, unknown[]> = {
  'up handshake': [
    { door: 'wall' },
    { door: 'lead' },
    { door: 'outreach', team: 'T1' },
    { door: 'restspace', space },
    { door: 'hospital' },
    { door: 'ratp' },
    { door: 'ratp', post: 'RATP-1' },
  ].map((as) => ({ wire: WIRE_VERSION, as, since: { epoch: 'a'.repeat(32), revision: 3 } })),
  'up command:send': Object.values(COMMANDS).map((command) => ({ id: commandId(7), command })),
  'up view:sync': [{ since: null }, { since: { epoch: 'a'.repeat(32), revision: 3 } }],
  'down ack': [
    { outcome: 'accepted', id: commandId(7) },
    { outcome: 'accepted', id: commandId(7), code },
    { outcome: 'volatile', id: commandId(7) },
    { outcome: 'refused', id: commandId(7), refusal: 'SlotTooOld' },
    { outcome: 'refused', id: commandId(7), refusal: 'BedAlreadyReserved', alternatives: ['lit-2', 'lit-7'] },
    { outcome: 'malformed', id: null, field: 'command.slot', rule: 'forme', limit: null },
    { outcome: 'later', id: commandId(8), why: 'stockage' },
    { outcome: 'fault', id: commandId(7), reference: '0123ABCD' },
  ],
  'down hello': [hello],
  'down view:changes': [changes, lead.changes, hospitalChanges],
  'down view:beat': [{ at, revision: 12 }],
  'down view:reset': [{ why: 'journal' }, { why: 'retard' }, { why: 'droits' }],
  'page first-frame': [{ hello, changes }, lead],
};

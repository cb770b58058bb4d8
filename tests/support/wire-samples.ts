import type { Command } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { leadFrames } from './lead-frames.ts';
import { commandId } from './said.ts';
import { eveningWithGaps } from './wall-frames.ts';

const slot = '2026-11-21T16:00Z';
const at = '2026-11-21T16:10:00.000Z';
const code = 'K7WPAR';
const space = 'ER-1';
const bed = 'lit-1';
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
  RecordArrival: { type: 'RecordArrival', space },
  RecordDeparture: { type: 'RecordDeparture', space },
  RecountRestSpace: { type: 'RecountRestSpace', space, present: 12, reason: 'doute' },
  ConfirmRestSpace: { type: 'ConfirmRestSpace', space },
  OpenRestSpace: { type: 'OpenRestSpace', space, regime: 'jour' },
  CloseRestSpace: { type: 'CloseRestSpace', space, reason: 'travaux', until: at },
  SwitchRegime: { type: 'SwitchRegime', space, regime: 'nuit' },
  DeclareFull: { type: 'DeclareFull', space },
  LiftFull: { type: 'LiftFull', space },
  InstallBed: { type: 'InstallBed', bed },
  RemoveBed: { type: 'RemoveBed', bed },
  DischargeBed: { type: 'DischargeBed', bed },
  FinishCleaning: { type: 'FinishCleaning', bed },
  CloseBed: { type: 'CloseBed', bed, reason: 'effectif', reopensAt: null },
  ReopenBed: { type: 'ReopenBed', bed },
  ConfirmWard: { type: 'ConfirmWard' },
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
  ].map((as) => ({ wire: WIRE_VERSION, as, since: { epoch: 'a'.repeat(32), revision: 3 } })),
  'up command:send': Object.values(COMMANDS).map((command) => ({ id: commandId(7), command })),
  'up view:sync': [{ since: null }, { since: { epoch: 'a'.repeat(32), revision: 3 } }],
  'down ack': [
    { outcome: 'accepted', id: commandId(7) },
    { outcome: 'accepted', id: commandId(7), code },
    { outcome: 'volatile', id: commandId(7) },
    { outcome: 'refused', id: commandId(7), refusal: 'SlotTooOld' },
    { outcome: 'malformed', id: null, field: 'command.slot', rule: 'forme', limit: null },
    { outcome: 'fault', id: commandId(7), reference: '0123ABCD' },
  ],
  'down hello': [hello],
  'down view:changes': [changes, lead.changes],
  'down view:beat': [{ at, revision: 12 }],
  'down view:reset': [{ why: 'journal' }, { why: 'retard' }, { why: 'droits' }],
  'page first-frame': [{ hello, changes }, lead],
};

import { beforeEach, describe, expect, test } from 'vitest';
import type { RefusalKind } from '#shared/domain/refusal';
import type { AdmissionCode, BedId, CommandId, TeamId, UnitId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';
import type { FinalAck } from '../../server/demo/actors/device.ts';
import { WardDesk } from '../../server/demo/actors/ward-desk.ts';
import type { Filer, WardIntention } from '../../server/demo/law/intention.ts';

const AT = '2026-11-21T17:00:00.000Z' as Instant;
const ID = 'b3b7e1f0-6f0a-4c58-9d1e-0d4b7a5c2e11' as CommandId;
const CODE = 'ABC234' as AdmissionCode;
const BEDS = ['lit-1', 'lit-2', 'lit-3'] as BedId[];
const TEAM: Filer = { kind: 'team', team: 'T1' as TeamId };
const of = { at: AT, request: 7 };
const requested: WardIntention = {
  kind: 'admission-requested',
  ...of,
  origin: 'maraude',
  needs: ['sevrage'],
  filer: TEAM,
};
const reserved: WardIntention = { kind: 'bed-reserved', ...of, bed: 'lit-1' as BedId };
const departed: WardIntention = { kind: 'departed-for-ward', ...of, filer: TEAM };
const admitted: WardIntention = { kind: 'person-admitted', ...of, bed: 'lit-1' as BedId };
const discharged: WardIntention = { kind: 'bed-discharged', ...of, bed: 'lit-1' as BedId };

const accepted: FinalAck = { outcome: 'accepted', id: ID };
const refused = (refusal: RefusalKind): FinalAck => ({ outcome: 'refused', id: ID, refusal });

let spoken: { from: Filer['kind']; command: Command }[];
beforeEach(() => {
  spoken = [];
});

/** A desk whose server answers with `answer`, and a new request with its code. */
function deskAnswered(answer: (command: Command, from: Filer) => FinalAck | Promise<FinalAck>): WardDesk {
  return new WardDesk((from, command) => {
    spoken.push({ from: from.kind, command });
    if (command.type === 'RequestAdmission') return Promise.resolve({ ...accepted, code: CODE });
    return Promise.resolve(answer(command, from));
  }, BEDS);
}

const said = () => spoken.map(({ command }) => command.type);

describe('the ward desk', () => {
  test('uses the code that the asking team received', async () => {
    const desk = deskAnswered(() => accepted);
    await Promise.all([requested, { kind: 'request-seen' as const, ...of }].map((step) => desk.follow(step)));
    expect(spoken).toEqual([
      {
        from: 'team',
        command: { type: 'RequestAdmission', origin: 'maraude', needs: ['sevrage'], requestedAt: AT },
      },
      { from: 'ward', command: { type: 'AcknowledgeRequest', code: CODE } },
    ]);
  });

  test('takes no step of a request before the one before it is answered', async () => {
    let answer: (ack: FinalAck) => void = () => undefined;
    const held = new Promise<FinalAck>((resolve) => (answer = resolve));
    const desk = deskAnswered((command) => (command.type === 'ReserveBed' ? held : accepted));
    await desk.follow(requested);
    const rest = [desk.follow(reserved), desk.follow(departed), desk.follow(admitted)];
    const other = desk.follow({ kind: 'request-seen', at: AT, request: 8 });
    await other;
    expect(said()).toEqual(['RequestAdmission', 'ReserveBed']);
    answer(accepted);
    await Promise.all(rest);
    expect(said()).toEqual(['RequestAdmission', 'ReserveBed', 'DepartForWard', 'AdmitPerson']);
  });

  test('tries the next bed when somebody else has taken the one it wanted, and discharges that one', async () => {
    const desk = deskAnswered((command) => {
      if (command.type !== 'ReserveBed') return accepted;
      if (command.bed === 'lit-1') return refused('BedAlreadyReserved');
      return command.bed === 'lit-2' ? refused('BedNotAvailable') : accepted;
    });
    for (const step of [requested, reserved, admitted, discharged]) await desk.follow(step);
    expect(spoken.at(-1)?.command).toEqual({ type: 'DischargeBed', bed: 'lit-3' });
  });

  test('leaves a request alone once somebody else has closed it', async () => {
    const desk = deskAnswered(() => refused('RequestClosed'));
    for (const step of [requested, reserved, admitted, discharged]) await desk.follow(step);
    expect(said()).toEqual(['RequestAdmission', 'ReserveBed', 'AdmitPerson']);
  });

  test('follows a request elsewhere, to the arrival that closes it', async () => {
    const desk = deskAnswered(() => accepted);
    const unit = { destination: 'UHA-2' as UnitId };
    const steps: WardIntention[] = [
      requested,
      { kind: 'delay-explained', ...of, reason: 'aval' },
      { kind: 'destination-asked', ...of, ...unit },
      { kind: 'destination-asked', ...of, destination: 'csapa' },
      { kind: 'destination-declined', ...of, destination: 'csapa', reason: 'complet' },
      { kind: 'destination-accepted', ...of, ...unit },
      departed,
      { kind: 'arrival-confirmed', ...of },
      discharged,
    ];
    for (const step of steps) await desk.follow(step);
    expect(said()).toEqual([
      'RequestAdmission',
      'ExplainDelay',
      'AskDestination',
      'AskDestination',
      'DeclineAtDestination',
      'AcceptAtDestination',
      'DepartForWard',
      'ConfirmArrival',
    ]);
  });

  test('ticks the assessments on the bed where the person really is', async () => {
    const desk = deskAnswered((command) =>
      command.type === 'ReserveBed' && command.bed === 'lit-1' ? refused('BedNotAvailable') : accepted,
    );
    const ticked: WardIntention = {
      kind: 'assessment-ticked',
      ...of,
      bed: 'lit-1' as BedId,
      assessment: 'somatique',
    };
    for (const step of [requested, reserved, admitted, ticked]) await desk.follow(step);
    expect(spoken.at(-1)?.command).toEqual({
      type: 'TickAssessment',
      bed: 'lit-2',
      assessment: 'somatique',
      done: true,
    });
  });

  test('reopens the beds it has closed, and not one that somebody else had taken', async () => {
    const desk = deskAnswered((command) =>
      command.type === 'CloseBed' && command.bed === 'lit-2' ? refused('BedInUse') : accepted,
    );
    for (const bed of ['lit-1', 'lit-2'] as BedId[]) {
      await desk.follow({ kind: 'bed-closed', at: AT, bed, reason: 'effectif', reopensAt: AT });
      await desk.follow({ kind: 'bed-reopened', at: AT, bed });
    }
    expect(spoken.map(({ command }) => command)).toEqual([
      { type: 'CloseBed', bed: 'lit-1', reason: 'effectif', reopensAt: AT },
      { type: 'ReopenBed', bed: 'lit-1' },
      { type: 'CloseBed', bed: 'lit-2', reason: 'effectif', reopensAt: AT },
    ]);
  });

  test('writes down a departure that the role of the device does not allow', async () => {
    const desk = deskAnswered((_, from) => (from.kind === 'team' ? refused('NotAllowed') : accepted));
    for (const step of [requested, reserved, departed]) await desk.follow(step);
    expect(spoken.slice(-2).map(({ from, command }) => `${from} ${command.type}`)).toEqual([
      'team DepartForWard',
      'ward DepartForWard',
    ]);
  });
});

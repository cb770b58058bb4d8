import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { decideD2o } from '#shared/domain/d2o/decide';
import { evolveD2o } from '#shared/domain/d2o/evolve';
import { initialD2o, type D2oState } from '#shared/domain/d2o/state';
import { wasOut } from '#shared/domain/maraude/state';
import { decidePass } from '#shared/domain/pass/decide';
import { evolveSlot } from '#shared/domain/pass/evolve';
import { initialSlot } from '#shared/domain/pass/state';
import { decideRestSpace } from '#shared/domain/rest-space/decide';
import { evolveRestSpace } from '#shared/domain/rest-space/evolve';
import { initialRestSpace, type RestSpaceState } from '#shared/domain/rest-space/state';
import {
  CODE_ALPHABET,
  type AdmissionCode,
  type CommandId,
  type PlacementCode,
  type RestSpaceId,
} from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { localDateOf } from '#shared/kernel/local-time';
import type { Territory } from '#shared/territory/schema';
import type { Ack } from '#shared/wire/ack';
import {
  commandSendSchema,
  handshakeSchema,
  type Command,
  type CommandSend,
  type Door,
} from '#shared/wire/up';
import { StandInDispatch } from './stand-in-dispatch.ts';
import { StandInDownstream } from './stand-in-downstream.ts';

export type Received = {
  readonly at: Instant;
  readonly as: Door;
  readonly send: CommandSend;
  readonly answer: Ack;
};

/**
 * The public protocol over a real socket, with the real deciders and nothing else: what the simulated day is tried
 * against without the rest of the server.
 */
export class StandInServer {
  readonly received: Received[] = [];
  readonly malformed: unknown[] = [];
  readonly jumps: Instant[] = [];
  readonly spaces = new Map<RestSpaceId, RestSpaceState>();
  d2o: D2oState = initialD2o;
  readonly downstream: StandInDownstream;
  readonly dispatch: StandInDispatch;
  passes = 0;
  now: Instant;
  /** Messages to leave without an answer, or to fault, before the next is treated. */
  trouble: ('silence' | 'fault')[] = [];
  readonly #http = createServer();
  readonly #io = new Server(this.#http);
  readonly #territory: Territory;
  readonly #answers = new Map<CommandId, Ack>();
  #codes = 0;
  #awaited: { isMet: (received: Received) => boolean; resolve: () => void }[] = [];

  constructor(territory: Territory, now: Instant) {
    this.#territory = territory;
    this.downstream = new StandInDownstream(territory);
    this.dispatch = new StandInDispatch(territory);
    this.now = now;
    this.#io.on('connection', (socket) => {
      const { as } = handshakeSchema.parse(socket.handshake.auth);
      socket.on('command:send', (raw: unknown, reply: (answer: Ack) => void) =>
        this.#receive(as, raw, reply),
      );
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  readonly clock = {
    now: () => this.now,
    jumpTo: (instant: Instant) => {
      this.jumps.push(instant);
      if (instant > this.now) this.now = instant;
      return Promise.resolve();
    },
    run: () => undefined,
  };

  /** Resolves when something like this has been received. */
  until(isMet: (received: Received) => boolean): Promise<void> {
    return new Promise((resolve) => this.#awaited.push({ isMet, resolve }));
  }

  refused(): string[] {
    return this.received.flatMap(({ send, answer }) =>
      answer.outcome === 'refused' ? [`${send.command.type} ${answer.refusal}`] : [],
    );
  }

  #receive(as: Door, raw: unknown, reply: (answer: Ack) => void): void {
    const parsed = commandSendSchema.safeParse(raw);
    if (!parsed.success) {
      this.malformed.push(raw);
      return;
    }
    const { id, command } = parsed.data;
    const trouble = this.trouble.shift();
    const answer: Ack =
      trouble === 'fault' ? { outcome: 'fault', id, reference: '0000FA17' } : this.#answer(as, id, command);
    const received = { at: this.now, as, send: parsed.data, answer };
    this.received.push(received);
    if (trouble !== 'silence') reply(answer);
    this.#awaited = this.#awaited.filter(({ isMet, resolve }) => {
      if (!isMet(received)) return true;
      resolve();
      return false;
    });
  }

  #answer(as: Door, id: CommandId, command: Command): Ack {
    const known = this.#answers.get(id);
    if (known) return known;
    const answer = this.#decide(as, id, command);
    this.#answers.set(id, answer);
    return answer;
  }

  #decide(as: Door, id: CommandId, command: Command): Ack {
    const now = this.now;
    switch (command.type) {
      case 'DeclarePresence':
      case 'EndPresence':
      case 'GoUnderground':
      case 'StayLonger':
      case 'ComeUp':
      case 'SayAllIsWell':
      case 'PlanPass':
      case 'CancelPlan':
      case 'PushScene':
      case 'EndScene':
      case 'LookAtReport':
        return { outcome: 'volatile', id };
      case 'DeclarePass':
      case 'WithdrawPass': {
        const { zones } = this.#territory.surface;
        const { stations } = this.#territory.underground;
        const places = {
          zones: new Set<string>(zones.map((zone) => zone.id)),
          stations: new Set<string>(stations.map((station) => station.id)),
        };
        const context = { id, now, places, sealAfterMin: 30, acceptPreviousSlots: 2 };
        const team = as.door === 'outreach' ? as.team : '';
        if (command.type === 'DeclarePass' && !wasOut(this.dispatch.state.maraudes, team, command.slot))
          return { outcome: 'refused', id, refusal: 'MaraudeNotOpen' };
        const decision = decidePass(command, initialSlot, context);
        if (!decision.ok) return { outcome: 'refused', id, refusal: decision.refusal };
        decision.events.reduce(evolveSlot, initialSlot);
        this.passes += 1;
        return { outcome: 'accepted', id };
      }
      case 'RecordArrival':
      case 'RecordDeparture':
      case 'RecountRestSpace':
      case 'ConfirmRestSpace':
      case 'OpenRestSpace':
      case 'CloseRestSpace':
      case 'SwitchRegime':
      case 'DeclareFull':
      case 'LiftFull':
      case 'UndoCount':
      case 'SwitchService':
      case 'FileDaySheet': {
        const state = this.spaces.get(command.space) ?? initialRestSpace;
        const restSpaces = new Set<string>(this.#territory.services.restSpaces.map((space) => space.id));
        const today = localDateOf(this.#territory.rhythm.timezone, now);
        const decision = decideRestSpace(command, state, { now, today, restSpaces });
        if (!decision.ok) return { outcome: 'refused', id, refusal: decision.refusal };
        this.spaces.set(command.space, decision.events.reduce(evolveRestSpace, state));
        return { outcome: 'accepted', id };
      }
      case 'ReportUnit':
      case 'ConfirmUnit':
      case 'SetHospitalTeam':
      case 'AskJointOuting':
      case 'AcceptJointOuting':
      case 'RefuseJointOuting':
      case 'CompleteJointOuting':
      case 'WithdrawJointOuting':
      case 'ReportHousing':
      case 'ConfirmHousing':
      case 'ReportResidences':
      case 'OpenPlacement':
      case 'AdvancePlacement':
      case 'AskResidence':
      case 'AcceptResidence':
      case 'DeclineResidence':
      case 'EndPlacement': {
        const code = codeOf(this.#codes) as AdmissionCode & PlacementCode;
        const decision = this.downstream.decide(command, id, now, code);
        if (!decision.ok) return { outcome: 'refused', id, refusal: decision.refusal };
        if (command.type !== 'OpenPlacement') return { outcome: 'accepted', id };
        this.#codes += 1;
        return { outcome: 'accepted', id, code };
      }
      case 'FileReport':
      case 'AcknowledgeReport':
      case 'AssignReport':
      case 'UnassignReport':
      case 'ReachReport':
      case 'CloseReport':
      case 'WithdrawReport':
      case 'GiveMission':
      case 'TakeMission':
      case 'DeclineMission':
      case 'ReachMission':
      case 'FinishMission':
      case 'WithdrawMission':
      case 'OpenMaraude':
      case 'CloseMaraude':
      case 'FileTourReport':
      case 'MarkImpossible':
      case 'MarkPossible':
      case 'RaiseAlert':
      case 'CancelAlert':
      case 'AcknowledgeAlarm':
      case 'ShelveAlarm': {
        const decision = this.dispatch.decide(command, id, now, as);
        return decision.ok
          ? { outcome: 'accepted', id }
          : { outcome: 'refused', id, refusal: decision.refusal };
      }
      case 'ChangeJauges':
      case 'ChangeOpeningHours':
      case 'PlanClosure':
      case 'ChangeAlarmDelays':
      case 'UndoSetting':
        return { outcome: 'refused', id, refusal: 'NotAllowed' };
      default: {
        const { timezone, thresholds } = this.#territory.rhythm;
        const { holdMin, holdRenewalMin, holdRenewals } = thresholds;
        const today = localDateOf(timezone, now);
        const units = new Set<string>(this.#territory.services.units.map((unit) => unit.id));
        const freshCode = codeOf(this.#codes);
        const filedBy = 'hospital' as const;
        const context = { now, today, freshCode, filedBy, units, holdMin, holdRenewalMin, holdRenewals };
        const decision = decideD2o(command, this.d2o, context);
        if (!decision.ok) return { outcome: 'refused', id, refusal: decision.refusal };
        this.d2o = decision.events.reduce(evolveD2o, this.d2o);
        if (command.type !== 'RequestAdmission') return { outcome: 'accepted', id };
        this.#codes += 1;
        return { outcome: 'accepted', id, code: freshCode };
      }
    }
  }
}

function codeOf(number: number): AdmissionCode {
  let code = '';
  for (let i = 0, left = number; i < 6; i += 1) {
    code += CODE_ALPHABET[left % CODE_ALPHABET.length];
    left = Math.floor(left / CODE_ALPHABET.length);
  }
  return code as AdmissionCode;
}

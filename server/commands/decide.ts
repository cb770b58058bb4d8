import { decideD2o } from '#shared/domain/d2o/decide';
import { decidePass } from '#shared/domain/pass/decide';
import type { Decision } from '#shared/domain/refusal';
import { decideRestSpace } from '#shared/domain/rest-space/decide';
import type { AdmissionCode, CommandId, FilingPost } from '#shared/kernel/ids';
import { DAY, type Instant } from '#shared/kernel/instant';
import { SLOT_MS, slotOf, slotsBetween } from '#shared/kernel/slot';
import type { PresenceCommand } from '#shared/domain/presence/commands';
import type { Ack } from '#shared/wire/ack';
import type { Command } from '#shared/wire/up';
import { d2oStream, refusalsStream, restSpaceStream, slotStream, type Aggregate } from './aggregates.ts';
import { d2oContext, passContext } from './contexts.ts';
import type { Draft } from './draft.ts';
import type { LogEvent } from './event.ts';
import type { World } from './world.ts';

const SLOTS_OF_A_DAY = DAY / SLOT_MS;

/** A command that leaves a trace: everything but presence, which is memory only. */
export type DurableCommand = Exclude<Command, PresenceCommand>;

/** What is kept of an answer and given again to a repeat; the id is the sender's own. */
export type Outcome =
  Extract<Ack, { outcome: 'accepted' | 'refused' }> extends infer A
    ? A extends Ack
      ? Omit<A, 'id'>
      : never
    : never;

/** Decides one command on the draft, and adds its facts (or its refusal, so that a repeat gets the same answer). */
export function decideCommand(
  draft: Draft,
  world: World,
  id: CommandId,
  command: DurableCommand,
  now: Instant,
  freshCode: () => AdmissionCode,
  filedBy: FilingPost,
): Outcome {
  switch (command.type) {
    case 'DeclarePass':
    case 'WithdrawPass': {
      const stream = slotStream(command.slot);
      const decision = decidePass(command, draft.state(stream), passContext(world, id, now));
      // Of a slot of another day the age alone decides, and its version may be forgotten with it.
      const isLongPast = slotsBetween(command.slot, slotOf(now)) > SLOTS_OF_A_DAY;
      return isLongPast && !decision.ok
        ? keep(draft, id, refusalsStream, decision)
        : keep(draft, id, stream, decision);
    }
    case 'RecordArrival':
    case 'RecordDeparture':
    case 'RecountRestSpace':
    case 'ConfirmRestSpace':
    case 'OpenRestSpace':
    case 'CloseRestSpace':
    case 'SwitchRegime':
    case 'DeclareFull':
    case 'LiftFull': {
      const stream = restSpaceStream(command.space);
      const context = { now, restSpaces: world.places.restSpaces };
      return keep(draft, id, stream, decideRestSpace(command, draft.state(stream), context));
    }
    default: {
      const state = draft.state(d2oStream);
      let code = freshCode();
      while (state.requests.has(code)) code = freshCode();
      const decision = decideD2o(command, state, d2oContext(world, now, code, filedBy));
      return keep(draft, id, d2oStream, decision, command.type === 'RequestAdmission' ? code : undefined);
    }
  }
}

function keep<State, Event extends LogEvent>(
  draft: Draft,
  id: CommandId,
  stream: Aggregate<State, Event>,
  decision: Decision<Event>,
  code?: AdmissionCode,
): Outcome {
  const outcome: Outcome = decision.ok
    ? { outcome: 'accepted', ...(code === undefined ? {} : { code }) }
    : { outcome: 'refused', refusal: decision.refusal };
  draft.add(id, stream, decision.ok ? decision.events : [], outcome);
  return outcome;
}

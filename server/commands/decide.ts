import type { AttentionCommand } from '#shared/domain/attention/commands';
import { decideD2o } from '#shared/domain/d2o/decide';
import { decideDispatch } from '#shared/domain/dispatch/decide';
import type { DutyPlanCommand } from '#shared/domain/duty-plan/commands';
import { wasOut } from '#shared/domain/maraude/state';
import { refused } from '#shared/domain/refusal';
import type { SafetyCommand } from '#shared/domain/safety/commands';
import type { PassCommand } from '#shared/domain/pass/commands';
import { decidePass } from '#shared/domain/pass/decide';
import { decideRestSpace } from '#shared/domain/rest-space/decide';
import { decideSettings } from '#shared/domain/territory-settings/decide';
import { teamIdSchema, type AdmissionCode, type CommandId, type FilingPost } from '#shared/kernel/ids';
import { DAY, type Instant } from '#shared/kernel/instant';
import { SLOT_MS, slotOf, slotsBetween } from '#shared/kernel/slot';
import type { PresenceCommand } from '#shared/domain/presence/commands';
import type { WallSceneCommand } from '#shared/domain/wall-scene/commands';
import type { Command } from '#shared/wire/up';
import {
  d2oStream,
  dispatchStream,
  refusalsStream,
  restSpaceStream,
  settingsStream,
  slotStream,
} from './aggregates.ts';
import {
  d2oContext,
  dispatchContext,
  passContext,
  restSpaceContext,
  NOTHING_BESIDE,
  type Beside,
} from './contexts.ts';
import { decideDownstream } from './decide-downstream.ts';
import type { Draft } from './draft.ts';
import { freshCode } from './fresh-code.ts';
import { keep, type Outcome } from './keep.ts';
import { takeEffect } from './settings-clock.ts';
import type { World } from './world.ts';

const SLOTS_OF_A_DAY = DAY / SLOT_MS;

/**
 * What is memory only, and never a fact: where a team is or will be, its timers (PRV-36), what a console has open, and
 * what a wall is asked to draw.
 */
export type VolatileCommand =
  | PresenceCommand
  | AttentionCommand
  | WallSceneCommand
  | Extract<DutyPlanCommand, { type: 'PlanPass' | 'CancelPlan' }>
  | Exclude<SafetyCommand, { type: 'RaiseAlert' | 'CancelAlert' }>;
/** A command that leaves a trace. */
export type DurableCommand = Exclude<Command, VolatileCommand>;

/** Decides one command on the draft, and adds its facts (or its refusal, so that a repeat gets the same answer). */
export function decideCommand(
  draft: Draft,
  world: World,
  id: CommandId,
  command: DurableCommand,
  now: Instant,
  draw: () => AdmissionCode,
  filedBy: FilingPost,
  beside: Beside = NOTHING_BESIDE,
): Outcome {
  switch (command.type) {
    case 'DeclarePass':
    case 'WithdrawPass': {
      const stream = slotStream(command.slot);
      const decided = decidePass(command, draft.state(stream), passContext(world, id, now));
      const decision =
        decided.ok && isOutsideTour(draft, command, filedBy) ? refused('MaraudeNotOpen') : decided;
      // Of a slot of another day the age alone decides, and its version may be forgotten with it.
      const isLongPast = slotsBetween(command.slot, slotOf(now)) > SLOTS_OF_A_DAY;
      return isLongPast && !decision.ok
        ? keep(draft, id, refusalsStream, decision)
        : keep(draft, id, stream, decision);
    }
    case 'RecordArrival':
    case 'RecordDeparture':
    case 'UndoCount':
    case 'RecountRestSpace':
    case 'ConfirmRestSpace':
    case 'OpenRestSpace':
    case 'CloseRestSpace':
    case 'SwitchRegime':
    case 'DeclareFull':
    case 'LiftFull':
    case 'SwitchService':
    case 'FileDaySheet': {
      const stream = restSpaceStream(command.space);
      const decision = decideRestSpace(command, draft.state(stream), restSpaceContext(world, now));
      return keep(draft, id, stream, decision);
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
    case 'OpenPlacement':
    case 'AdvancePlacement':
    case 'AskResidence':
    case 'AcceptResidence':
    case 'DeclineResidence':
    case 'EndPlacement':
    case 'ReportResidences':
      return decideDownstream(draft, world, id, command, now, draw, filedBy);
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
      const context = dispatchContext(world, id, now, filedBy, beside);
      return keep(draft, id, dispatchStream, decideDispatch(command, draft.state(dispatchStream), context));
    }
    case 'ChangeJauges':
    case 'ChangeOpeningHours':
    case 'PlanClosure':
    case 'ChangeAlarmDelays':
    case 'UndoSetting': {
      const decision = decideSettings(command, draft.state(settingsStream), { id, now, pack: world.pack });
      const outcome = keep(draft, id, settingsStream, decision);
      // What is to hold at once does, in the same group.
      takeEffect(draft, world, now);
      return outcome;
    }
    default: {
      const code = freshCode(draft, draw);
      const decision = decideD2o(command, draft.state(d2oStream), d2oContext(world, now, code, filedBy));
      return keep(draft, id, d2oStream, decision, command.type === 'RequestAdmission' ? code : undefined);
    }
  }
}

/** Whether a team declares a pass of a half-hour in which it was on no tour: outside one nothing is collected. */
function isOutsideTour(draft: Draft, command: PassCommand, filedBy: FilingPost): boolean {
  if (command.type !== 'DeclarePass' || !teamIdSchema.safeParse(filedBy).success) return false;
  return !wasOut(draft.state(dispatchStream).maraudes, filedBy, command.slot);
}

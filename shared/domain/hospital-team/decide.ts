import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId, FilingPost, HospitalTeamId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { HospitalTeamCommand } from './commands.ts';
import type { HospitalTeamEvent } from './events.ts';
import type { HospitalTeamState, JointOuting } from './state.ts';

export type HospitalTeamContext = {
  /** The command's own id: it names the outing that it asks for. */
  readonly id: CommandId;
  readonly now: Instant;
  /** The team whose state this is, and those of the territory. */
  readonly hospitalTeam: HospitalTeamId;
  readonly hospitalTeams: ReadonlySet<string>;
  /** The post that speaks, as the server knows it. */
  readonly filedBy: FilingPost;
  /** The end of the shift under way. */
  readonly shiftEnd: Instant;
};

/** What happens when a hospital mobile team speaks, or when a joint outing is asked of it. */
export function decideHospitalTeam(
  command: HospitalTeamCommand,
  state: HospitalTeamState,
  context: HospitalTeamContext,
): Decision<HospitalTeamEvent> {
  const { id, now: at, hospitalTeam, filedBy, shiftEnd } = context;
  if (!context.hospitalTeams.has(hospitalTeam)) return refused('HospitalTeamUnknown');
  switch (command.type) {
    case 'SetHospitalTeam': {
      const { availability, next } = command;
      return facts({ type: 'HospitalTeamSet', hospitalTeam, at, availability, next });
    }
    case 'AskJointOuting':
      // A team that is out may be asked for later; one of which nothing is known too: it answers for itself.
      if (state.report?.availability === 'indisponible') return refused('HospitalTeamUnavailable');
      return facts({
        type: 'JointOutingAsked',
        hospitalTeam,
        outing: id,
        at,
        answerBy: shiftEnd,
        askedBy: filedBy,
      });
    case 'AcceptJointOuting':
    case 'RefuseJointOuting':
    case 'CompleteJointOuting':
    case 'WithdrawJointOuting': {
      const outing = state.outings.get(command.outing);
      return outing ? decideOuting(command, outing, context) : refused('OutingUnknown');
    }
    default:
      return assertNever(command);
  }
}

type OutingCommand = Extract<HospitalTeamCommand, { outing: CommandId }>;

function decideOuting(
  command: OutingCommand,
  known: JointOuting,
  { now: at, hospitalTeam, filedBy }: HospitalTeamContext,
): Decision<HospitalTeamEvent> {
  const { outing } = command;
  const step = (from: readonly JointOuting['step'][], fact: HospitalTeamEvent) =>
    from.includes(known.step) ? facts(fact) : refused('OutingStepOutOfOrder');
  switch (command.type) {
    case 'AcceptJointOuting':
      return step(['demandee'], { type: 'JointOutingAccepted', hospitalTeam, outing, at });
    case 'RefuseJointOuting': {
      const { reason } = command;
      return step(['demandee'], { type: 'JointOutingRefused', hospitalTeam, outing, at, reason });
    }
    case 'CompleteJointOuting':
      return step(['acceptee'], { type: 'JointOutingCompleted', hospitalTeam, outing, at });
    case 'WithdrawJointOuting':
      // To another maraude it does not exist: it was never told of it.
      if (filedBy !== known.askedBy && filedBy !== 'lead') return refused('OutingUnknown');
      return step(['demandee', 'acceptee'], { type: 'JointOutingWithdrawn', hospitalTeam, outing, at });
    default:
      return assertNever(command);
  }
}

import { assertNever } from '../../kernel/assert-never.ts';
import { unitIdSchema } from '../../kernel/ids.ts';
import type { D2oContext } from '../d2o/context.ts';
import type { D2oEvent } from '../d2o/evolve.ts';
import type { D2oState } from '../d2o/state.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { AdmissionCommand, Destination } from './commands.ts';
import { answerOf, redirectionTo } from './destinations.ts';
import { endHold, stepsToAssessment } from './hold.ts';
import { acceptedElsewhere, type OpenRequest } from './state.ts';

export type DestinationCommand = Extract<
  AdmissionCommand,
  { type: 'AskDestination' | 'AcceptAtDestination' | 'DeclineAtDestination' | 'ConfirmArrival' }
>;

/** What happens when an open request is asked for, or answered, beside the D2O beds. */
export function decideDestination(
  command: DestinationCommand,
  open: OpenRequest,
  state: D2oState,
  { now: at, units }: D2oContext,
): Decision<D2oEvent> {
  const { code } = command;
  const elsewhere = acceptedElsewhere(open);
  if (command.type === 'ConfirmArrival') {
    if (elsewhere === undefined) return refused('RequestNotAcceptedElsewhere');
    return facts({ type: 'RequestRedirected', code, at, to: redirectionTo(elsewhere) });
  }
  const { destination } = command;
  const answer = answerOf(open.destinations, destination);
  switch (command.type) {
    case 'AskDestination':
      if (elsewhere !== undefined) return refused('RequestAcceptedElsewhere');
      if (!isKnown(destination, units)) return refused('DestinationUnknown');
      if (answer === 'en-attente') return refused('DestinationAlreadyAsked');
      return facts({ type: 'DestinationAsked', code, at, destination });
    case 'AcceptAtDestination':
      if (elsewhere !== undefined && elsewhere !== destination) return refused('RequestAcceptedElsewhere');
      if (answer === 'acceptee') return facts();
      if (answer !== 'en-attente') return refused('DestinationNotAsked');
      // One place at a time: the bed that was held is for somebody else from this moment.
      return facts<D2oEvent>(
        ...stepsToAssessment(code, open, at),
        ...endHold(state, code, at, 'acceptee-ailleurs'),
        { type: 'RequestAccepted', code, at },
        { type: 'DestinationAccepted', code, at, destination },
      );
    case 'DeclineAtDestination': {
      const declined = {
        type: 'DestinationDeclined',
        code,
        at,
        destination,
        reason: command.reason,
      } as const;
      if (answer === 'en-attente') return facts(declined);
      // A unit may go back on its word: the person must not be sent to a closed door.
      if (answer === 'acceptee')
        return facts<D2oEvent>(declined, { type: 'RequestReturnedToAssessment', code, at });
      return refused('DestinationNotAsked');
    }
    default:
      return assertNever(command);
  }
}

/** Kinds of places outside are asked anywhere; a unit must be one of the territory. */
function isKnown(destination: Destination, units: ReadonlySet<string>): boolean {
  return !unitIdSchema.safeParse(destination).success || units.has(destination);
}

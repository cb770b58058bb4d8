import type { Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';

/**
 * When the person said it: what the command tells, else its receipt. A moment to come is not believed: the clock of a
 * phone may be wrong. A pass tells none, by design (PRV-4): its receipt is the sign.
 */
export function saidAtOf(command: Command, now: Instant): Instant {
  const said = momentIn(command) ?? now;
  return said < now ? said : now;
}

function momentIn(command: Command): Instant | undefined {
  switch (command.type) {
    case 'DeclarePresence':
    case 'GoUnderground':
    case 'StayLonger':
    case 'ComeUp':
    case 'SayAllIsWell':
      return command.saidAt;
    case 'RequestAdmission':
      return command.requestedAt;
    case 'FileReport':
      return command.seenAt;
    default:
      return undefined;
  }
}

import type { Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';

/**
 * The command with the moment of the tap, where it may tell one: memory then takes that and not the network's return. A
 * pass has its half-hour alone (PRV-4), and what is not listed tells nothing.
 */
export function stamped(command: Command, saidAt: Instant): Command {
  switch (command.type) {
    case 'DeclarePresence':
    case 'GoUnderground':
    case 'StayLonger':
    case 'ComeUp':
    case 'SayAllIsWell':
      return { ...command, saidAt };
    default:
      return command;
  }
}

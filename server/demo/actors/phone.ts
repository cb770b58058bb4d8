import type { Command } from '#shared/wire/up';
import { assertNever } from '#shared/kernel/assert-never';
import type { MaraudeIntention } from '../law/intention.ts';

/** What the phone of a team sends. The team is never in the command: it is the session's. */
export function phoneCommand(intention: MaraudeIntention): Command {
  switch (intention.kind) {
    case 'tour-started':
      return { type: 'OpenMaraude', level: intention.level };
    case 'presence-declared':
      return { type: 'DeclarePresence', place: intention.place, status: intention.status };
    case 'pass-declared': {
      const { place, slot, people, needs } = intention;
      return { type: 'DeclarePass', place, slot, people, needs: [...needs] };
    }
    case 'tour-ended':
      return { type: 'CloseMaraude' };
    case 'tour-reported':
      return { type: 'FileTourReport', figures: intention.figures };
    case 'went-underground':
      return { type: 'GoUnderground', station: intention.station, exitIn: intention.exitIn };
    case 'came-up':
      return { type: 'ComeUp' };
    default:
      return assertNever(intention);
  }
}

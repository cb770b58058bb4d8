import type { Command } from '#shared/wire/up';
import { assertNever } from '#shared/kernel/assert-never';
import type { Instant } from '#shared/kernel/instant';
import type { RestSpaceIntention } from '../law/intention.ts';

/**
 * What the tablet at the door of a rest space sends, at `now` of its own clock: a simulated door is on the network, and
 * tells what it sees. Somebody turned away did not come in: nothing is sent.
 */
export function tabletCommand(intention: RestSpaceIntention, now: Instant): Command | undefined {
  const { space } = intention;
  switch (intention.kind) {
    case 'space-opened':
      return { type: 'OpenRestSpace', space, regime: intention.regime };
    case 'space-closed':
      return { type: 'CloseRestSpace', space, reason: 'horaires', until: intention.until };
    case 'person-entered':
      return { type: 'RecordArrival', space, seenAt: now };
    case 'person-left':
      return { type: 'RecordDeparture', space, seenAt: now };
    case 'person-turned-away':
      return undefined;
    case 'space-recounted':
      return { type: 'RecountRestSpace', space, present: intention.present, reason: intention.reason };
    case 'space-confirmed':
      return { type: 'ConfirmRestSpace', space };
    case 'regime-switched':
      return { type: 'SwitchRegime', space, regime: intention.regime };
    case 'space-declared-full':
      return { type: 'DeclareFull', space };
    case 'space-full-lifted':
      return { type: 'LiftFull', space };
    case 'service-switched':
      return { type: 'SwitchService', space, service: intention.service, on: intention.on };
    case 'day-sheet-filed':
      return { type: 'FileDaySheet', space, day: intention.day, figures: intention.figures };
    default:
      return assertNever(intention);
  }
}

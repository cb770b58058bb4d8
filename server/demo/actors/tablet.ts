import type { Command } from '#shared/wire/up';
import { assertNever } from '#shared/kernel/assert-never';
import type { RestSpaceIntention } from '../law/intention.ts';

/** What the tablet at the door of a rest space sends. Somebody turned away did not come in: nothing is sent. */
export function tabletCommand(intention: RestSpaceIntention): Command | undefined {
  const { space } = intention;
  switch (intention.kind) {
    case 'space-opened':
      return { type: 'OpenRestSpace', space, regime: intention.regime };
    case 'space-closed':
      return { type: 'CloseRestSpace', space, reason: 'horaires', until: intention.until };
    case 'person-entered':
      return { type: 'RecordArrival', space };
    case 'person-left':
      return { type: 'RecordDeparture', space };
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
    default:
      return assertNever(intention);
  }
}

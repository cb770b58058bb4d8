import type { Regime } from '#shared/domain/rest-space/commands';
import type { Instant } from '#shared/kernel/instant';
import { localMinutesOf, minutesOf } from '#shared/kernel/local-time';

type Hours = { readonly jour: string; readonly nuit: string };

/** The regime that the pack's hours call for now: it is proposed, and a person applies it. */
export function regimeByTheHour(timezone: string, hours: Hours, now: Instant): Regime {
  const minutes = localMinutesOf(timezone, now);
  const [day, night] = [minutesOf(hours.jour), minutesOf(hours.nuit)];
  const isDay = day < night ? minutes >= day && minutes < night : minutes >= day || minutes < night;
  return isDay ? 'jour' : 'nuit';
}

export function otherRegime(regime: Regime): Regime {
  return regime === 'jour' ? 'nuit' : 'jour';
}

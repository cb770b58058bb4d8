import { MINUTE, SECOND, elapsed, type Instant } from '#shared/kernel/instant';
import type { SourceAge } from '#shared/view/capacity';

/** How the page is fed: `polling` is slower and says so. */
export type Transport = 'websocket' | 'polling';

/** `C0` direct, `C1` reconnecting, `C2` cut (everything on screen is frozen), `C3` slow but alive (UX 3.3). */
export type Level = 'C0' | 'C1' | 'C2' | 'C3';

/** The server is heard every 5 s; whole seconds are compared, so that a beat 100 ms late does not flicker. */
export const DIRECT_WITHIN_S = 5;
/** From here on nobody may believe the screen. */
export const CUT_AFTER_S = 15;

/** Whole seconds of real time since the server was last heard. */
export function secondsSince(heardAt: number, now: number): number {
  return Math.max(0, Math.floor((now - heardAt) / SECOND));
}

/** The level of a link heard `seconds` ago. Time is the only judge: a browser's own "online" is not a proof. */
export function levelOf(seconds: number, transport: Transport): Level {
  if (seconds >= CUT_AFTER_S) return 'C2';
  if (seconds > DIRECT_WITHIN_S) return 'C1';
  return transport === 'polling' ? 'C3' : 'C0';
}

export type Freshness = SourceAge['freshness'];

/** Freshness of a value confirmed at `confirmedAt` (product time), expected every `cadenceMin` minutes (UX 3.2). */
export function freshnessOf(confirmedAt: Instant | null, now: Instant, cadenceMin: number): Freshness {
  if (confirmedAt === null) return 'inconnu';
  const cadences = elapsed(confirmedAt, now) / (cadenceMin * MINUTE);
  if (cadences <= 1) return 'frais';
  return cadences <= 2 ? 'vieillissant' : 'perime';
}

/** What a screen marks on a value: on a cut link nothing may be believed, whatever it was. */
export function shownFreshness(own: Freshness, level: Level): Freshness {
  return level === 'C2' ? 'perime' : own;
}

import type { StationId } from '#shared/kernel/ids';
import { MINUTE, elapsed, plus, type Instant } from '#shared/kernel/instant';
import type { SafetyEntity } from '#shared/view/dispatch';
import type { Said } from './tour.ts';

/** Above or below. The station is what this phone remembers of its own words: nobody sends it back. */
export type Ground =
  | { readonly kind: 'surface' }
  | {
      readonly kind: 'sous-terre';
      readonly station: StationId | null;
      readonly since: Instant | null;
      readonly exitAt: Instant;
    };

export type Remembered = { readonly station: StationId; readonly since: Instant };

export const SURFACE: Ground = { kind: 'surface' };
/** What one `+20 min` adds to the announced exit. */
export const LONGER_MS = 20 * MINUTE;

/** What one more word of the team makes of it. */
export function groundAfter(ground: Ground, { command, addedAt: at }: Said): Ground {
  switch (command.type) {
    case 'GoUnderground':
      return {
        kind: 'sous-terre',
        station: command.station,
        since: at,
        exitAt: plus(at, Number(command.exitIn) * MINUTE),
      };
    case 'StayLonger':
      return ground.kind === 'surface' ? ground : { ...ground, exitAt: longer(ground.exitAt, at) };
    case 'ComeUp':
    case 'CloseMaraude':
      return SURFACE;
    default:
      return ground;
  }
}

/** The team's timer as the server has it, with the station that this page remembers of its own words. */
export function groundKnown(safety: SafetyEntity | null, remembered: Remembered | null): Ground {
  if (!safety || safety.exitAt === null) return SURFACE;
  const { station, since } = remembered ?? { station: null, since: null };
  return { kind: 'sous-terre', station, since, exitAt: safety.exitAt };
}

function longer(exitAt: Instant, now: Instant): Instant {
  return plus(exitAt < now ? now : exitAt, LONGER_MS);
}

/** Whether the team is asked `Tout va bien ?`: on the surface, in a tour, after so long without a word. */
export function isPromptDue(lastSignAt: Instant | null, now: Instant, promptMin: number): boolean {
  return lastSignAt !== null && elapsed(lastSignAt, now) >= promptMin * MINUTE;
}

/** How the announced exit stands: time left, time over, or so late that the coordination is being told (A2). */
export function exitState(
  exitAt: Instant,
  now: Instant,
  graceMin: number,
): 'a-venir' | 'passee' | 'signalee' {
  const over = elapsed(exitAt, now);
  if (over < 0) return 'a-venir';
  return over >= graceMin * MINUTE ? 'signalee' : 'passee';
}

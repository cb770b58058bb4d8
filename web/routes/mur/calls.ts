import { MINUTE } from '#shared/kernel/instant';
import { AGAIN_MS } from '#lib/sound/speaker.svelte.ts';
import type { SoundName } from '#lib/sound/tones.ts';
import type { WallAlarm } from '#lib/ui/wall-alarms.ts';

/** A P1 sounds on the wall for this long, then phones take over; a P2 is said again once, after as long. Real time. */
const CALLS_FOR_MS = 5 * MINUTE;

type Call = { readonly since: number; readonly soundedAt: number | null; readonly times: number };
/** What has sounded so far: one call per alarm that stands, by what it is. */
export type Calls = { readonly of: ReadonlyMap<string, Call>; readonly cut: boolean };
export const NO_CALLS: Calls = { of: new Map(), cut: false };

/**
 * The one sound that is due at `now` (real milliseconds), the gravest first, and what has sounded after it. A cut link is
 * said once each time it is cut. Whoever was waiting behind a graver sound is still due at the next look.
 */
export function soundDue(
  before: Calls,
  alarms: readonly WallAlarm[],
  cut: boolean,
  now: number,
): { readonly calls: Calls; readonly sound: SoundName | null } {
  const standing = new Map(
    alarms.map((alarm) => {
      const key = keyOf(alarm);
      return [key, { alarm, call: before.of.get(key) ?? { since: now, soundedAt: null, times: 0 } }];
    }),
  );
  const due = (priority: WallAlarm['priority']) =>
    [...standing].flatMap(([key, { alarm, call }]) =>
      alarm.priority === priority && isDue(priority, call, now) ? [key] : [],
    );
  const [first, second] = [due('P1'), due('P2')];
  const isCutNow = cut && !before.cut;
  const sounding = isCutNow ? [] : first.length > 0 ? first : second;
  const sound = isCutNow ? 'coupure' : first.length > 0 ? 'p1' : second.length > 0 ? 'p2' : null;
  const of = new Map(
    [...standing].map(([key, { call }]) => [
      key,
      sounding.includes(key) ? { ...call, soundedAt: now, times: call.times + 1 } : call,
    ]),
  );
  return { calls: { of, cut }, sound };
}

function isDue(priority: WallAlarm['priority'], { since, soundedAt, times }: Call, now: number): boolean {
  if (soundedAt === null) return true;
  if (priority === 'P1') return now - since < CALLS_FOR_MS && now - soundedAt >= AGAIN_MS;
  return times === 1 && now - soundedAt >= CALLS_FOR_MS;
}

function keyOf(alarm: WallAlarm): string {
  return alarm.kind === 'space-full' ? `${alarm.kind} ${alarm.space}` : alarm.kind;
}

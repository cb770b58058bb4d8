import { expect, test } from 'vitest';
import type { WallAlarm } from '#lib/ui/wall-alarms.ts';
import { NO_CALLS, soundDue } from '../../../web/routes/mur/calls.ts';
import { SOUNDS } from '#lib/sound/tones.ts';
import type { RestSpaceId } from '#shared/kernel/ids';

const danger: WallAlarm = { priority: 'P1', kind: 'team-danger' };
const silent: WallAlarm = { priority: 'P1', kind: 'team-silent' };
const admission: WallAlarm = { priority: 'P2', kind: 'admission' };
const full: WallAlarm = { priority: 'P2', kind: 'space-full', space: 'ER-1' as RestSpaceId };

/** What is heard when these stand from each second on, looked at every second, as `second sound`. */
function heard(
  from: Record<number, readonly WallAlarm[]>,
  until: number,
  cutAt: readonly number[] = [],
): string[] {
  let calls = NO_CALLS;
  let standing: readonly WallAlarm[] = [];
  const sounds: string[] = [];
  for (let second = 0; second <= until; second += 1) {
    standing = from[second] ?? standing;
    const looked = soundDue(calls, standing, cutAt.includes(second), second * 1_000);
    calls = looked.calls;
    if (looked.sound) sounds.push(`${second} ${looked.sound}`);
  }
  return sounds;
}

test('[W14] a P1 sounds in the look that sees it, again every 20 s, and leaves it to phones after five minutes', () => {
  const sounds = heard({ 3: [danger] }, 1_000);
  expect(sounds.slice(0, 3)).toEqual(['3 p1', '23 p1', '43 p1']);
  expect(sounds.at(-1)).toBe('283 p1');
});

test('a P1 that is acknowledged is silent at once, and sounds anew when it comes back', () => {
  expect(heard({ 0: [danger], 5: [], 30: [danger], 31: [] }, 200)).toEqual(['0 p1', '30 p1']);
});

test('a second P1 does not wait for the turn of the first', () => {
  expect(heard({ 0: [danger], 5: [danger, silent] }, 24)).toEqual(['0 p1', '5 p1', '20 p1']);
});

test('a P2 is said once, and once more after five minutes', () => {
  expect(heard({ 0: [admission] }, 2_000)).toEqual(['0 p2', '300 p2']);
});

test('each P2 is said when it comes; two that come together are said together', () => {
  expect(heard({ 0: [admission, full] }, 100)).toEqual(['0 p2']);
  expect(heard({ 0: [admission], 10: [admission, full] }, 100)).toEqual(['0 p2', '10 p2']);
});

test('behind a P1 a P2 waits for a second, and is not forgotten', () => {
  expect(heard({ 0: [danger, admission] }, 10)).toEqual(['0 p1', '1 p2']);
});

test('a cut link is said once, before all, each time it is cut', () => {
  expect(heard({ 2: [danger] }, 9, [2, 3, 4, 8])).toEqual(['2 coupure', '3 p1', '8 coupure']);
});

test('no sound is a burst of three or five pulses, and tones are a fifth apart, or the same', () => {
  for (const tones of Object.values(SOUNDS)) {
    expect([3, 5]).not.toContain(tones.length);
    tones.slice(1).forEach(({ hz }, index) => {
      const ratio = Math.max(hz, tones[index]?.hz ?? 0) / Math.min(hz, tones[index]?.hz ?? 0);
      expect(ratio === 1 || ratio >= 1.2).toBe(true);
    });
  }
});

import { describe, expect, test } from 'vitest';
import { saturatingSince, stateOf } from '#shared/domain/rest-space/occupancy';
import { instantSchema, MINUTE, plus, type Instant } from '#shared/kernel/instant';

const thresholds = { tenduPercent: 80, saturePercent: 95 };
const start = instantSchema.parse('2026-11-21T09:00:00.000Z');
const jauge = 40;

/** The state after these counts, one a minute, and then `waitMin` minutes of silence. */
function after(counts: readonly number[], waitMin = 0, declaredFull = false) {
  let since: Instant | null = null;
  let now = start;
  let present = 0;
  for (const count of counts) {
    present = count;
    since = saturatingSince(since, present, jauge, thresholds, now);
    now = plus(now, MINUTE);
  }
  return stateOf({ present, jauge, declaredFull }, thresholds, since, plus(now, (waitMin - 1) * MINUTE));
}

describe('how full an open space is', () => {
  test.each([
    [0, 'ouvert'],
    [31, 'ouvert'],
    [32, 'tendu'],
    [39, 'tendu'],
    [40, 'complet'],
    [43, 'complet'],
  ])('[RSP-15] %i people under a jauge of 40 are %s', (present, kind) => {
    expect(after([present]).kind).toBe(kind);
  });

  test('[RSP-15] 80 % of a jauge of 14 is reached by 12 people, not by 11', () => {
    const kindOf = (present: number) =>
      stateOf({ present, jauge: 14, declaredFull: false }, thresholds, null, start).kind;
    expect([kindOf(11), kindOf(12)]).toEqual(['ouvert', 'tendu']);
  });

  test('[RSP-16] 95 % for five minutes is saturated, since the moment it was reached', () => {
    expect(after([38], 4).kind).toBe('tendu');
    expect(after([38], 5)).toEqual({ kind: 'sature', since: start });
  });

  test('[RSP-16] falling under 95 % before the five minutes starts them again', () => {
    expect(after([38, 38, 37, 38], 4).kind).toBe('tendu');
    expect(after([38, 38, 37, 38], 5)).toEqual({ kind: 'sature', since: plus(start, 3 * MINUTE) });
  });

  test('[RSP-16] once saturated it stays so until it falls under 90 %', () => {
    const saturated = [38, 38, 38, 38, 38, 38];
    expect(after([...saturated, 36]).kind).toBe('sature');
    expect(after([...saturated, 35]).kind).toBe('tendu');
    expect(after([...saturated, 35, 37]).kind).toBe('tendu');
  });

  test('[RSP-17] a space is complet at its jauge, or when its staff declare it whatever the count', () => {
    expect(after([40], 10)).toEqual({ kind: 'complet', why: 'jauge' });
    expect(after([2], 0, true)).toEqual({ kind: 'complet', why: 'declare' });
  });
});

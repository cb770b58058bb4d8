import { describe, expect, test } from 'vitest';
import type { RestSpaceId } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { occupancyOf, type RestSpaceEntity } from '../../../web/routes/maraudes/occupancy.ts';

const NOW = '2026-11-21T18:12:00.000Z' as Instant;
const THRESHOLDS = { tenduPercent: 80, saturePercent: 95 };

function space(state: RestSpaceEntity['state']): RestSpaceEntity {
  const id = 'ER-1' as RestSpaceId;
  return { kind: 'rest-space', id, state, jaugeJour: 100, jaugeNuit: 50, lastSignAt: null, sheetOf: null };
}
type Open = Extract<RestSpaceEntity['state'], { kind: 'ouvert' }>;
const calm: Open = {
  kind: 'ouvert',
  present: 0,
  regime: 'jour',
  declaredFull: false,
  services: [],
  belowZero: false,
  saturatingSince: null,
};
const open = (present: number, over: Partial<Open> = {}) =>
  occupancyOf(space({ ...calm, present, ...over }), THRESHOLDS, NOW);

describe('occupancy of a rest space', () => {
  test.each([
    [0, 'ok'],
    [79, 'ok'],
    [80, 'tendu'],
    [94, 'tendu'],
    [95, 'tendu'],
    [99, 'tendu'],
    [100, 'complet'],
    [103, 'complet'],
  ] as const)('%i people for 100 places is %s', (present, word) => {
    expect(open(present)).toEqual({ kind: 'ouvert', present, jauge: 100, word });
  });

  test('[R04] a space is saturated once it has stood five minutes at its threshold', () => {
    expect(open(95, { saturatingSince: plus(NOW, -5 * MINUTE + 1) })).toMatchObject({ word: 'tendu' });
    expect(open(95, { saturatingSince: plus(NOW, -5 * MINUTE) })).toMatchObject({ word: 'sature' });
    expect(open(91, { saturatingSince: plus(NOW, -9 * MINUTE) })).toMatchObject({ word: 'sature' });
  });

  test('by night the night limit is the one that counts', () => {
    expect(open(50, { regime: 'nuit' })).toMatchObject({ jauge: 50, word: 'complet' });
  });

  test('staff may declare a space full below its limit', () => {
    expect(open(3, { declaredFull: true })).toMatchObject({ present: 3, word: 'complet' });
  });

  test('a space that never gave a count shows its limit and no number of people', () => {
    expect(occupancyOf(space({ kind: 'jamais-recu' }), THRESHOLDS, NOW)).toEqual({
      kind: 'jamais-recu',
      jauge: 100,
    });
  });

  test('a closed space has no occupancy', () => {
    expect(occupancyOf(space({ kind: 'ferme', reason: 'autre', until: null }), THRESHOLDS, NOW)).toEqual({
      kind: 'ferme',
    });
  });
});

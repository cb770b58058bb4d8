import { describe, expect, test } from 'vitest';
import type { RestSpaceId } from '#shared/kernel/ids';
import { occupancyOf, type RestSpaceEntity } from '../../../web/routes/maraudes/occupancy.ts';

const THRESHOLDS = { tenduPercent: 80, saturePercent: 95 };

function space(state: RestSpaceEntity['state']): RestSpaceEntity {
  const id = 'ER-1' as RestSpaceId;
  return { kind: 'rest-space', id, state, jaugeJour: 100, jaugeNuit: 50, lastSignAt: null };
}
const open = (present: number, over: { regime?: 'jour' | 'nuit'; declaredFull?: boolean } = {}) =>
  occupancyOf(space({ kind: 'ouvert', present, regime: 'jour', declaredFull: false, ...over }), THRESHOLDS);

describe('occupancy of a rest space', () => {
  test.each([
    [0, 'ok'],
    [79, 'ok'],
    [80, 'tendu'],
    [94, 'tendu'],
    [95, 'sature'],
    [99, 'sature'],
    [100, 'complet'],
    [103, 'complet'],
  ] as const)('%i people for 100 places is %s', (present, word) => {
    expect(open(present)).toEqual({ kind: 'ouvert', present, jauge: 100, word });
  });

  test('by night the night limit is the one that counts', () => {
    expect(open(50, { regime: 'nuit' })).toMatchObject({ jauge: 50, word: 'complet' });
  });

  test('staff may declare a space full below its limit', () => {
    expect(open(3, { declaredFull: true })).toMatchObject({ present: 3, word: 'complet' });
  });

  test('a space that never gave a count shows its limit and no number of people', () => {
    expect(occupancyOf(space({ kind: 'jamais-recu' }), THRESHOLDS)).toEqual({
      kind: 'jamais-recu',
      jauge: 100,
    });
  });

  test('a closed space has no occupancy', () => {
    expect(occupancyOf(space({ kind: 'ferme', until: null }), THRESHOLDS)).toEqual({ kind: 'ferme' });
  });
});

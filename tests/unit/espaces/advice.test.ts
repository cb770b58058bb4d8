import { expect, test } from 'vitest';
import type { SourceAge, Band } from '#shared/view/capacity';
import type { RestSpaceId } from '#shared/kernel/ids';
import type { Slot } from '#shared/kernel/slot';
import { adviceFrom } from '../../../web/routes/espaces/advice.ts';
import type { BandEntity } from '../../../web/routes/espaces/entities.ts';

const ER2 = 'ER-2' as RestSpaceId;
const ER3 = 'ER-3' as RestSpaceId;
const band = (id: RestSpaceId, word: Band, source: SourceAge = { freshness: 'frais' }): BandEntity => ({
  kind: 'rest-space-band',
  id,
  band: word,
  regime: 'jour',
  jaugeJour: 14,
  jaugeNuit: 9,
  source,
});

test('the first space of the pack’s order that has room is named, with its class', () => {
  expect(adviceFrom([ER3, ER2], [band(ER2, '5-9'), band(ER3, 'ouvert')])).toEqual({
    space: ER3,
    band: 'ouvert',
  });
  expect(adviceFrom([ER3, ER2], [band(ER2, '5-9'), band(ER3, 'complet')])).toEqual({
    space: ER2,
    band: '5-9',
  });
});

test.each(['complet', 'ferme', 'inconnu'] as const)('nobody is sent where it is %s', (word) => {
  expect(adviceFrom([ER2], [band(ER2, word)])).toBeNull();
});

test('nobody is sent on a stale word, or to a space of which nothing is known', () => {
  const stale = { freshness: 'perime', since: '2026-11-21T15:00Z' as Slot } as const;
  expect(adviceFrom([ER2, ER3], [band(ER2, '5-9', stale)])).toBeNull();
  expect(adviceFrom([ER2], [band(ER2, '1-4', { freshness: 'vieillissant' })])).not.toBeNull();
});

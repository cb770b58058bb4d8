import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bandOf,
  edgesUnder,
  freeBedsOf,
  placesForHospital,
  placesForWall,
  queueLevelOf,
  shareOf,
  sourceAgeOf,
  type Places,
} from '#server/release/bands';
import { HOUR, MINUTE, plus } from '#shared/kernel/instant';
import { bandSchema } from '#shared/view/capacity';
import { slotAt, paris } from '../../support/said.ts';
import { policy as signed } from '../../support/served-app.ts';

const { policy } = signed;
const now = paris('17:00');
const limits = fc.integer({ min: 1, max: 60 });
const counts = fc.integer({ min: 0, max: 90 });

const hospital = (present: number, limit: number, declaredFull = false): Places =>
  placesForHospital({ kind: 'ouvert', present, declaredFull }, limit, policy);
const wall = (present: number, limit: number, declaredFull = false): Places =>
  placesForWall(hospital(present, limit, declaredFull), limit, policy);

/** Every occupancy from empty to full that shows as this band. */
function hiddenBy(band: string, limit: number, of: typeof wall): number[] {
  return Array.from({ length: limit + 1 }, (_, present) => present).filter(
    (present) => bandOf(of(present, limit)) === band,
  );
}

describe('rest spaces', () => {
  test.each([
    [32, ['complet', '1-4', '5-9', '10+'], ['complet', '1-4', '5+']],
    [22, ['complet', '1-4', '5-9', '10+'], ['complet', '1-4', '5+']],
    [14, ['complet', '1+'], ['complet', '1+']],
    [10, ['ouvert'], ['ouvert']],
    [9, ['ouvert'], ['ouvert']],
  ])(
    '[REL-1, PRV-26] under a limit of %i the classes are those of the policy',
    (limit, forHospital, forWall) => {
      const shown = (of: typeof wall) => [
        ...new Set(Array.from({ length: limit + 1 }, (_, free) => bandOf(of(limit - free, limit)))),
      ];
      expect(shown(hospital)).toEqual(forHospital);
      expect(shown(wall)).toEqual(forWall);
    },
  );

  test('[REL-2, PRV-26] the class of the emptiest rooms hides 11 occupancies or more, or is `ouvert`', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 60 }), (limit) => {
        for (const of of [hospital, wall]) {
          const emptiest = bandOf(of(0, limit));
          if (emptiest === 'ouvert') expect(limit).toBeLessThanOrEqual(10);
          else expect(hiddenBy(emptiest, limit, of).length).toBeGreaterThanOrEqual(11);
        }
      }),
      { seed: 1 },
    );
  });

  test('[REL-3, PRV-26] a limit of 10 or less shows nothing of the counter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), counts, (limit, present) => {
        expect(bandOf(wall(present, limit))).toBe('ouvert');
        expect(bandOf(wall(present, limit, true))).toBe('complet');
      }),
      { seed: 2 },
    );
  });

  test('[REL-4, PRV-27] a space is `complet` exactly when no place is left above a limit of 10, or when its staff say so', () => {
    fc.assert(
      fc.property(limits, counts, fc.boolean(), (limit, present, declared) => {
        const full = declared || (limit > 10 && present >= limit);
        expect(bandOf(wall(present, limit, declared)) === 'complet').toBe(full);
        expect(bandOf(hospital(present, limit, declared)) === 'complet').toBe(full);
      }),
      { seed: 3 },
    );
  });

  test('[REL-5, PRV-17] the class of the wall is a function of the hospital’s: two counts in one of hers are in one of its', () => {
    fc.assert(
      fc.property(limits, counts, counts, (limit, one, other) => {
        if (bandOf(hospital(one, limit)) !== bandOf(hospital(other, limit))) return;
        expect(wall(one, limit)).toEqual(wall(other, limit));
      }),
      { seed: 4 },
    );
  });

  test('[REL-6] every class has a word on the wire, and fewer free places never show as more', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 0, max: 60 }), (limit, present) => {
        for (const of of [hospital, wall]) {
          const [fuller, emptier] = [of(present + 1, limit), of(present, limit)];
          expect(bandSchema.safeParse(bandOf(emptier)).success).toBe(true);
          expect(bandOf(emptier)).not.toBe('inconnu');
          const lower = (places: Places) => (places.kind === 'places' ? places.lower : 0);
          if (emptier.kind !== 'ouvert') expect(lower(fuller)).toBeLessThanOrEqual(lower(emptier));
        }
      }),
      { seed: 5 },
    );
  });

  test('[REL-7] a closed space is `ferme` and one never heard of `inconnu`', () => {
    for (const kind of ['ferme', 'inconnu'] as const) {
      expect(bandOf(placesForWall(placesForHospital({ kind }, 32, policy), 32, policy))).toBe(kind);
    }
  });

  test('[REL-1] an edge above 1 is kept when ten values at least lie above it', () => {
    expect(edgesUnder(19, [0, 1, 5, 10], policy)).toEqual([0, 1, 5]);
    expect(edgesUnder(20, [0, 1, 5, 10], policy)).toEqual([0, 1, 5, 10]);
    expect(edgesUnder(15, [0, 1, 5], policy)).toEqual([0, 1, 5]);
    expect(edgesUnder(14, [0, 1, 5], policy)).toEqual([0, 1]);
  });
});

test('[REL-8, PRV-29] three free beds or more are one class', () => {
  expect([0, 1, 2, 3, 4, 10].map(freeBedsOf)).toEqual(['0', '1', '2', '3+', '3+', '3+']);
});

describe('the queue', () => {
  const share = { kind: 'trop-peu-de-demandes' } as const;
  const level = (...waited: number[]) =>
    queueLevelOf(
      waited.map((ms) => plus(now, -ms)),
      now,
      share,
      policy,
    );

  test('[REL-9, PRV-32] nobody waiting and one request under 6 h are the same bytes', () => {
    expect(JSON.stringify(level())).toBe(JSON.stringify(level(6 * HOUR - 1)));
    expect(level()).toEqual({ wait: '<6', atRisk: '0', share });
  });

  test('[REL-10, PRV-32] the level is that of the longest wait, and a request is at risk from 18 h', () => {
    expect(level(HOUR, 7 * HOUR).wait).toBe('6-12');
    expect(level(18 * HOUR - 1)).toMatchObject({ wait: '12-18', atRisk: '0' });
    expect(level(18 * HOUR)).toMatchObject({ wait: '18-24', atRisk: '1+' });
    expect(level(24 * HOUR, 30 * HOUR, 1)).toMatchObject({ wait: '>24', atRisk: '1+' });
  });
});

describe('the share admitted under 24 h', () => {
  const week = (admitted: number, under24h: number) => ({ admitted, under24h });

  test('[REL-11, PRV-32] under 11 admissions there is no share', () => {
    expect(shareOf([week(4, 4), week(6, 6)], policy)).toEqual({ kind: 'trop-peu-de-demandes' });
    expect(shareOf([], policy)).toEqual({ kind: 'trop-peu-de-demandes' });
    expect(shareOf([week(5, 5), week(6, 6)], policy)).toEqual({ kind: 'part', percent: '95' });
  });

  test('[REL-12, PRV-32] it is rounded to 5 and kept within 5 and 95', () => {
    expect(shareOf([week(40, 0)], policy)).toEqual({ kind: 'part', percent: '5' });
    expect(shareOf([week(40, 27)], policy)).toEqual({ kind: 'part', percent: '70' });
    expect(shareOf([week(40, 40)], policy)).toEqual({ kind: 'part', percent: '95' });
  });
});

describe('the age of a source', () => {
  test('[REL-13] it is fresh for two of its cadences, then stale since a half-hour, never finer', () => {
    const at = paris('14:07:23');
    expect(sourceAgeOf(at, 60, plus(at, 120 * MINUTE))).toEqual({ freshness: 'frais' });
    expect(sourceAgeOf(at, 60, plus(at, 120 * MINUTE + 1))).toEqual({
      freshness: 'perime',
      since: slotAt('14:00'),
    });
    expect(sourceAgeOf(null, 60, at)).toEqual({ freshness: 'inconnu' });
  });

  test('[REL-13] two signs of one half-hour are the same bytes once stale', () => {
    expect(sourceAgeOf(paris('14:01'), 60, paris('17:00'))).toEqual(
      sourceAgeOf(paris('14:29'), 60, paris('17:00')),
    );
  });
});

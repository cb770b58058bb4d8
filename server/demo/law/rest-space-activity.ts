import type { DaySheet } from '#shared/domain/rest-space/commands';
import type { RestSpaceId } from '#shared/kernel/ids';
import type { LocalDate } from '#shared/kernel/local-time';
import { binomial } from './distributions.ts';
import { randomOf } from './random.ts';

/**
 * What the activity sheet of a space says of one day, from its entries. [SIM] DOMAIN 12 and 9 (ratios of *bilan*): women
 * 10.7 %, nursing acts 0.082, rights acts 0.027 per entry, binomial. The other shares have no published figure.
 */
export function activityOf(seed: number, space: RestSpaceId, date: LocalDate, entries: number): DaySheet {
  const random = randomOf(seed, 'activity', space, date);
  const share = (of: number) => binomial(random, entries, of);
  return {
    visits: entries,
    women: share(0.107),
    nursingActs: share(0.082),
    rightsActs: share(0.027),
    firstVisits: share(0.02),
    meals: share(0.55),
    showers: share(0.18),
    orientations: {
      csapa: share(0.012),
      cmp: share(0.006),
      'hopital-de-jour': share(0.004),
      urgences: share(0.004),
      d2o: share(0.003),
      hebergement: share(0.015),
    },
  };
}

import type { RestSpaceId } from '#shared/kernel/ids';
import type { LocalDate } from '#shared/kernel/local-time';
import { binomial } from './distributions.ts';
import { randomOf } from './random.ts';

/** What the activity sheet of a space says of one day: totals of the law, never an output command. */
type SpaceActivity = {
  readonly entries: number;
  readonly women: number;
  readonly nursingActs: number;
  readonly rightsActs: number;
};

/** [SIM] DOMAIN 12 and 9 (ratios of *bilan*): women 10.7 %, nursing acts 0.082, rights acts 0.027 per entry, binomial. */
export function activityOf(
  seed: number,
  space: RestSpaceId,
  date: LocalDate,
  entries: number,
): SpaceActivity {
  const random = randomOf(seed, 'activity', space, date);
  return {
    entries,
    women: binomial(random, entries, 0.107),
    nursingActs: binomial(random, entries, 0.082),
    rightsActs: binomial(random, entries, 0.027),
  };
}

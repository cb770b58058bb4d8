import { supplySchema, type Supply, type TourFigures } from '#shared/domain/maraude/commands';
import { binomial, chance, pick } from './distributions.ts';
import type { Random } from './random.ts';

// [SIM] DOMAIN 12, "Per encounter": what a team does, on average, with one person it met.
const WOMEN = 0.107;
const FIRST_TIMERS = 0.3;
const TALKS = 0.5;
const NURSING = 0.05;
const RIGHTS = 0.027;
const SCREENINGS = 0.01;
const ESCORTS = 0.012;
const ORIENTATIONS = 0.05;
const SUPPLIES = 0.75;
const ORIENTED: readonly (readonly [keyof TourFigures['orientations'], number])[] = [
  ['espace-repos', 40],
  ['csapa', 25],
  ['hebergement', 15],
  ['cmp', 5],
  ['hopital-de-jour', 5],
  ['urgences', 5],
  ['d2o', 5],
];

/** What a tour did, in figures, from the people it met: for the year's report, and never beside a place (PRV-35). */
export function tourFiguresOf(random: Random, encounters: number): TourFigures {
  const some = (share: number) => binomial(random, encounters, share);
  const orientations: TourFigures['orientations'] = {
    csapa: 0,
    cmp: 0,
    'hopital-de-jour': 0,
    urgences: 0,
    d2o: 0,
    hebergement: 0,
    'espace-repos': 0,
  };
  const supplies = Object.fromEntries(supplySchema.options.map((item) => [item, 0])) as Record<
    Supply,
    number
  >;
  for (let person = 0; person < encounters; person += 1) {
    if (chance(random, ORIENTATIONS)) orientations[pick(random, ORIENTED)] += 1;
    if (chance(random, SUPPLIES))
      supplies[
        pick(
          random,
          supplySchema.options.map((item) => [item, 1] as const),
        )
      ] += 1;
  }
  return {
    encounters,
    women: some(WOMEN),
    firstTimers: some(FIRST_TIMERS),
    talks: some(TALKS),
    nursingActs: some(NURSING),
    rightsActs: some(RIGHTS),
    screenings: some(SCREENINGS),
    escorts: some(ESCORTS),
    syringesCollected: some(0.1),
    orientations,
    supplies,
  };
}

import type { Need, PeopleClass } from '#shared/domain/pass/commands';
import { chance, negativeBinomial } from './distributions.ts';
import type { Random } from './random.ts';

/** [SIM] DOMAIN 12: negative binomial, k 1.5, mean 3 people a stop on the surface (19 % of zeros), 2 underground. */
const DISPERSION = 1.5;
const MEAN = { surface: 3, souterrain: 2 };

/** [SIM] Chance that one person met leads to each need: coded, so that the lead can answer it. */
const NEEDS: readonly (readonly [Need, number])[] = [
  ['materiel', 0.1],
  ['soin', 0.05],
  ['avis-medical', 0.02],
  ['psy', 0.02],
  ['hebergement', 0.03],
  ['d2o', 0.005],
  ['espace-repos', 0.04],
];

/** What a team says on leaving one place. How many people were met stays in this function: only the class comes out. */
export function stopOf(random: Random, level: keyof typeof MEAN): { people: PeopleClass; needs: Need[] } {
  const met = negativeBinomial(random, DISPERSION, MEAN[level]);
  const needs = NEEDS.filter(([, each]) => chance(random, 1 - (1 - each) ** met)).map(([need]) => need);
  return { people: classOf(met), needs };
}

/** How many people a tour of so many stops met, for its figures: drawn apart, so that no class can be told from them. */
export function metOn(random: Random, level: keyof typeof MEAN, stops: number): number {
  let met = 0;
  for (let stop = 0; stop < stops; stop += 1) met += negativeBinomial(random, DISPERSION, MEAN[level]);
  return met;
}

function classOf(met: number): PeopleClass {
  if (met < 5) return '0-4';
  if (met < 10) return '5-9';
  return met < 20 ? '10-19' : '20+';
}

import type { LawRestSpace } from './territory.ts';

/** Which published figure the first rest space follows: 2023 (100.7 a day, 9 h to 17 h), 150 or 200 a day. */
export type Variant = '2023' | 'base' | '200';

/** How people come to one space. */
export type Flow = {
  /** Arrivals a day, entered or turned away, as a yearly mean. */
  readonly perDay: number;
  readonly hours: LawRestSpace['hours'];
  /** Mean hours of a stay for an arrival from 06 to 21 h, and for the others. */
  readonly meanStay: { readonly day: number; readonly night: number };
};

/** Share of the arrivals of a day in each wall-clock hour [SIM], DOMAIN 12. They sum to 100.5: normalised on use. */
export const HOURLY_WEIGHTS: readonly number[] = [
  2.5, 2.0, 1.6, 1.2, 1.0, 1.2, 2.0, 3.2, 5.0, 8.5, 8.0, 7.0, 7.0, 6.5, 6.5, 6.0, 5.0, 4.0, 3.8, 3.7, 4.0,
  4.5, 3.8, 2.5,
];

const ROUND_THE_CLOCK_STAY = { day: 2.5, night: 6 };

/** Rates of DOMAIN 12: ER-1 by variant (*bilan*, gaia-paris.fr), ER-2 60 and ER-3 45 a day [SIM]; any other space as ER-3. */
export function flowOf(space: LawRestSpace, variant: Variant): Flow {
  switch (space.id as string) {
    case 'ER-1':
      return variant === '2023'
        ? {
            perDay: 100.7,
            hours: { kind: 'plage', opens: '09:00', closes: '17:00' },
            meanStay: { day: 1.9, night: 1.9 },
          }
        : {
            perDay: variant === '200' ? 200 : 150,
            hours: space.hours,
            meanStay: ROUND_THE_CLOCK_STAY,
          };
    case 'ER-2':
      return { perDay: 60, hours: space.hours, meanStay: ROUND_THE_CLOCK_STAY };
    default:
      return { perDay: 45, hours: space.hours, meanStay: ROUND_THE_CLOCK_STAY };
  }
}

/** [SIM] DOMAIN 12: lognormal stays, sigma 0.7, a quarter longer on a cold or wet night. */
export const STAY_SIGMA = 0.7;
export const HARD_NIGHT_STAY = 1.25;
/** [SIM] Nobody stays longer: it bounds how far back a day depends on the days before. */
export const LONGEST_STAY_H = 24;
/** [SIM] DOMAIN 12: of those turned away, the share named another space. */
export const ORIENTED_SHARE = 0.6;
/** [SIM] Taps forgotten at the door: what a recount at the relève is for. */
export const FORGOTTEN_ENTRY = 0.003;
export const FORGOTTEN_EXIT = 0.006;
export const RECOUNT_AT_RELEVE = 0.6;
/** [SIM] A quiet space confirms its count (`RAS`) after this long, inside the hour after which it would look stale. */
export const CONFIRM_AFTER_MIN = 45;
/** Below this limit no class of free places is released (PRIVACY PRV-26), so staff say *complet* themselves. */
export const DECLARES_FULL_UP_TO = 10;

import { assertNever } from '#shared/kernel/assert-never';
import type { LawOptions } from './law/law.ts';

/** The days that can be played (DOMAIN 12). The demonstration alone makes them: nothing further in knows which one it is. */
export const SCENARIOS = [
  'ordinaire',
  'saturation',
  'station-fermee',
  'd2o-plein',
  'silence',
  'grand-froid',
  'evening',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** What a scenario changes in the law of an ordinary day. */
export function lawOf(
  scenario: Scenario,
): Pick<LawOptions, 'variant' | 'everyNightIsHard' | 'closedLine' | 'wardDemand'> {
  switch (scenario) {
    case 'ordinaire':
    case 'silence':
    case 'evening':
      return { variant: 'base' };
    case 'saturation':
      return { variant: '200' };
    case 'station-fermee':
      return { variant: 'base', closedLine: 'M12' };
    case 'd2o-plein':
      return { variant: 'base', wardDemand: 'forte' };
    case 'grand-froid':
      return { variant: 'base', everyNightIsHard: true };
    default:
      return assertNever(scenario);
  }
}

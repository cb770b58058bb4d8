import { parseArgs } from 'node:util';
import { USUAL_RIDES } from './surface-tour.ts';

export type HarnessOptions = {
  readonly seed: number;
  readonly worlds: number;
  /** Nights of each world, for each number of teams. */
  readonly nights: number;
  readonly teams: readonly number[];
  /** Chance that a team rides to its next halt, anywhere by the weights: 0 stays in its sectors, 1 roams. */
  readonly rides: number;
  readonly short: boolean;
  readonly mutants: boolean;
  /** A policy file in place of the shipped one. */
  readonly policy: string | undefined;
};

/** @throws Error on an option that is not known, or a number that is not a positive integer */
export function readOptions(args: string[]): HarnessOptions {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      worlds: { type: 'string' },
      nights: { type: 'string' },
      teams: { type: 'string', default: '3,4,6' },
      rides: { type: 'string', default: String(USUAL_RIDES) },
      short: { type: 'boolean', default: false },
      mutants: { type: 'boolean', default: false },
      policy: { type: 'string' },
    },
  });
  const worlds = positive('--worlds', values.worlds ?? (values.short ? '2' : '6'));
  // Each prior needs a world, and each half of its nights a night.
  if (worlds < 2) throw new Error('--worlds takes two at least: one for each prior');
  return {
    seed: positive('--seed', values.seed),
    worlds,
    nights: positive('--nights', values.nights ?? (values.short ? '24' : '120')),
    teams: values.teams
      .split(',')
      .map((each) => positive('--teams', each))
      .sort((a, b) => b - a),
    rides: share('--rides', values.rides),
    short: values.short,
    mutants: values.mutants,
    policy: values.policy,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} takes a positive integer, not ${text}`);
  return value;
}

function share(name: string, text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new Error(`${name} takes a number from 0 to 1, not ${text}`);
  return value;
}

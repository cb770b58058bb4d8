import type { Limit } from './gate.ts';

/** Attacks by their number in PRIVACY 14. */
export type AttackId = 'T1' | 'T2' | 'T3' | 'T4' | 'T5' | 'T6' | 'T7' | 'T8' | 'T9' | 'T10' | 'use';

export type Effort = {
  /** Passes taken out of each night, one at a time. */
  readonly twinPasses: number;
  /** Nights run again whole, at the product's own pace, for T7 and for the control of the twins. */
  readonly fullTwins: number;
  readonly restSpaceDays: number;
  readonly requestRuns: number;
};

// PRIVACY 14, phase 1. They move only under PRV-60.
export const LIMITS = {
  advantage: 0.02,
  lift: 1.2,
  freshLift: 1.3,
  zoneError: 375,
  sectorError: 550,
  gaps: { from: 0.2, to: 0.6 },
  falseGaps: 0.05,
  wallClass: 0.12,
  hospitalClass: 0.15,
};
/** A limit given for six, four and three teams; with another number, that of the next lower one. */
export const byTeams = (teams: number, six: number, four: number, three: number) =>
  teams >= 6 ? six : teams >= 4 ? four : three;
export const atMost = (value: number): Limit => ({ kind: 'at-most', value });
export const atLeast = (value: number): Limit => ({ kind: 'at-least', value });
export const NONE = atMost(0);
export const REPORTED: Limit = { kind: 'reported' };

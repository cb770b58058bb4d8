import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPolicy } from '#server/release/policy';
import { loadTerritory } from '#server/territory/load-pack';
import { assessNights } from '../harness/assess-nights.ts';
import { assessServices } from '../harness/assess-services.ts';
import { solve } from '../harness/attacks/solve.ts';
import { verdictOf, type Gate } from '../harness/gate.ts';
import type { AttackId, Effort } from '../harness/limits.ts';
import { attackMutants } from '../harness/mutants.ts';
import { shippedBuild, studiesOf } from '../harness/study.ts';
import { USUAL_RIDES } from '../harness/surface-tour.ts';

// The short form of `npm run harness`: the attacks that leave nothing to chance, on few nights. Those that are a share
// of many nights need the whole run.

const shared = join(import.meta.dirname, '../../shared');
const territory = loadTerritory(join(shared, 'territories/paris-nord-est/'));
const { policy } = loadPolicy(pathToFileURL(join(shared, 'policy/release.json')));
const EFFORT: Effort = { twinPasses: 4, fullTwins: 1, restSpaceDays: 20, requestRuns: 1 };
const NIGHTS: readonly AttackId[] = ['T4', 'T5', 'T6', 'T7', 'T8', 'use'];

const SIZE = { worlds: 2, nights: 4, teams: 6, rides: USUAL_RIDES };
/** The others need more nights, or days of a rest space: `npm run harness -- --mutants`. */
const MUTANTS = ['M3', 'M4', 'M5', 'M6', 'M8', 'M9', 'M11', 'M19', 'M20', 'M21', 'M22', 'M23', 'M25', 'M26'];
const caught = attackMutants(territory, policy, 7, SIZE, MUTANTS);

const studies = studiesOf(territory, shippedBuild(policy), {
  ...SIZE,
  seed: 7,
});
const nights = assessNights(studies, new Set(NIGHTS), EFFORT);
const services = assessServices(territory, policy, 7, new Set<AttackId>(['T4', 'T9']), EFFORT);

function redOf(gates: readonly Gate[], id: string): string[] {
  const rows = gates.filter((gate) => gate.id === id);
  expect(rows).not.toEqual([]);
  return rows
    .filter((gate) => verdictOf(gate, true) === 'red')
    .map(({ attack, roles }) => `${attack}: ${roles}`);
}

describe('what an adversary learns from what is released', () => {
  it('[PRV-24] no count behind a set cell is recovered or narrowed by all releases together', () => {
    expect(redOf(nights, 'T4')).toEqual([]);
  });
  it('[PRV-26] the emptiest class hides eleven counts under every limit from 5 to 60', () => {
    expect(redOf(services, 'T4')).toEqual([]);
  });
  it('[PRV-15] no cell changes after the seal of its half-hour, whatever comes late', () => {
    expect(redOf(nights, 'T5')).toEqual([]);
  });
  it('[PRV-17] each weaker frame is a function of the stronger release, byte for byte', () => {
    expect(redOf(nights, 'T6')).toEqual([]);
  });
  it('[PRV-4] class, needs and minute of a pass change no byte outside the leads', () => {
    expect(redOf(nights, 'T7')).toEqual([]);
  });
  it('the share of passes that change a byte outside the leads is not past its limits', () => {
    expect(redOf(nights, 'T8')).toEqual([]);
  });
  it('a night recorded by the product is what its pure functions give', () => {
    expect(redOf(nights, 'twin')).toEqual([]);
  });
  it('nothing is shown visited where nobody was, and few gaps are false', () => {
    expect(redOf(nights, 'use')).toEqual([]);
  });
  it('[PRV-32] a request under six hours changes no byte of the wall, and none of the transport operator', () => {
    expect(redOf(services, 'T9')).toEqual([]);
  });
});

describe('the harness itself', () => {
  it.each(MUTANTS)('catches the broken build %s, and not the shipped one', (id) => {
    expect(caught.results.find((result) => result.id === id)).toMatchObject({
      caught: true,
      falseAlarm: false,
    });
  });
  it('solves what sums say of hidden counts, to the last one', () => {
    const hidden = new Map(['a', 'b', 'c'].map((id) => [id, { min: 0, max: Infinity }]));
    const said = [
      { of: ['a', 'b', 'c'], min: 5, max: 5 },
      { of: ['a', 'b'], min: 3, max: 4 },
      { of: ['a'], min: 3, max: 9 },
    ];
    expect(Object.fromEntries(solve(hidden, said))).toEqual({
      a: { min: 3, max: 4 },
      b: { min: 0, max: 1 },
      c: { min: 1, max: 2 },
    });
  });
  it('is red past a limit, and undecided in a short run when the limit is inside the interval', () => {
    const gate = (low: number, high: number): Gate => ({
      id: 'T8',
      attack: '',
      roles: '',
      teams: 6,
      prior: 'spread',
      measured: { value: (low + high) / 2, low, high },
      baseline: null,
      limit: { kind: 'at-most', value: 0.42 },
      unit: 'percent',
    });
    expect(verdictOf(gate(0.3, 0.4), false)).toBe('ok');
    expect(verdictOf(gate(0.4, 0.44), false)).toBe('red');
    expect(verdictOf(gate(0.4, 0.44), true)).toBe('undecided');
    expect(verdictOf(gate(0.43, 0.44), true)).toBe('red');
  });
});

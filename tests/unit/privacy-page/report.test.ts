import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  attacksOf,
  attackWords,
  limitWords,
  measuredWords,
  reportSchema,
  type Gate,
} from '../../../web/routes/confidentialite/report.ts';

const gate = (changed: Partial<Gate> = {}): Gate => ({
  id: 'T3',
  attack: 'relinked moves (zones)',
  roles: 'mobile',
  teams: 6,
  measured: { value: 0.2133, low: 0.2087, high: 0.2183 },
  limit: { kind: 'at-most', value: 0.25 },
  unit: 'percent',
  verdict: 'ok',
  ...changed,
});
const report = (gates: Gate[]) => ({
  policy: 'ab'.repeat(32),
  seed: 1,
  worlds: 6,
  nights: 60,
  teams: [6, 4, 3],
  short: false,
  gates,
});

describe('the report of the adversary', () => {
  test('an attack stands in one row, with a measure for each number of teams', () => {
    const gates = [gate(), gate({ teams: 4, verdict: 'red' }), gate({ roles: 'wall' })];
    const rows = attacksOf(report(gates));
    expect(rows.map(({ roles }) => roles)).toEqual(['mobile', 'wall']);
    expect(rows[0]?.byTeams.map((each) => each?.verdict)).toEqual(['ok', 'red', undefined]);
  });

  test('what does not depend on teams is given once', () => {
    const [row] = attacksOf(report([gate({ teams: null })]));
    expect(row?.once?.verdict).toBe('ok');
  });

  test('no measure is left out of the table', () => {
    const gates = [gate(), gate({ teams: 4 }), gate({ teams: 3 }), gate({ id: 'T2', teams: null })];
    const shown = attacksOf(report(gates)).flatMap(({ byTeams, once }) => [...byTeams, once]);
    expect(shown.filter((each) => each !== undefined)).toEqual(gates);
  });

  test('a measure has its unit and the ends of its interval; a count has no interval', () => {
    expect(measuredWords(gate(), 'fr')).toBe('21,3\u00a0% (20,9 – 21,8)');
    const counted = gate({ unit: 'count', measured: { value: 0, low: 0, high: 0 } });
    expect(measuredWords(counted, 'fr')).toBe('0');
  });

  test.each([
    [{ kind: 'at-most', value: 0.25 }, 'au plus 25,0\u00a0%'],
    [{ kind: 'at-least', value: 0.25 }, 'au moins 25,0\u00a0%'],
    [{ kind: 'between', from: 0.2, to: 0.6 }, 'de 20,0\u00a0% à 60,0\u00a0%'],
    [{ kind: 'reported' }, 'sans limite'],
  ] as const)('a limit %j is said « %s »', (limit, words) => {
    expect(limitWords(gate({ limit }), 'fr')).toBe(words);
  });

  test('an attack that this page has no words for keeps those of the harness', () => {
    expect(attackWords('an attack of tomorrow')).toBeNull();
  });

  test('what is not a report is none', () => {
    for (const other of [null, {}, { gates: [] }, { ...report([]), gates: [{ id: 'T1' }] }]) {
      expect(reportSchema.safeParse(other).success).toBe(false);
    }
    expect(reportSchema.safeParse({ ...report([gate()]), more: 1 }).success).toBe(true);
  });
});

const file = 'shared/policy/harness-report.json';
test('of the report that is shipped, once there is one, every attack has words', () => {
  const gates = existsSync(file) ? reportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).gates : [];
  const wordless = gates.filter(({ attack }) => attackWords(attack) === null).map(({ attack }) => attack);
  expect([...new Set(wordless)]).toEqual([]);
});

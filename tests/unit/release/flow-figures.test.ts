import { describe, expect, test } from 'vitest';
import type { FlowCounts } from '#server/projections/flows';
import { hiddenIn, releasedFlows } from '#server/release/flow-figures';
import type { LocalDate } from '#shared/kernel/local-time';

const K = 11;
const today = '2026-11-21' as LocalDate;

function month(changes: Partial<FlowCounts>): FlowCounts {
  return {
    visites: 0,
    demandes: 0,
    admissions: 0,
    reorientations: 0,
    'autres-fins': 0,
    placements: 0,
    'entrees-hors-region': 0,
    ...changes,
  };
}
const shown = (counts: FlowCounts) =>
  releasedFlows(new Map([['2026-11', counts]]), today, K)[0]?.stages.map(({ count }) => count);

describe('the figures of a month', () => {
  test('[FLO-5, PRV-23] fewer than eleven are said by no number, and zero is not told from ten', () => {
    expect(shown(month({ visites: 10, placements: 10 }))).toEqual(shown(month({})));
    expect(shown(month({}))).toEqual([null, null, null, null, null, null, null]);
    expect(shown(month({ visites: 11, placements: 11, 'entrees-hors-region': 12 }))).toEqual([
      11,
      null,
      null,
      null,
      null,
      11,
      12,
    ]);
  });

  test('[FLO-6] a small one of the requests is never hidden alone', () => {
    const large = { demandes: 60, admissions: 30, reorientations: 14, 'autres-fins': 15 };
    expect([...hiddenIn(month(large), K)].filter((stage) => stage in large)).toEqual([]);
    const hidden = (changes: Partial<typeof large>) =>
      Object.keys(large).filter((stage) =>
        hiddenIn(month({ ...large, ...changes }), K).has(stage as 'demandes'),
      );
    expect(hidden({ reorientations: 4 })).toEqual(['reorientations', 'autres-fins']);
    expect(hidden({ admissions: 4 })).toEqual(['admissions', 'reorientations', 'autres-fins']);
    expect(hidden({ reorientations: 4, 'autres-fins': 4 })).toEqual([
      'admissions',
      'reorientations',
      'autres-fins',
    ]);
    expect(hidden({ demandes: 10 })).toEqual(Object.keys(large));
  });

  test('[FLO-4] come by month, the oldest first, thirteen of them, with those that are over said so', () => {
    const months = new Map(
      ['2026-11', '2025-10', '2025-11', '2026-02'].map((name) => [name, month({ visites: 40 })] as const),
    );
    expect(releasedFlows(months, today, K).map(({ month: name, closed }) => [name, closed])).toEqual([
      ['2025-11', true],
      ['2026-02', true],
      ['2026-11', false],
    ]);
  });

  test('a stage that nothing feeds yet is not there', () => {
    const [november] = releasedFlows(new Map([['2026-11', month({})]]), today, K);
    expect(november?.stages.map(({ stage }) => stage)).toEqual([
      'visites',
      'demandes',
      'admissions',
      'reorientations',
      'autres-fins',
      'placements',
      'entrees-hors-region',
    ]);
  });
});

/**
 * An attacker who knows this rule, every figure shown, and by how many the requests under way grew in the month: who
 * sees them can count them. What he cannot tell apart are the months that give the same picture.
 */
type Cells = { demandes: number; admissions: number; reorientations: number; 'autres-fins': number };
const CELLS = ['demandes', 'admissions', 'reorientations', 'autres-fins'] as const;

/** For each picture, the values that each hidden cell may have; `hide` is the rule that is tried. */
function solve(hide: (counts: FlowCounts) => ReadonlySet<string>) {
  const pictures = new Map<string, Map<keyof Cells, Set<number>>>();
  // By their sum, so that every month that gives a picture is there: where all is hidden the sum is under 25.
  const most = 36;
  for (let growth = -14; growth <= 14; growth += 1) {
    for (let admissions = 0; admissions <= most; admissions += 1) {
      for (let reorientations = 0; reorientations <= most - admissions; reorientations += 1) {
        for (let others = 0; others <= most - admissions - reorientations; others += 1) {
          const demandes = admissions + reorientations + others + growth;
          if (demandes < 0) continue;
          const cells: Cells = { demandes, admissions, reorientations, 'autres-fins': others };
          const hidden = hide(month(cells));
          const picture = `${growth} ${CELLS.map((cell) => (hidden.has(cell) ? '-' : cells[cell])).join()}`;
          const values = pictures.get(picture) ?? new Map<keyof Cells, Set<number>>();
          for (const cell of CELLS.filter((each) => hidden.has(each))) {
            values.set(cell, (values.get(cell) ?? new Set()).add(cells[cell]));
          }
          pictures.set(picture, values);
        }
      }
    }
  }
  return pictures;
}

/** What is given away: a hidden cell with fewer than eleven values, or that cannot be zero. */
function givenAway(hide: (counts: FlowCounts) => ReadonlySet<string>): string[] {
  return [...solve(hide)].flatMap(([picture, cells]) =>
    [...cells].flatMap(([cell, values]) => {
      // Who sees that the requests under way grew by so many knows that as many were made: no table hides it.
      const growth = Number(picture.split(' ')[0]);
      const least = cell === 'demandes' ? Math.max(0, growth) : 0;
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return low === least && high - low >= K - 1 ? [] : [`${picture}: ${cell} in ${low}..${high}`];
    }),
  );
}

describe('solving what is shown for what is hidden', () => {
  test('[FLO-6, PRV-24] gives every hidden figure of the requests its zero, and a width of ten or more', () => {
    expect(givenAway((counts) => hiddenIn(counts, K))).toEqual([]);
  });

  test('[FLO-6] finds what hiding the small ones alone would give away', () => {
    const small = (counts: FlowCounts) => new Set(CELLS.filter((cell) => counts[cell] < K));
    expect(givenAway(small).length).toBeGreaterThan(1_000);
  });

  test('[FLO-6] finds what hiding the smallest of the others with it would give away', () => {
    const withSmallest = (counts: FlowCounts) => {
      const ends = CELLS.slice(1).sort((a, b) => counts[a] - counts[b]);
      const small = CELLS.filter((cell) => counts[cell] < K);
      return new Set(small.length === 1 ? ends.slice(0, 2) : small);
    };
    expect(givenAway(withSmallest).length).toBeGreaterThan(0);
  });

  test('[FLO-7] a figure that was shown in a month stays shown as the month goes on', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      let cells: Cells = { demandes: 0, admissions: 0, reorientations: 0, 'autres-fins': 0 };
      let before = hiddenIn(month(cells), K);
      for (let fact = 0; fact < 150; fact += 1) {
        const cell =
          CELLS[(seed * 7_919 + fact * fact * 31 + ((fact * seed) % 13)) % CELLS.length] ?? 'demandes';
        cells = { ...cells, [cell]: cells[cell] + 1 };
        const after = hiddenIn(month(cells), K);
        for (const each of CELLS) if (!before.has(each)) expect(after.has(each)).toBe(false);
        before = after;
      }
    }
  });
});

import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import { mutantsOf } from './mutants/all.ts';
import type { Answer, SIZE } from './mutants/answer.ts';

export type Result = {
  id: string;
  breaks: string;
  answers: readonly Answer[];
  caught: boolean;
  falseAlarm: boolean;
};

// What another test holds: named here, so that the list is whole.
const ELSEWHERE: readonly (readonly [string, string])[] = [
  ['M12', 'gzip without padding: second phase'],
  ['M13', 'per-zone metric: no metric exists yet; PRV-45 belongs to the test of the metrics list'],
  ['M14', 'coordinate in a debug log: the canary'],
  ['M17', 'code derived from a zone: second phase'],
  ['M18', 'hold from live data: second phase'],
  ['M24', 'erasure without rewrite or checkpoint: the canary and the test of erasure'],
];

/** Attacks every broken build with the gates that must refuse it. A mutant survives when none does. */
export function attackMutants(
  territory: Territory,
  policy: Policy,
  seed: number,
  size?: typeof SIZE,
  only?: readonly string[],
): { text: string; survivors: number; results: Result[] } {
  const results = mutantsOf(territory, policy, seed, size)
    .filter(({ id }) => only?.includes(id) ?? true)
    .map(({ id, breaks, ask }): Result => {
      const answers = ask(true);
      // A gate that is red for the shipped build too has caught nothing.
      const alarms = new Set(ask(false).flatMap(({ gate, red }) => (red ? [gate] : [])));
      const caught = answers.some(({ gate, red }) => red && !alarms.has(gate));
      return { id, breaks, answers, caught, falseAlarm: alarms.size > 0 };
    });
  const survivors = results.filter(({ caught }) => !caught).length;
  const lines = results.map(({ id, breaks, answers, caught, falseAlarm }) => {
    const gates = answers.map(({ gate, red, saw }) => `${gate} ${red ? 'red' : 'green'} (${saw})`).join(', ');
    return `${id.padEnd(4)} ${caught ? 'caught  ' : 'SURVIVED'} ${breaks}: ${gates}${falseAlarm ? ' [a gate is red for the shipped build]' : ''}`;
  });
  const elsewhere = ELSEWHERE.map(([id, why]) => `${id.padEnd(4)} elsewhere ${why}`);
  const count = `${results.length - survivors} of ${results.length} caught`;
  return { text: [...lines, ...elsewhere, count].join('\n'), survivors, results };
}

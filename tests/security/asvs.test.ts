import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The items of ASVS 5.0.0 by section: how many of level 1 and 2, in the order of their numbers. Level 3 is left out. */
const LEVELS: Record<string, string> = {
  '1.1': '22',
  '1.2': '111112222',
  '1.3': '11222222222',
  '1.4': '222',
  '1.5': '12',
  '2.1': '122',
  '2.2': '112',
  '2.3': '1222',
  '2.4': '2',
  '3.2': '11',
  '3.3': '1222',
  '3.4': '112222',
  '3.5': '11122',
  '3.7': '22',
  '4.1': '122',
  '4.2': '2',
  '4.3': '22',
  '4.4': '1222',
  '5.1': '2',
  '5.2': '112',
  '5.3': '11',
  '5.4': '222',
  '6.1': '122',
  '6.2': '111111112222',
  '6.3': '1122',
  '6.4': '1122',
  '6.5': '22222',
  '6.6': '222',
  '6.8': '2222',
  '7.1': '222',
  '7.2': '1111',
  '7.3': '22',
  '7.4': '11222',
  '7.5': '22',
  '7.6': '22',
  '8.1': '12',
  '8.2': '112',
  '8.3': '1',
  '8.4': '2',
  '9.1': '111',
  '9.2': '1222',
  '10.1': '22',
  '10.2': '22',
  '10.3': '2222',
  '10.4': '11111222222',
  '10.5': '22222',
  '10.6': '22',
  '10.7': '222',
  '11.1': '22',
  '11.2': '222',
  '11.3': '112',
  '11.4': '1222',
  '11.5': '2',
  '11.6': '2',
  '12.1': '122',
  '12.2': '11',
  '12.3': '2222',
  '13.1': '2',
  '13.2': '22222',
  '13.3': '22',
  '13.4': '12222',
  '14.1': '22',
  '14.2': '1222',
  '14.3': '122',
  '15.1': '122',
  '15.2': '122',
  '15.3': '1222222',
  '16.1': '2',
  '16.2': '22222',
  '16.3': '2222',
  '16.4': '222',
  '16.5': '222',
  '17.1': '2',
  '17.2': '2222',
  '17.3': '22',
};

const lines = readFileSync(join(root, 'tests/security/asvs.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, id, level, asks, state, by] =
      /^\| (\d+\.\d+\.\d+) +\| ([12]) +\| (.+?) +\| (\S+) +\| (.+?) +\|$/.exec(line) ?? [];
    return id === undefined ? [] : [{ id, level, asks, state, by: by ?? '' }];
  });

const titled = new Set(
  globSync('tests/**/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\[((?:[A-Z]+-?\d+(?:, )?)+)\] /g)].flatMap(
      ([, ids]) => ids?.split(', ') ?? [],
    ),
  ),
);
const rulesOf = (text: string) => [...text.matchAll(/\[([A-Z]+-?\d+)\]/g)].map(([, id]) => id ?? '');
const filesOf = (text: string) =>
  [...text.matchAll(/`([\w./-]+\/[\w./-]+|[\w-]+\.\w+)`/g)].map(([, f]) => f ?? '');

test('[SEC-16] each item of the standard’s first two levels has one line, with its level', () => {
  const asked = Object.entries(LEVELS).flatMap(([section, levels]) =>
    [...levels].map((level, index) => `${section}.${index + 1} ${level}`),
  );
  expect(asked.length).toBe(253);
  expect(lines.map(({ id, level }) => `${id} ${level}`)).toEqual(asked);
});

test('[SEC-16] what is met names rules that have a test, or files that exist', () => {
  const met = lines.filter(({ state }) => state === 'met');
  const nothing = met.filter(({ by }) => rulesOf(by).length + filesOf(by).length === 0);
  expect(nothing.map(({ id }) => id)).toEqual([]);
  const untested = lines.flatMap(({ id, by }) =>
    rulesOf(by).flatMap((rule) => (titled.has(rule) ? [] : [`${id} ${rule}`])),
  );
  expect(untested).toEqual([]);
  const missing = met.flatMap(({ id, by }) =>
    filesOf(by).flatMap((file) =>
      file.startsWith('/') || existsSync(join(root, file)) ? [] : [`${id} ${file}`],
    ),
  );
  expect(missing).toEqual([]);
});

test('[SEC-16] what is open or not applicable says why, and nothing of level 1 is open', () => {
  for (const { state } of lines) expect(['met', 'n/a', 'open']).toContain(state);
  const unsaid = lines.filter(({ state, by }) => state !== 'met' && by.length < 10);
  expect(unsaid.map(({ id }) => id)).toEqual([]);
  expect(lines.filter(({ state, level }) => state === 'open' && level === '1').map(({ id }) => id)).toEqual(
    [],
  );
});

import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Ids are owned by the SPEC when their prefix has a rule in it; `PRV-3` or `K02` belong to other pages. */
const rules = readFileSync('shared/SPEC.md', 'utf8')
  .split('\n')
  .flatMap((line) => /^- \*\*([A-Z]+-\d+)\*\* \S/.exec(line)?.[1] ?? []);
const owned = new Set(rules.map(prefixOf));

/** Every id between brackets in a test, where titles carry them. */
const titled = new Set(
  globSync('tests/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\[((?:[A-Z]+-?\d+(?:, )?)+)\] /g)].flatMap(
      ([, ids]) => ids?.split(', ') ?? [],
    ),
  ),
);

function prefixOf(id: string): string {
  return id.replace(/-?\d+$/, '');
}

test('the rules of the SPEC are found, and so are the titles', () => {
  expect(rules.length).toBeGreaterThan(100);
  expect(titled.size).toBeGreaterThan(100);
});

test('every rule of the SPEC has an id of its own', () => {
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
});

test('every rule of the SPEC has a test', () => {
  expect(rules.filter((id) => !titled.has(id))).toEqual([]);
});

test('every id of a title is a rule of the SPEC', () => {
  expect([...titled].filter((id) => owned.has(prefixOf(id)) && !rules.includes(id))).toEqual([]);
});

import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { admissionCommandSchema } from '#shared/domain/admission/commands';
import { peopleClassSchema } from '#shared/domain/pass/commands';
import { placementCommandSchema } from '#shared/domain/placement/commands';
import { bandSchema, freeBedsSchema, waitSchema } from '#shared/view/capacity';
import { wireSchemas } from '#shared/wire/describe';
import { z } from 'zod';
import { walkSchema } from '../support/schema-walk.ts';

/** The privacy rules of the first phase are numbered 1 to 61, but for these, which belong to the second. */
const SECOND_PHASE = [39, 47, 48, 49, 55, 56, 57, 58];
const FIRST_PHASE = Array.from({ length: 61 }, (_, index) => index + 1).filter(
  (n) => !SECOND_PHASE.includes(n),
);

/** Rules about something that the product does not do yet: each gets its test with its feature, and leaves this list. */
const AWAITED: Record<number, string> = {
  42: 'replay',
};

const titled = new Set(
  globSync('tests/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\[(?:[A-Z]+-?\d+, )*PRV-\d+(?:, PRV-\d+)*\]/g)].flatMap(
      ([ids]) => [...ids.matchAll(/PRV-(\d+)/g)].map(([, number]) => Number(number)),
    ),
  ),
);

test('every privacy rule of the first phase has a test, or is awaited by name', () => {
  const untested = FIRST_PHASE.filter((rule) => !titled.has(rule) && !(rule in AWAITED));
  expect(untested).toEqual([]);
});

test('every privacy rule named in a title exists, and none that is awaited has a test already', () => {
  const known = new Set([...FIRST_PHASE, ...SECOND_PHASE]);
  expect([...titled].filter((rule) => !known.has(rule))).toEqual([]);
  expect(Object.keys(AWAITED).filter((rule) => titled.has(Number(rule)))).toEqual([]);
});

test('[REL-66, PRV-23] the lowest of every set of classes holds zero: nobody is told apart from nothing', () => {
  expect(peopleClassSchema.options[0]).toBe('0-4');
  expect(waitSchema.options[0]).toBe('<6');
  expect(freeBedsSchema.options[0]).toBe('0');
  // A space of a class of free places never says how many are inside, and `complet` says at most that none is left.
  expect(bandSchema.options).not.toContain('0');
});

test('[REL-67, PRV-22] no message holds a total of zones, sectors, passes or encounters', () => {
  const counted = Object.values(wireSchemas).flatMap((schema) => countsOf(z.toJSONSchema(schema)));
  const places = counted.filter((what) =>
    /zone|sector|station|pass|encounter|contact|shift|network/.test(what),
  );
  expect(counted.length).toBeGreaterThan(10);
  expect(places).toEqual([]);
});

test('[PRV-34] a request has nowhere to say who or of what: identity and clinical matters go by voice, code in hand', () => {
  for (const schema of [admissionCommandSchema, placementCommandSchema]) {
    const spoken: string[] = [];
    let strings = 0;
    walkSchema(z.toJSONSchema(schema), (node, path) => {
      if (node['type'] !== 'string') return;
      strings += 1;
      const isClosed = 'enum' in node || 'const' in node || 'pattern' in node;
      // Letters and spaces in any number would be words.
      const takesWords =
        typeof node['pattern'] === 'string' && new RegExp(node['pattern']).test('Prénom Nom a mal');
      if (!isClosed || takesWords) spoken.push(path);
    });
    expect(strings).toBeGreaterThan(5);
    expect(spoken).toEqual([]);
  }
});

/** What each number of a message says that it counts. */
function countsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(countsOf);
  if (schema === null || typeof schema !== 'object') return [];
  const own = 'counts' in schema && typeof schema.counts === 'string' ? [schema.counts] : [];
  return [...own, ...Object.values(schema).flatMap(countsOf)];
}

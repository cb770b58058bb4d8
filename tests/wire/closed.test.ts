import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { count } from '#shared/kernel/count';
import { zoneIdSchema } from '#shared/kernel/ids';
import { wireSchemas } from '#shared/wire/describe';
import { togetherIn, walkSchema, type SchemaNode } from '../support/schema-walk.ts';
import { MESSAGES } from '../support/wire-samples.ts';

const described = Object.entries(wireSchemas).map(
  ([name, schema]) => [name, z.toJSONSchema(schema) as SchemaNode] as const,
);

// What each rule refuses, as functions, so that a schema made to break it can be tried too.

/** Numbers that are not integers made by `count()`, which says what they count and up to where. */
function looseNumbers(schema: SchemaNode): string[] {
  return found(schema, (node) => {
    if (node['type'] === 'number') return true;
    const bounded = typeof node['maximum'] === 'number' && node['minimum'] === 0;
    return node['type'] === 'integer' && !(bounded && typeof node['counts'] === 'string');
  });
}

/** Strings that are not of a closed list or of one anchored pattern without a wildcard. */
function openStrings(schema: SchemaNode): string[] {
  return found(schema, (node) => {
    if (node['type'] !== 'string' || 'enum' in node || 'const' in node) return false;
    const pattern = typeof node['pattern'] === 'string' ? node['pattern'] : '';
    return !(pattern.startsWith('^') && pattern.endsWith('$')) || /(?<!\\)\.|[*+]|,\}/.test(pattern);
  });
}

function openObjects(schema: SchemaNode): string[] {
  return found(schema, (node) => node['type'] === 'object' && node['additionalProperties'] !== false);
}

/** Nodes that could be anything: no type, no list, no alternatives. */
function untyped(schema: SchemaNode): string[] {
  return found(schema, (node) => !['type', 'enum', 'const', 'oneOf', 'anyOf'].some((key) => key in node));
}

const PLACE_PATTERNS = ['z', 's', 'st', 'g', 'm'].map((prefix) => `^${prefix}-[a-z0-9-]{1,40}$`);

/** Objects, envelopes apart, that could hold a place and a number at once. */
function placesWithNumbers(schema: SchemaNode): string[] {
  const holds = (node: SchemaNode) =>
    PLACE_PATTERNS.includes(String(node['pattern']))
      ? 'place'
      : node['type'] === 'integer' || node['type'] === 'number'
        ? 'number'
        : null;
  return found(schema, (node) => {
    if (node['type'] !== 'object' || isEnvelope(node)) return false;
    return togetherIn(node, holds).some((held) => held.has('place') && held.has('number'));
  });
}

/** What is live and travels beside the entities, in the frame: lists whose items are judged each by itself. */
const MEMORY_KEYS = ['presence', 'plans', 'safety', 'alarms', 'scenes', 'looked'];

/** The view's own wrapping: revisions around entities, and the page's first frame around both (PRV-46). */
function isEnvelope(node: SchemaNode): boolean {
  const keys = Object.keys(node['properties'] as object)
    .filter((key) => !MEMORY_KEYS.includes(key))
    .sort()
    .join();
  return ['at,audience,changes,from,to', 'key,rev,value', 'changes,hello'].includes(keys);
}

function found(schema: SchemaNode, isWrong: (node: SchemaNode) => boolean): string[] {
  const paths: string[] = [];
  walkSchema(schema, (node, path) => {
    if (isWrong(node)) paths.push(path);
  });
  return [...new Set(paths)];
}

describe.each(described)('%s', (name, schema) => {
  test('[WIRE-4, PRV-3] every number is an integer that counts something, under a bound', () => {
    expect(looseNumbers(schema)).toEqual([]);
  });

  test('[WIRE-5, PRV-3, PRV-10] every string is of a closed list or of one fixed pattern', () => {
    expect(openStrings(schema)).toEqual([]);
    expect(untyped(schema)).toEqual([]);
  });

  test('[WIRE-6, PRV-3] every object is closed', () => {
    expect(openObjects(schema)).toEqual([]);
  });

  test('[WIRE-7, PRV-3] no object holds both a place and a number', () => {
    expect(placesWithNumbers(schema)).toEqual([]);
  });

  test('[WIRE-6, PRV-1] a key that is not of the contract is refused at every level of every message', () => {
    const tried = (MESSAGES[name] ?? []).flatMap((message) => withAKeyMore(message));
    expect(tried.length).toBeGreaterThan(0);
    for (const message of tried) expect(wireSchemas[name]?.safeParse(message).success).toBe(false);
  });
});

test('the rules above do refuse what they are for', () => {
  const wrong = {
    lat: z.number(),
    loose: z.int(),
    note: z.string().max(200),
    prefix: z.string().regex(/^z-/),
    anything: z.string().regex(/^.{1,20}$/),
  };
  const schema = (shape: z.ZodRawShape) => z.toJSONSchema(z.strictObject(shape)) as SchemaNode;
  expect(looseNumbers(schema(wrong))).toEqual(['lat', 'loose']);
  expect(openStrings(schema(wrong))).toEqual(['note', 'prefix', 'anything']);
  expect(openObjects(z.toJSONSchema(z.looseObject({})) as SchemaNode)).toEqual(['']);
  expect(untyped(z.toJSONSchema(z.strictObject({ bag: z.unknown() })) as SchemaNode)).toEqual(['bag']);
  const total = z.strictObject({ zone: zoneIdSchema, met: z.strictObject({ people: count(99, 'people') }) });
  expect(placesWithNumbers(z.toJSONSchema(total) as SchemaNode)).toEqual(['']);
});

/** Copies of a message, each with one unknown key in one of its objects. */
function withAKeyMore(message: unknown): unknown[] {
  const copies: unknown[] = [];
  const text = JSON.stringify(message);
  const objects = text.split('{').length - 1;
  // Large frames repeat the same objects: each form is tried, not each copy.
  const step = Math.ceil(objects / 400);
  for (let chosen = 0; chosen < objects; chosen += step) {
    let seen = -1;
    copies.push(
      JSON.parse(text, (_key, value: unknown) => {
        if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
        seen += 1;
        return seen === chosen ? { ...value, lat: 48.9 } : value;
      }),
    );
  }
  return copies;
}

import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import * as pairing from '#shared/access/pairing';
import { wireSchemas } from '#shared/wire/describe';
import { alternativesOf, itemsOf, membersOf, type SchemaNode } from '../support/schema-walk.ts';
import { MESSAGES } from '../support/wire-samples.ts';

// What a browser reads with (vite.config.ts puts it in the place of zod), beside what the server writes with.
vi.resetModules();
vi.doMock('zod', () => import('#lib/schema-reader.ts'));
const inBrowser = (await import('#shared/wire/describe')).wireSchemas;
const inBrowserPairing = await import('#shared/access/pairing');
vi.doUnmock('zod');

const { codeAnswerSchema, stateAnswerSchema, tokenAnswerSchema } = pairing;
const answers = { codeAnswerSchema, stateAnswerSchema, tokenAnswerSchema };
const pairs = [
  ...Object.entries(wireSchemas).map(([name, schema]) => [name, schema, inBrowser[name]] as const),
  ...Object.entries(answers).map(
    ([name, schema]) => [name, schema, inBrowserPairing[name as keyof typeof answers]] as const,
  ),
];

/** What a schema's own tests never write: another type, a bound and what is beyond it, an empty text. */
const HOSTILE = [undefined, null, true, '', ' ', 'x', 0, -1, 1.5, 2 ** 53, NaN, [], {}, [null], '__proto__'];

/** Values of this JSON schema, right but for what no JSON schema says (a day of the calendar). */
function valuesOf(node: SchemaNode): fc.Arbitrary<unknown> {
  const alternatives = alternativesOf(node);
  if (alternatives.length > 0) return fc.oneof(...alternatives.map(valuesOf));
  if ('const' in node) return fc.constant(node['const']);
  if ('enum' in node) return fc.constantFrom(...(node['enum'] as unknown[]));
  switch (node['type']) {
    case 'object': {
      const members = Object.fromEntries(membersOf(node).map(([key, member]) => [key, valuesOf(member)]));
      return fc.record(members, { requiredKeys: (node['required'] ?? []) as string[] });
    }
    case 'array':
      return fc.array(fc.oneof(...itemsOf(node).map(valuesOf)), { maxLength: 3 });
    case 'string':
      return typeof node['pattern'] === 'string'
        ? fc.stringMatching(new RegExp(node['pattern']))
        : fc.string({ minLength: Number(node['minLength'] ?? 0), maxLength: Number(node['maxLength'] ?? 9) });
    case 'integer':
      return fc.integer({ min: Number(node['minimum']), max: Number(node['maximum']) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`no value of ${JSON.stringify(node).slice(0, 80)}`);
  }
}

/** The same message with one thing wrong somewhere: a value of another kind, a key less, a key more. */
function spoilt(value: unknown, pick: (below: number) => number): unknown {
  if (typeof value !== 'object' || value === null || pick(4) === 0) return HOSTILE[pick(HOSTILE.length)];
  const keys = Object.keys(value);
  const key = keys[pick(keys.length)];
  if (key === undefined) return HOSTILE[pick(HOSTILE.length)];
  if (Array.isArray(value))
    return value.map((item, n) => (String(n) === key ? spoilt(item, pick) : (item as unknown)));
  const { [key]: touched, ...others } = value as Record<string, unknown>;
  if (pick(6) === 0) return others;
  if (pick(6) === 0) return { ...value, [pick(2) === 0 ? 'lat' : 'toString']: touched };
  return { ...others, [key]: spoilt(touched, pick) };
}

describe.each(pairs)('%s', (name, written, read) => {
  const verdict = (schema: typeof read, value: unknown) => {
    const { success, data } = schema?.safeParse(value) ?? {};
    return { success, data };
  };

  test('what is read with here is not zod', () => {
    expect(read).not.toBeInstanceOf(z.ZodType);
  });

  test('[WIRE-9] a browser takes what the server may send, the same', () => {
    for (const message of MESSAGES[name] ?? [])
      expect(verdict(read, message)).toEqual({ success: true, data: message });
    fc.assert(
      fc.property(valuesOf(z.toJSONSchema(written) as SchemaNode), (message) => {
        expect(verdict(read, message)).toEqual(verdict(written, message));
      }),
    );
  });

  test('[WIRE-10] a browser refuses what the server would refuse, and nothing else', () => {
    fc.assert(
      fc.property(valuesOf(z.toJSONSchema(written) as SchemaNode), fc.gen(), (message, draw) => {
        const wrong = spoilt(message, (below) => draw(fc.nat, { max: Math.max(0, below - 1) }));
        expect(verdict(read, wrong)).toEqual(verdict(written, wrong));
      }),
      { numRuns: 500 },
    );
  });
});

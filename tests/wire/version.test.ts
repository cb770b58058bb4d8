import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { describeWire, wireSchemas } from '#shared/wire/describe';
import { WIRE_VERSION } from '#shared/wire/version';
import { COMMANDS, MESSAGES } from '../support/wire-samples.ts';
import { commandSchema } from '#shared/wire/up';
import { REFUSAL_WORDS } from '#shared/wire/refusal-words';

test('[WIRE-1] the version is the hash of every schema that crosses the border', () => {
  expect(createHash('sha256').update(describeWire()).digest('hex').slice(0, 16)).toBe(WIRE_VERSION);
});

test('every message of the contract, and every command, has a sample here', () => {
  expect(Object.keys(MESSAGES)).toEqual(Object.keys(wireSchemas));
  expect(Object.keys(COMMANDS).sort()).toEqual(
    commandSchema.options.map(({ shape }) => shape.type.value).sort(),
  );
});

describe.each(Object.entries(wireSchemas))('%s', (name, schema) => {
  test('[WIRE-2] a message that crosses the wire is read as it was written', () => {
    for (const message of MESSAGES[name] ?? []) {
      expect(schema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
    }
  });
});

test('[WIRE-3] every refusal has its sentence, which says what to do next', () => {
  for (const words of Object.values(REFUSAL_WORDS)) expect(words).toMatch(/^[A-ZÉ].{10,}[.?]$/u);
});

import { z } from 'zod';
import {
  metroSectorIdSchema,
  sectorIdSchema,
  stationGroupIdSchema,
  stationIdSchema,
  zoneIdSchema,
} from '../kernel/ids.ts';
import { revisionSchema } from '../view/revision.ts';
import type { Flaw, Subject } from './finding.ts';
import { everySchema, isNumeric, type Held, type JsonSchema } from './json-schema.ts';
import { placesBesideNumbers } from './place-beside-number.ts';

const KEYWORDS: ReadonlySet<string> = new Set([
  '$schema',
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'minItems',
  'maxItems',
  'anyOf',
  'oneOf',
  'const',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'counts',
]);

/** Places as somebody might try to write them: no pattern of the wire may take one. */
const COORDINATES = [
  '48.8566140024',
  '48,8566',
  '2.3522219051',
  '48.8566,2.3522',
  '48.8566 2.3522',
  '891fb4662d7ffff',
  'u09tvw0f6',
];

const PLACE_PATTERNS: ReadonlySet<string> = new Set(
  [zoneIdSchema, sectorIdSchema, stationIdSchema, stationGroupIdSchema, metroSectorIdSchema].flatMap(
    (schema) => z.toJSONSchema(schema).pattern ?? [],
  ),
);
const PLACE_KEYS: ReadonlySet<string> = new Set(['place', 'zone', 'sector', 'station', 'group', 'area']);

const REVISION_COUNTS: unknown = z.toJSONSchema(revisionSchema)['counts'];
const ORDER_KEYS: ReadonlySet<string> = new Set([
  'rev',
  'revision',
  'from',
  'to',
  'since',
  'position',
  'offset',
  'head',
  'seq',
  'sequence',
  'version',
  'ordinal',
]);
/** No count of a service is larger: a number that may be could hold a position of the log. */
const LARGEST_COUNT = 100_000;

/** V10: every message is closed, its values are bounded, and no place stands beside a number (PRV-3). */
export function messagesHoldNoPoint({ policy, facts }: Subject): Flaw[] {
  const flaws: Flaw[] = [];
  if (policy.capture.place_with_number !== 'forbidden') {
    flaws.push({ path: 'capture.place_with_number', reason: 'a place is never beside a number (PRV-3)' });
  }
  for (const [name, message] of Object.entries(facts.wire)) {
    const path = `wire.${name}`;
    flaws.push(...everySchema(message, path).flatMap(openings));
    flaws.push(...placesBesideNumbers(message, path, { isPlace, isNumber }));
  }
  return flaws;
}

function openings({ schema, path }: Held): Flaw[] {
  const unread = Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword));
  const flaws: Flaw[] = unread.map((keyword) => ({ path, reason: `${keyword} is not read by the linter` }));
  const flaw = (reason: string) => flaws.push({ path, reason });
  const isListed = schema.enum !== undefined || schema.const !== undefined;
  switch (schema.type) {
    case 'object':
      if (schema.additionalProperties !== false) flaw('it takes keys that are not in the protocol');
      break;
    case 'array':
      if (!schema.items) flaw('it takes elements of any kind');
      break;
    case 'string':
      if (!isListed && schema.pattern === undefined) flaw('it takes any text');
      break;
    case 'integer':
      if (!isListed && (schema.minimum === undefined || schema.maximum === undefined))
        flaw('it has no bounds');
      break;
    case 'boolean':
    case 'null':
      break;
    case undefined:
      if (!schema.anyOf && !schema.oneOf) flaw('it takes anything');
      break;
    default:
      flaw(`${schema.type} is not a type of the protocol`);
  }
  if (schema.pattern !== undefined) {
    const pattern = new RegExp(schema.pattern);
    const taken = COORDINATES.find((coordinate) => pattern.test(coordinate));
    if (taken !== undefined) flaw(`it takes ${taken}`);
  }
  return flaws;
}

function isPlace({ key, schema }: Held): boolean {
  const isText = schema.type === 'string';
  return isText && (PLACE_KEYS.has(key) || PLACE_PATTERNS.has(schema.pattern ?? ''));
}

/** The ordinals of the envelope count changes, not people: they may go with anything (PRV-46), and V21 watches them. */
function isNumber({ schema }: Held): boolean {
  return isNumeric(schema) && schema.counts !== REVISION_COUNTS;
}

/** V21: what says how far a client has come is the ordinal of its own audience's changes, never a position of the log. */
export function revisionsAreOwn({ facts }: Subject): Flaw[] {
  return Object.entries(facts.wire).flatMap(([name, message]) =>
    everySchema(message, `wire.${name}`).flatMap(({ key, path, schema }) => {
      if (!isNumeric(schema) || schema.counts === REVISION_COUNTS) return [];
      if (ORDER_KEYS.has(key)) return [{ path, reason: 'it is not a revision of one audience (PRV-46)' }];
      if (isLarge(schema)) return [{ path, reason: 'so large a number could be a position of the log' }];
      return [];
    }),
  );
}

function isLarge({ maximum }: JsonSchema): boolean {
  return maximum !== undefined && maximum > LARGEST_COUNT;
}

import type { Flaw, Subject } from './finding.ts';
import { everySchema } from './json-schema.ts';

/** What no version of this product may ever have: the list may grow, never shrink (PRIVACY 13). */
const FOREVER = [
  'coordinate',
  'route',
  'heatmap',
  'pass_export',
  'per_team_history',
  'second_partition',
  'photo',
  'name',
  'police_role',
] as const;

/**
 * Whoever works here and signs in has a name, on the pages of accounts and nowhere else: it is kept apart from the log,
 * and no field of the wire, event or table may say it.
 */
const OF_ACCOUNTS = /^message (admin|own|sign)_/;

/** V16: no forbidden word in a field, a route, a table, a metric or a message id, and none off the list. */
export function forbiddenWordsAreNowhere({ policy, facts }: Subject): Flaw[] {
  const missing = FOREVER.filter((word) => !policy.forbidden_forever.includes(word));
  const fields = Object.entries(facts.wire).flatMap(([message, schema]) => [
    { path: `wire.${message}`, name: message },
    ...everySchema(schema, `wire.${message}`).flatMap(({ key, path, schema: { const: value } }) => [
      { path, name: key },
      ...(typeof value === 'string' ? [{ path, name: value }] : []),
    ]),
  ]);
  const names = [
    ...fields,
    ...facts.events.map(({ type }) => ({ path: `events.${type}`, name: type })),
    ...facts.names.map(({ of, name }) => ({ path: `${of} ${name}`, name })),
  ];
  const words = new Set([...FOREVER, ...policy.forbidden_forever]);
  const found = names.flatMap(({ path, name }) =>
    [...words]
      .filter((word) => says(name, word) && !(word === 'name' && OF_ACCOUNTS.test(path)))
      .map((word) => ({ path, reason: `${word}, for ever forbidden` })),
  );
  return [
    ...missing.map((word) => ({ path: 'forbidden_forever', reason: `${word} is no longer on the list` })),
    ...new Map(found.map((flaw) => [`${flaw.path} ${flaw.reason}`, flaw])).values(),
  ];
}

/** Whether an identifier, in any of our ways of writing one, has these words in a row: `fullNames` says `name`. */
function says(identifier: string, word: string): boolean {
  const parts = partsOf(identifier);
  const wanted = partsOf(word);
  return parts.some(
    (_, start) =>
      wanted.every((part, index) => parts[start + index] === part) &&
      // French for « on its way », a status of a team: not a route.
      !(word === 'route' && parts[start - 1] === 'en'),
  );
}

function partsOf(identifier: string): string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.replace(/s$/, ''));
}

import type { Flaw } from './finding.ts';
import { branchesOf, type Held, type JsonSchema } from './json-schema.ts';

type Recognise = { readonly isPlace: (held: Held) => boolean; readonly isNumber: (held: Held) => boolean };

/**
 * What one value of a schema may hold. `near`: in itself, or in the objects that are its properties. `far`: in the rows
 * of its lists. Two lists of one message are not read together: their rows are not about each other.
 */
type Holding = { nearPlace: boolean; nearNumber: boolean; farPlace: boolean; farNumber: boolean };

const NOTHING: Holding = { nearPlace: false, nearNumber: false, farPlace: false, farNumber: false };

/** A flaw for each innermost object in which a place and a number may stand together. */
export function placesBesideNumbers(message: JsonSchema, path: string, recognise: Recognise): Flaw[] {
  const found: string[] = [];
  holdingsOf({ path, key: '', schema: message }, recognise, found);
  return [...new Set(found)]
    .filter(
      (outer) =>
        !found.some(
          (inner) => inner !== outer && /^[.[]/.test(inner.slice(outer.length)) && inner.startsWith(outer),
        ),
    )
    .map((where) => ({ path: where, reason: 'a place stands beside a number (PRV-3)' }));
}

/** One holding for each way the unions inside can turn out. Objects that hold both are added to `found`. */
function holdingsOf(held: Held, recognise: Recognise, found: string[]): Holding[] {
  const { path, key, schema } = held;
  const branches = branchesOf(schema);
  if (branches.length > 0) {
    return distinct(
      branches.flatMap((branch) => holdingsOf({ path, key, schema: branch }, recognise, found)),
    );
  }
  if (schema.properties) return objectHoldings(path, schema.properties, recognise, found);
  if (schema.items) {
    const rows = holdingsOf({ path: `${path}[]`, key, schema: schema.items }, recognise, found);
    const isListOfValues = !schema.items.properties && branchesOf(schema.items).length === 0;
    return isListOfValues ? rows : distinct(rows.map(asRows));
  }
  return [{ ...NOTHING, nearPlace: recognise.isPlace(held), nearNumber: recognise.isNumber(held) }];
}

function objectHoldings(
  path: string,
  properties: Readonly<Record<string, JsonSchema>>,
  recognise: Recognise,
  found: string[],
): Holding[] {
  let holdings = [NOTHING];
  let hasOwnNumber = false;
  for (const [key, schema] of Object.entries(properties)) {
    const held = { path: `${path}.${key}`, key, schema };
    const isValue =
      !schema.properties && !schema.items && branchesOf(schema).every((branch) => !branch.properties);
    const ofProperty = holdingsOf(held, recognise, found);
    hasOwnNumber ||= isValue && ofProperty.some(({ nearNumber }) => nearNumber);
    holdings = distinct(holdings.flatMap((so) => ofProperty.map((more) => both(so, more))));
  }
  const isBeside = holdings.some(
    ({ nearPlace, nearNumber, farPlace, farNumber }) =>
      (nearPlace && (nearNumber || farNumber)) || (hasOwnNumber && farPlace),
  );
  if (isBeside) found.push(path);
  return holdings;
}

function both(a: Holding, b: Holding): Holding {
  return {
    nearPlace: a.nearPlace || b.nearPlace,
    nearNumber: a.nearNumber || b.nearNumber,
    farPlace: a.farPlace || b.farPlace,
    farNumber: a.farNumber || b.farNumber,
  };
}

function asRows(row: Holding): Holding {
  return {
    ...NOTHING,
    farPlace: row.nearPlace || row.farPlace,
    farNumber: row.nearNumber || row.farNumber,
  };
}

function distinct(holdings: readonly Holding[]): Holding[] {
  return [...new Map(holdings.map((holding) => [Object.values(holding).join(), holding])).values()];
}

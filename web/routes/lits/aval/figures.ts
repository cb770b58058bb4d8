/** A number that is asked for: a whole one, from 0 to its limit. */
export type Field<Id extends string> = { readonly id: Id; readonly label: string; readonly limit: number };

/** What an input of numbers holds: nothing, or what was written, whole or not. */
export type Written<Id extends string> = Readonly<Record<Id, number | null>>;

export type Checked<Id extends string> =
  | { readonly kind: 'justes'; readonly figures: Readonly<Record<Id, number>> }
  /** The fields that cannot be taken, in their order. */
  | { readonly kind: 'a-corriger'; readonly fields: readonly Id[] };

/** Every field that is empty, not whole, or beyond its limit; else the figures as they may be sent. */
export function checkFigures<Id extends string>(
  fields: readonly Field<Id>[],
  written: Written<Id>,
): Checked<Id> {
  const wrong = fields.filter(({ id, limit }) => !isWithin(written[id], limit)).map(({ id }) => id);
  return wrong.length > 0
    ? { kind: 'a-corriger', fields: wrong }
    : { kind: 'justes', figures: written as Readonly<Record<Id, number>> };
}

function isWithin(value: number | null, limit: number): value is number {
  return value !== null && Number.isInteger(value) && value >= 0 && value <= limit;
}

import type { DaySheet } from '#shared/domain/rest-space/commands';

/** What a person has written so far: an empty field is not zero. */
export type Written = Record<SheetField, number | null>;

export const VISIT_FIELDS = ['visits', 'women', 'firstVisits'] as const;
export const ACT_FIELDS = ['nursingActs', 'rightsActs', 'meals', 'showers'] as const;
export const ORIENTATION_FIELDS = [
  'csapa',
  'cmp',
  'hopital-de-jour',
  'urgences',
  'd2o',
  'hebergement',
] as const;
export type SheetField =
  (typeof VISIT_FIELDS)[number] | (typeof ACT_FIELDS)[number] | (typeof ORIENTATION_FIELDS)[number];

const FIELDS: readonly SheetField[] = [...VISIT_FIELDS, ...ACT_FIELDS, ...ORIENTATION_FIELDS];
/** Largest figure of one field: a value above is a slip of the finger. */
export const MOST = 1_000;

export function nothingWritten(): Written {
  return Object.fromEntries(FIELDS.map((field) => [field, null])) as Written;
}

/** What stops the sheet from leaving, the first field of each kind; `null` when it may. */
export type SheetFlaw =
  | { readonly kind: 'manque'; readonly field: SheetField }
  | { readonly kind: 'forme'; readonly field: SheetField }
  | { readonly kind: 'plus-que-les-entrees'; readonly field: 'women' | 'firstVisits' };

export function flawOf(written: Written): SheetFlaw | null {
  const wrong = FIELDS.find((field) => written[field] !== null && !isFigure(written[field]));
  if (wrong) return { kind: 'forme', field: wrong };
  const missing = FIELDS.find((field) => written[field] === null);
  if (missing) return { kind: 'manque', field: missing };
  for (const field of ['women', 'firstVisits'] as const)
    if ((written[field] ?? 0) > (written.visits ?? 0)) return { kind: 'plus-que-les-entrees', field };
  return null;
}

/** The sheet as it is filed. Only of what has no flaw. */
export function sheetOf(written: Written): DaySheet {
  const figure = (field: SheetField) => written[field] ?? 0;
  const orientations = Object.fromEntries(ORIENTATION_FIELDS.map((field) => [field, figure(field)]));
  return {
    visits: figure('visits'),
    women: figure('women'),
    firstVisits: figure('firstVisits'),
    nursingActs: figure('nursingActs'),
    rightsActs: figure('rightsActs'),
    meals: figure('meals'),
    showers: figure('showers'),
    orientations: orientations as DaySheet['orientations'],
  };
}

function isFigure(value: number | null): boolean {
  return value !== null && Number.isInteger(value) && value >= 0 && value <= MOST;
}

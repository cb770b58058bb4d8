import { m } from '#lib/paraglide/messages.js';
import { assertNever } from '#shared/kernel/assert-never';
import type { SheetField, SheetFlaw } from '../../day-sheet.ts';

export const FIELD_WORDS: Record<SheetField, () => string> = {
  visits: m.espaces_field_visits,
  women: m.espaces_field_women,
  firstVisits: m.espaces_field_first,
  nursingActs: m.espaces_field_nursing,
  rightsActs: m.espaces_field_rights,
  meals: m.espaces_field_meals,
  showers: m.espaces_field_showers,
  csapa: m.espaces_field_csapa,
  cmp: m.espaces_field_cmp,
  'hopital-de-jour': m.espaces_field_hdj,
  urgences: m.espaces_field_urgences,
  d2o: m.espaces_field_d2o,
  hebergement: m.espaces_field_hebergement,
};

/** What is wrong, and what to do about it. */
export function flawWords(flaw: SheetFlaw): string {
  const field = FIELD_WORDS[flaw.field]();
  switch (flaw.kind) {
    case 'manque':
      return m.espaces_flaw_missing({ field });
    case 'forme':
      return m.espaces_flaw_form({ field });
    case 'plus-que-les-entrees':
      return m.espaces_flaw_above({ field });
    default:
      return assertNever(flaw);
  }
}

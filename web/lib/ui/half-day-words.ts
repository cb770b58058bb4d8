import { m } from '#lib/paraglide/messages.js';
import { baseLocale, getLocale } from '#lib/paraglide/runtime.js';

const KNOWN: Record<string, () => string> = {
  matin: m.common_half_day_morning,
  'apres-midi': m.common_half_day_afternoon,
};

/** What a half-day is called: by its pack in the pack's language, else by the usual word; the pack's own where none is known. */
export function halfDayWords({ id, name }: { readonly id: string; readonly name: string }): string {
  return getLocale() === baseLocale ? name : (KNOWN[id]?.() ?? name);
}

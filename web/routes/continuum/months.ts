import type { LocalDate } from '#shared/kernel/local-time';
import type { ContinuumStage, Flows } from '#shared/view/services';

/** A month of the territory's calendar: `2026-11`. */
export type Month = string;

/** The month under way and the twelve before. */
export const MONTHS_SHOWN = 13;

/** What may be written for one stage in one month. */
export type Figure =
  | { readonly kind: 'nombre'; readonly n: number }
  /** Fewer than eleven: no number is said of it (PRV-23). */
  | { readonly kind: 'peu' }
  /** Fewer than eleven, or more but hidden so that another one cannot be deduced (PRV-24): which, is not said. */
  | { readonly kind: 'masque' }
  /** Nothing feeds this stage, or the month was never counted. */
  | { readonly kind: 'non-compte' };

/** The thirteen months that end with that of `today`, the oldest first. */
export function monthsTo(today: LocalDate): Month[] {
  const last = indexOf(today.slice(0, 7));
  return Array.from({ length: MONTHS_SHOWN }, (_, back) => monthAt(last - MONTHS_SHOWN + 1 + back));
}

/** The month that a reader is shown first: the last whole one that was counted, else the last counted at all. */
export function firstShown(flows: readonly Flows[]): Month | null {
  const sorted = [...flows].sort((a, b) => b.month.localeCompare(a.month));
  return (sorted.find(({ closed }) => closed) ?? sorted[0])?.month ?? null;
}

/** Their numbers are bound by a sum, so that a small one never leaves alone (`server/release/flow-figures.ts`). */
const BOUND: ReadonlySet<ContinuumStage> = new Set([
  'demandes',
  'admissions',
  'reorientations',
  'autres-fins',
]);

export function figureOf(flows: Flows | undefined, stage: ContinuumStage): Figure {
  const entry = flows?.stages.find((each) => each.stage === stage);
  if (!entry) return { kind: 'non-compte' };
  if (entry.count !== null) return { kind: 'nombre', n: entry.count };
  return { kind: BOUND.has(stage) ? 'masque' : 'peu' };
}

/** The tallest number of a line: each line is drawn on its own scale, so that none hides another. 1 when it has none. */
export function scaleOf(figures: readonly Figure[]): number {
  return Math.max(1, ...figures.map((figure) => (figure.kind === 'nombre' ? figure.n : 0)));
}

/** `octobre 2026`. */
export function monthWords(month: Month, locale: string, form: 'long' | 'court' | 'lettre' = 'long'): string {
  // Noon UTC of a day in the middle: the same month in every zone.
  const day = Date.parse(`${month}-15T12:00Z`);
  const of = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(day);
  switch (form) {
    case 'long':
      return of({ month: 'long', year: 'numeric' });
    case 'court':
      return of({ month: 'short' });
    case 'lettre':
      return of({ month: 'narrow' });
  }
}

/** A count as it is written: `6 512`, with a space that both fonts have. */
export function countWords(n: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(n).replaceAll('\u202f', '\u00a0');
}

function indexOf(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function monthAt(index: number): Month {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

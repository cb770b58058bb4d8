import { freshnessOf, shownFreshness, type Freshness, type Level } from '#lib/live/freshness.ts';
import type { Instant } from '#shared/kernel/instant';

/** How old a report is: by itself, and as it is drawn now that the link may be cut. */
export type ReportAge = {
  /** When it was last said to be right; null when it never was. */
  readonly at: Instant | null;
  readonly own: Freshness;
  readonly shown: Freshness;
};

/** `cadenceMin`: how often it is expected to be confirmed (the pack's). */
export function reportAge(at: Instant | null, now: Instant, cadenceMin: number, level: Level): ReportAge {
  const own = freshnessOf(at, now, cadenceMin);
  return { at, own, shown: at === null ? 'inconnu' : shownFreshness(own, level) };
}

import { HOUR, msOf, plus, type Instant } from '#shared/kernel/instant';
import { fieldReportIntentions } from './law/field-reports.ts';
import type { LawTerritory } from './law/territory.ts';
import { wardIntentions } from './law/ward.ts';
import { pastOf } from './span.ts';

/** How many days of the law are looked at: a few tenths of a second. */
const CANDIDATES = 24;
/** More tell no more. */
const ENOUGH_REPORTS = 3;

/**
 * Of a few days that the law makes for this date, the one that tells most at its first screen: a ward neither empty nor
 * full, a request that has been waiting, reports that nobody has closed. All are as likely; none is changed.
 */
export function tellingSeed(territory: LawTerritory, present: Instant): number {
  const seeds = Array.from({ length: CANDIDATES }, (_, index) => index + 1);
  const scored = seeds.map((seed) => ({ seed, score: scoreOf(seed, territory, present) }));
  return scored.reduce((best, other) => (other.score > best.score ? other : best)).seed;
}

function scoreOf(seed: number, territory: LawTerritory, present: Instant): number {
  const from = pastOf(territory.rhythm.timezone, present).wardFrom;
  const waiting = new Map<number, number>();
  const inBed = new Set<number>();
  for (const intention of wardIntentions(seed, territory, { from, demand: 'ordinaire' })) {
    if (intention.at > present) break;
    switch (intention.kind) {
      case 'admission-requested':
        waiting.set(intention.request, msOf(intention.at));
        break;
      case 'person-admitted':
        waiting.delete(intention.request);
        inBed.add(intention.request);
        break;
      case 'request-redirected':
      case 'request-refused':
      case 'request-withdrawn':
      case 'request-lost':
        waiting.delete(intention.request);
        break;
      case 'bed-discharged':
        inBed.delete(intention.request);
        break;
      default:
        break;
    }
  }
  const longest = Math.max(0, ...[...waiting.values()].map((since) => msOf(present) - since));
  const free = territory.services.ward.beds.value.length - inBed.size;
  const reports = Math.min(ENOUGH_REPORTS, openReports(seed, territory, present));
  return waitScore(longest / HOUR) + (free >= 1 && free <= 3 ? 2 : 0) + reports;
}

/** The reports of the last hours that are not over: what a console opens on. */
function openReports(seed: number, territory: LawTerritory, present: Instant): number {
  const open = new Set<string>();
  for (const { kind, at, report } of fieldReportIntentions(seed, territory, plus(present, -3 * HOUR))) {
    if (at > present) break;
    if (kind === 'report-closed') open.delete(report);
    else open.add(report);
  }
  return open.size;
}

/** A wait that is about to need an answer tells more than one that has just begun, or one that is long past. */
function waitScore(hours: number): number {
  if (hours >= 24) return 2;
  if (hours >= 18) return 5;
  if (hours >= 12) return 4;
  if (hours >= 6) return 3;
  return hours > 0 ? 1 : 0;
}

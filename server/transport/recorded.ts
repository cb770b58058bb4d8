import { readFileSync } from 'node:fs';
import type { StationClosures } from '#shared/domain/station-closure/events';
import type { Instant } from '#shared/kernel/instant';
import { dateAfter, localDateOf } from '#shared/kernel/local-time';
import type { Territory } from '#shared/territory/schema';
import { closuresIn } from './closures.ts';
import { feedStations } from './identifiers.ts';

/** Made for the demonstration in the published form, on this date: real answers belong to the operator. */
const RECORDED = new URL('recorded-answer.json', import.meta.url);
const RECORDED_ON = '20261121';
const RECORDED_UNTIL = '20261122';

/**
 * The stations that the recorded answer closes, read as the operator's own feed is, with its two dates moved to today's
 * and tomorrow's. `identifiers`: the pack's file of the operator's numbers. Throws when the recording is not of the feed.
 */
export function recordedClosures(territory: Territory, identifiers: URL, now: Instant): StationClosures {
  const today = localDateOf(territory.rhythm.timezone, now);
  const answer: unknown = JSON.parse(
    readFileSync(RECORDED, 'utf8')
      .replaceAll(`${RECORDED_UNTIL}T`, `${compact(dateAfter(today, 1))}T`)
      .replaceAll(`${RECORDED_ON}T`, `${compact(today)}T`),
  );
  const closures = closuresIn(answer, feedStations(identifiers, territory), now);
  if (closures === null) throw new Error('the recorded answer is not one of this feed');
  return closures;
}

function compact(date: string): string {
  return date.replaceAll('-', '');
}

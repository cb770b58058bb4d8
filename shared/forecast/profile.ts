import type { RestSpaceId } from '../kernel/ids.ts';
import { DAY, instantAt, msOf, type Instant } from '../kernel/instant.ts';
import { dateAfter, localDateOf, localMinutesOf, type LocalDate } from '../kernel/local-time.ts';
import { SLOT_MS } from '../kernel/slot.ts';
import type { Band } from '../view/capacity.ts';
import type { RestSpaceBand } from '../view/offered.ts';

/** The half-hours of a calendar day, by the wall clock: mark 0 is 00:00, mark 47 is 23:30. */
export const MARKS_A_DAY = 48;
export const PROFILE_DAYS = 56;

/**
 * What is remembered of a space: the class that the hospital was told, at each half-hour of the last eight weeks. It
 * is made of releases alone, so that it may outlive the counts, which die after 72 h (PRIVACY 11).
 */
export type SpaceProfile = {
  /** The class told last, and since when. */
  readonly told: { readonly band: Band; readonly since: Instant };
  /** One letter per half-hour of a day; see `LETTERS`. */
  readonly days: ReadonlyMap<LocalDate, string>;
};
export type Profile = ReadonlyMap<RestSpaceId, SpaceProfile>;
export const NO_PROFILE: Profile = new Map();

/** `-` is also a half-hour of which nothing was written. */
const LETTERS: Record<Band, string> = {
  complet: 'C',
  '1-4': '1',
  '5-9': '5',
  '10+': 'X',
  '5+': 'p',
  '1+': 'u',
  ouvert: 'o',
  ferme: 'f',
  inconnu: '-',
};
const BANDS = new Map(Object.entries(LETTERS).map(([band, letter]) => [letter, band as Band]));
const EMPTY_DAY = LETTERS.inconnu.repeat(MARKS_A_DAY);

/** The half-hour that holds this moment. */
export function markOf(at: Instant, timezone: string): { date: LocalDate; mark: number } {
  return { date: localDateOf(timezone, at), mark: Math.floor(localMinutesOf(timezone, at) / 30) };
}

/** What the hospital was told of a space at `tick` (an entity of `CapacityReleased`): the marks since the last telling are written. */
export function profileAfter(
  profile: Profile,
  released: RestSpaceBand,
  tick: Instant,
  timezone: string,
): Profile {
  const before = profile.get(released.id);
  const days = before ? marked(before, msOf(tick) - 1, timezone) : new Map<LocalDate, string>();
  return new Map(profile).set(released.id, { told: { band: heardBand(released), since: tick }, days });
}

/** The profile with the marks up to `now` included: to read. It is not kept, since more may be told at `now`. */
export function profileUntil(space: SpaceProfile, now: Instant, timezone: string): SpaceProfile {
  return { ...space, days: marked(space, msOf(now), timezone) };
}

/** The classes of the eight weeks before this day, half-hour after half-hour, oldest first; `inconnu` where none was written. */
export function historyBefore(days: SpaceProfile['days'], date: LocalDate): Band[] {
  return Array.from({ length: PROFILE_DAYS }, (_, i) => dateAfter(date, i - PROFILE_DAYS))
    .flatMap((day) => [...(days.get(day) ?? EMPTY_DAY)])
    .map((letter) => BANDS.get(letter) ?? 'inconnu');
}

/** A silent space is not what it was last told to be. */
function heardBand({ band, source }: RestSpaceBand): Band {
  return source.freshness === 'frais' || source.freshness === 'vieillissant' ? band : 'inconnu';
}

/** Writes the class told last at each half-hour from its telling up to `until`, and keeps the last days only. */
function marked(
  { told, days }: SpaceProfile,
  until: number,
  timezone: string,
): ReadonlyMap<LocalDate, string> {
  const first = Math.max(msOf(told.since), until - PROFILE_DAYS * DAY);
  let after: Map<LocalDate, string> | undefined;
  for (let at = Math.ceil(first / SLOT_MS) * SLOT_MS; at <= until; at += SLOT_MS) {
    after ??= new Map(days);
    const { date, mark } = markOf(instantAt(at), timezone);
    const letters = after.get(date) ?? EMPTY_DAY;
    after.set(date, letters.slice(0, mark) + LETTERS[told.band] + letters.slice(mark + 1));
  }
  if (!after) return days;
  const oldest = dateAfter(localDateOf(timezone, instantAt(until)), -PROFILE_DAYS);
  return new Map([...after].filter(([date]) => date >= oldest));
}

import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import { instantAtLocal, type LocalDate } from '#shared/kernel/local-time';
import type { StationId } from '#shared/kernel/ids';
import type { z } from 'zod';
import {
  answerSchema,
  disruptionSchema,
  impactedLineSchema,
  type Disruption,
  type ImpactedLine,
} from './answer.ts';
import type { FeedStation } from './identifiers.ts';
import { plainWords } from './plain-words.ts';

/** A station that the operator says is closed: public. What follows of it for a duty is a lead's to say. */
export type StationClosure = { readonly id: StationId; readonly from: Instant; readonly until: Instant };

/** What is announced for later than this is not told yet. */
const AHEAD_MS = 24 * HOUR;
const TIMEZONE = 'Europe/Paris';

/**
 * The stations closed now or within a day, in the order of `stations`; null when the answer is not of this feed. A
 * station is closed when a blocking disruption names it and says so in words: `fermée`; or, where one line alone stops,
 * `non desservie`.
 */
export function closuresIn(
  answer: unknown,
  stations: readonly FeedStation[],
  now: Instant,
): StationClosure[] | null {
  const read = answerSchema.safeParse(answer);
  if (!read.success) return null;
  const blocking = new Map(
    readable(disruptionSchema, read.data.disruptions)
      .filter(({ severity }) => severity === 'BLOQUANTE')
      .map((disruption) => [disruption.id, disruption]),
  );
  const spans = new Map<StationId, StationClosure[]>();
  for (const line of readable(impactedLineSchema, read.data.lines)) {
    for (const object of line.impactedObjects) {
      const station = stationNamed(object, line, stations);
      for (const id of station ? object.disruptionIds : []) {
        const disruption = blocking.get(id);
        if (!station || !disruption || !saysClosed(disruption, station)) continue;
        spans.set(station.id, [...(spans.get(station.id) ?? []), ...spansOf(disruption, station.id, now)]);
      }
    }
  }
  return stations.flatMap(({ id }) => firstSpan(spans.get(id) ?? []) ?? []);
}

/** Entries as expected; the others are left out. */
function readable<Schema extends z.ZodType>(schema: Schema, entries: readonly unknown[]): z.infer<Schema>[] {
  return entries.flatMap((entry) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The pack's station: by the operator's number of its place, else by its name on that line. */
function stationNamed(
  { type, id, name }: ImpactedLine['impactedObjects'][number],
  { mode, shortName }: ImpactedLine,
  stations: readonly FeedStation[],
): FeedStation | undefined {
  const number = Number(id.split(':').at(-1));
  if (type === 'stop_area') return stations.find(({ zdc }) => zdc === number);
  if (type !== 'stop_point') return undefined;
  const line = lineOf(mode, shortName);
  const asked = folded(name);
  return stations.find((station) => station.lines.includes(line) && folded(station.name) === asked);
}

/** `Metro` and `7B` are the pack's `M7bis`. */
function lineOf(mode: string, shortName: string): string {
  switch (mode.toLowerCase()) {
    case 'metro':
      return `M${shortName.replace(/B$/, 'bis')}`;
    case 'tramway':
    case 'tram':
      return shortName.toLowerCase().replace(/^t?/, 'T');
    default:
      return `RER ${shortName}`;
  }
}

function saysClosed({ title, message, shortMessage }: Disruption, { lines }: FeedStation): boolean {
  const words = folded([title, shortMessage, plainWords(message)].join(' . '));
  return (
    /\bferme(?:e|s|es)?\b|\bfermeture\b/.test(words) ||
    (lines.length === 1 && /\bnon desservie?s?\b/.test(words))
  );
}

function spansOf({ applicationPeriods }: Disruption, id: StationId, now: Instant): StationClosure[] {
  return applicationPeriods
    .map(({ begin, end }) => ({ id, from: momentOf(begin), until: momentOf(end) }))
    .filter(({ from, until }) => until > now && from < until && from <= plus(now, AHEAD_MS));
}

/** The first span, with those that it runs into. */
function firstSpan(spans: readonly StationClosure[]): StationClosure | undefined {
  const [first, ...later] = spans.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (!first) return undefined;
  return later.reduce(
    (span, { from, until }) => (from <= span.until && until > span.until ? { ...span, until } : span),
    first,
  );
}

/** `20261121T053000` on the clocks of Paris. */
function momentOf(text: string): Instant {
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}` as LocalDate;
  const minutes = Number(text.slice(9, 11)) * 60 + Number(text.slice(11, 13));
  return plus(instantAtLocal(TIMEZONE, date, minutes), Number(text.slice(13, 15)) * 1000);
}

/** Without accents, case, signs, or the town that the feed writes after a name. */
function folded(text: string): string {
  return text
    .replace(/\([^)]*\)/g, (inside) => (/^\(s\)$/i.test(inside) ? inside.slice(1, 2) : ' '))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

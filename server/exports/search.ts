import { z } from 'zod';
import { bedStateCodeSchema } from '#shared/codes/bed-states';
import { natureCodeSchema, TRE_R329, TRE_R330 } from '#shared/codes/ror-capacity';
import { isOfTheCalendar, MINUTE, msOf, SECOND } from '#shared/kernel/instant';
import { dateAfter, instantAtLocal, type LocalDate } from '#shared/kernel/local-time';
import { capacitiesIn, type FhirLocation } from './location.ts';
import type { Meta } from './resource.ts';

const PREFIX = /^(eq|ne|gt|lt|ge|le)?/;
const prefixSchema = z.enum(['eq', 'ne', 'gt', 'lt', 'ge', 'le']);

/** `ge2`: how to compare, and with what. Equal when nothing is said, as FHIR has it. */
function comparison(text: string): { by: z.infer<typeof prefixSchema>; with: string } {
  const { success, data } = prefixSchema.safeParse(text.slice(0, 2));
  return success ? { by: data, with: text.slice(2) } : { by: 'eq', with: text };
}
type Comparison = ReturnType<typeof comparison>;

/** The codes asked for, any of them: `02`, `02,04`, or with the system they are of: `https://...|02`. */
function tokensOf<Codes extends Readonly<Record<string, string>>>(codes: z.ZodEnum<Codes>, system: string) {
  return z
    .string()
    .transform((text) => text.split(',').map((token) => token.replace(`${system}|`, '')))
    .pipe(z.array(codes).max(9));
}

/** Asked once or more: then all of them hold. */
function every<Schema extends z.ZodType<Comparison, string>>(one: Schema) {
  return z.union([one.transform((asked) => [asked]), z.array(one).max(4)]);
}

const numbersSchema = every(
  z
    .string()
    .regex(new RegExp(`${PREFIX.source}\\d{1,4}$`))
    .transform(comparison),
);

const DAY = '20\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const TIME = 'T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)';
const datesSchema = every(
  z
    .string()
    .regex(new RegExp(`${PREFIX.source}${DAY}(${TIME})?$`))
    .transform(comparison)
    .refine((asked) => isOfTheCalendar(`${asked.with.slice(0, 10)}T00:00Z`)),
);

export const serviceSearchSchema = z.strictObject({ _lastUpdated: datesSchema.optional() });
export type ServiceSearch = z.infer<typeof serviceSearchSchema>;

/** An unknown parameter refuses the search: left aside, it would answer another question than the one asked. */
export const locationSearchSchema = z.strictObject({
  'capacity-status': tokensOf(bedStateCodeSchema, TRE_R330.system).optional(),
  'capacity-type': tokensOf(natureCodeSchema, TRE_R329.system).optional(),
  'nb-capacity': numbersSchema.optional(),
  'capacity-update-date': datesSchema.optional(),
  _lastUpdated: datesSchema.optional(),
  _revinclude: z.literal('HealthcareService:location').optional(),
});
export type LocationSearch = z.infer<typeof locationSearchSchema>;

/**
 * Whether a location is one that is asked for. What is asked of a capacity is asked of one and the same: two available
 * places are not two reserved ones. A class is not a number, and answers no question on numbers.
 */
export function isAskedFor(location: FhirLocation, search: LocationSearch, timezone: string): boolean {
  const { 'capacity-status': status, 'capacity-type': type, 'nb-capacity': counts } = search;
  const dates = search['capacity-update-date'];
  const asksCapacity = [status, type, counts, dates].some((asked) => asked !== undefined);
  return (
    isUpdatedWhen(location.meta, search._lastUpdated, timezone) &&
    (!asksCapacity ||
      capacitiesIn(location).some(
        ({ nature, state, count, updated }) =>
          (status?.includes(state) ?? true) &&
          (type?.includes(nature) ?? true) &&
          (counts?.every((asked) => holds(asked, count, Number(asked.with), Number(asked.with) + 1)) ??
            true) &&
          (dates?.every((asked) => isWithin(asked, updated, timezone)) ?? true),
      ))
  );
}

export function isUpdatedWhen(
  { lastUpdated }: Meta,
  asked: ServiceSearch['_lastUpdated'],
  timezone: string,
): boolean {
  if (asked === undefined) return true;
  return lastUpdated !== undefined && asked.every((one) => isWithin(one, lastUpdated, timezone));
}

function isWithin(asked: Comparison, date: string, timezone: string): boolean {
  const [from, to] = periodOf(asked.with, timezone);
  return holds(asked, Date.parse(date), from, to);
}

/** The milliseconds that a date covers: a day of the territory, a minute or a second. */
function periodOf(date: string, timezone: string): [from: number, to: number] {
  if (date.length === 10) {
    const day = date as LocalDate;
    return [day, dateAfter(day, 1)].map((of) => msOf(instantAtLocal(timezone, of, 0))) as [number, number];
  }
  const from = Date.parse(date);
  const saysSeconds = /T\d{2}:\d{2}:\d{2}/.test(date);
  return [from, from + (saysSeconds ? SECOND : MINUTE)];
}

/** Compares a value with what was asked, which covers `from` up to but not including `to`. */
function holds({ by }: Comparison, value: number, from: number, to: number): boolean {
  switch (by) {
    case 'eq':
      return value >= from && value < to;
    case 'ne':
      return value < from || value >= to;
    case 'gt':
      return value >= to;
    case 'ge':
      return value >= from;
    case 'lt':
      return value < from;
    case 'le':
      return value < to;
  }
}

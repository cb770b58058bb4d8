import type { AdmissionCommand } from '#shared/domain/admission/commands';
import { supplySchema, type Supply, type TourFigures } from '#shared/domain/maraude/commands';
import type { DeclarePass, Need, PeopleClass } from '#shared/domain/pass/commands';
import type { RestSpaceCommand } from '#shared/domain/rest-space/commands';
import {
  admissionCodeSchema,
  type AdmissionCode,
  type BedId,
  type CommandId,
  type HospitalTeamId,
  type PlacementCode,
  type RatpPostId,
  type RestSpaceId,
  type StationId,
  type TeamId,
  type UnitId,
  type ZoneId,
} from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { Slot } from '#shared/kernel/slot';
import type { Ack } from '#shared/wire/ack';

// Values of the protocol, written the short way. Days of these tests are in November, when Paris is UTC+1.

/** A moment of 21 November 2026 on the wall clock of Paris. */
export function paris(hour: string, day = '2026-11-21'): Instant {
  return new Date(`${day}T${hour.length === 5 ? `${hour}:00` : hour}+01:00`).toISOString() as Instant;
}

/** The half-hour that begins then, in Paris. */
export function slotAt(hour: string, day = '2026-11-21'): Slot {
  return `${paris(hour, day).slice(0, 16)}Z` as Slot;
}

export function commandId(number: number): CommandId {
  return `${number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000` as CommandId;
}

export const zone = (id: string) => ({ kind: 'zone', id: id as ZoneId }) as const;
export const station = (id: string) => ({ kind: 'station', id: id as StationId }) as const;
export const space = (id: string) => id as RestSpaceId;
export const bed = (id: string) => id as BedId;
export const team = (id: string) => id as TeamId;
export const ratpPost = (id: string) => id as RatpPostId;
export const code = (id: string) => id as AdmissionCode;
export const unit = (id: string) => id as UnitId;
export const hospitalTeam = (id: string) => id as HospitalTeamId;
export const placement = (id: string) => id as PlacementCode;

/** A pass in this place and slot. */
export function pass(
  place: DeclarePass['place'],
  slot: Slot,
  people: PeopleClass = '0-4',
  needs: Need[] = [],
): DeclarePass {
  return { type: 'DeclarePass', place, slot, people, needs };
}

/** What a door sees now: later than any receipt, so that the server takes its own time. */
export const JUST_NOW = '2099-12-31T23:59:59.000Z' as Instant;
export const arrival = (id: string) =>
  ({ type: 'RecordArrival', space: space(id), seenAt: JUST_NOW }) as const;
export const departure = (id: string) =>
  ({ type: 'RecordDeparture', space: space(id), seenAt: JUST_NOW }) as const;

/** The day in figures, as a rest space files it. */
export function sheet(
  at: RestSpaceId,
  day: LocalDate,
  visits: number,
): Extract<RestSpaceCommand, { type: 'FileDaySheet' }> {
  const orientations = { csapa: 1, cmp: 0, 'hopital-de-jour': 0, urgences: 0, d2o: 2, hebergement: 0 };
  const acts = { women: 0, firstVisits: 0, nursingActs: 0, rightsActs: 0, meals: 0, showers: 0 };
  return { type: 'FileDaySheet', space: at, day, figures: { visits, ...acts, orientations } };
}

/** What a tour did, in figures, as its team files it. */
export function tourFigures(encounters: number): TourFigures {
  const orientations = { csapa: 1, cmp: 0, 'hopital-de-jour': 0, urgences: 0, d2o: 0, hebergement: 0 };
  const supplies = Object.fromEntries(supplySchema.options.map((item) => [item, 2])) as Record<
    Supply,
    number
  >;
  const acts = { talks: 1, nursingActs: 0, rightsActs: 0, screenings: 0, escorts: 0, syringesCollected: 4 };
  const people = { encounters, women: 0, firstTimers: 0 };
  return { ...people, ...acts, orientations: { ...orientations, 'espace-repos': 1 }, supplies };
}

/** A team on the street asks for a bed; `requestedAt` starts the 24 h. */
export function request(requestedAt: Instant): Extract<AdmissionCommand, { type: 'RequestAdmission' }> {
  return { type: 'RequestAdmission', origin: 'maraude', needs: [], requestedAt };
}

/** The code that the answer to a request gave. */
export function codeOf(ack: Ack): AdmissionCode {
  if (ack.outcome !== 'accepted' || !ack.code) throw new Error('no code');
  return admissionCodeSchema.parse(ack.code);
}

import type { AdmissionCommand } from '#shared/domain/admission/commands';
import type { DeclarePass, Need, PeopleClass } from '#shared/domain/pass/commands';
import type {
  AdmissionCode,
  BedId,
  CommandId,
  RestSpaceId,
  StationId,
  TeamId,
  ZoneId,
} from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Slot } from '#shared/kernel/slot';

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
export const code = (id: string) => id as AdmissionCode;

/** A pass in this place and slot. */
export function pass(
  place: DeclarePass['place'],
  slot: Slot,
  people: PeopleClass = '0-4',
  needs: Need[] = [],
): DeclarePass {
  return { type: 'DeclarePass', place, slot, people, needs };
}

/** A team on the street asks for a bed; `requestedAt` starts the 24 h. */
export function request(requestedAt: Instant): Extract<AdmissionCommand, { type: 'RequestAdmission' }> {
  return { type: 'RequestAdmission', origin: 'maraude', needs: [], requestedAt };
}

import type { Place } from '#shared/domain/pass/commands';
import type { SectorId, StationGroupId, StationId, ZoneId } from '#shared/kernel/ids';
import type { PresenceEntity } from '#shared/view/lead';
import type { LeadFacts } from './facts.ts';

/** A place as it is written: its name, and for a station its lines. */
export type NamedPlace = { readonly name: string; readonly lines: readonly string[] };

export function namedPlace(facts: LeadFacts, place: Place): NamedPlace {
  if (place.kind === 'zone') return { name: zoneOf(facts, place.id)?.name ?? '—', lines: [] };
  const station = stationOf(facts, place.id);
  return { name: station?.name ?? '—', lines: station?.lines ?? [] };
}

/** The area of coverage in which a pass there counts: a sector, or a station group (PRV-8: never both). */
export function areaOf(facts: LeadFacts, place: Place): SectorId | StationGroupId | null {
  if (place.kind === 'zone') return zoneOf(facts, place.id)?.sector ?? null;
  return stationOf(facts, place.id)?.group ?? null;
}

export function areaName(facts: LeadFacts, area: string): string {
  return [...facts.sectors, ...facts.groups].find(({ id }) => id === area)?.name ?? '—';
}

export function zoneOf(facts: LeadFacts, id: ZoneId) {
  return facts.zones.find((zone) => zone.id === id);
}

export function stationOf(facts: LeadFacts, id: StationId) {
  return facts.stations.find((station) => station.id === id);
}

/** The colour of a line, as the pack draws it. */
export function lineColour(facts: LeadFacts, line: string): string | undefined {
  return facts.strips.find((strip) => strip.line === line)?.colour ?? undefined;
}

/** Which team is in which area now, as `T2 s-10`: what turns a plan into a pass under way. */
export function whoIsThere(presence: readonly PresenceEntity[], facts: LeadFacts): ReadonlySet<string> {
  return new Set(
    presence
      .filter(({ status }) => status === 'sur-place' || status === 'sous-terre')
      .map(({ team, place }) => `${team} ${areaOf(facts, place) ?? ''}`),
  );
}

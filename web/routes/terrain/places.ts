import type { Place } from '#shared/domain/pass/commands';
import type { StationId, ZoneId } from '#shared/kernel/ids';
import type { FieldFacts, StationFact, ZoneFact } from './facts.ts';

/** Most places that a picker remembers, and offers as neighbours: what one thumb reaches without scrolling. */
const REMEMBERED = 4;
const NEAR = 6;

/** The places chosen last on this page, newest first, each once. Memory alone: storage may hold no place (PRV-44). */
export function remembering(recent: readonly Place[], place: Place): Place[] {
  return [place, ...recent.filter((other) => other.id !== place.id)].slice(0, REMEMBERED * 2);
}

export type Offered<Fact> = { readonly recent: readonly Fact[]; readonly near: readonly Fact[] };

/** The zones to offer before any search: the last four, then those that touch where the team is. */
export function zonesOffered(
  facts: FieldFacts,
  recent: readonly Place[],
  here: Place | null,
): Offered<ZoneFact> {
  const last = known(facts.zones, recent, 'zone');
  const from = facts.zones.find(({ id }) => id === (here?.kind === 'zone' ? here.id : last[0]?.id));
  const near = (from?.near ?? []).map((id) => facts.zones.find((zone) => zone.id === id));
  return { recent: last, near: without(near, last) };
}

/** The stations to offer: the last four, then those of the same group, then those that stand in the team's zone. */
export function stationsOffered(
  facts: FieldFacts,
  recent: readonly Place[],
  here: Place | null,
): Offered<StationFact> {
  const last = known(facts.stations, recent, 'station');
  const from = facts.stations.find(({ id }) => id === (here?.kind === 'station' ? here.id : undefined));
  const zone = here?.kind === 'zone' ? here.id : from?.zone;
  const sameGroup = facts.stations.filter(({ group }) => from && group === from.group);
  const sameZone = facts.stations.filter((station) => station.zone === zone);
  return { recent: last, near: without([...sameGroup, ...sameZone], last) };
}

export function zoneOf(facts: FieldFacts, id: ZoneId): ZoneFact | undefined {
  return facts.zones.find((zone) => zone.id === id);
}

export function stationOf(facts: FieldFacts, id: StationId): StationFact | undefined {
  return facts.stations.find((station) => station.id === id);
}

/** What a place is called; a place of another pack has no name here. */
export function nameOf(facts: FieldFacts, place: Place): string {
  const fact = place.kind === 'zone' ? zoneOf(facts, place.id) : stationOf(facts, place.id);
  return fact?.name ?? '–';
}

function known<Fact extends { readonly id: string }>(
  facts: readonly Fact[],
  places: readonly Place[],
  kind: Place['kind'],
): Fact[] {
  const found = places
    .filter((place) => place.kind === kind)
    .map(({ id }) => facts.find((fact) => fact.id === id));
  return found.filter((fact) => fact !== undefined).slice(0, REMEMBERED);
}

function without<Fact extends { readonly id: string }>(
  facts: readonly (Fact | undefined)[],
  shown: readonly Fact[],
): Fact[] {
  const left = facts.filter((fact) => fact !== undefined);
  const once = left.filter((fact, index) => left.findIndex(({ id }) => id === fact.id) === index);
  return once.filter(({ id }) => !shown.some((other) => other.id === id)).slice(0, NEAR);
}

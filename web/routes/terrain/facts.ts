import type { RestSpaceId, StationId, TeamId, ZoneId } from '#shared/kernel/ids';
import {
  rhythmSchema,
  servicesSchema,
  surfaceSchema,
  teamsSchema,
  undergroundSchema,
} from '#shared/territory/schema';
import rhythm from '#territory/rhythm.json' with { type: 'json' };
import services from '#territory/services.json' with { type: 'json' };
import stations from '#territory/stations.json' with { type: 'json' };
import teams from '#territory/teams.json' with { type: 'json' };
import zones from '#territory/zones.json' with { type: 'json' };
import { nearZones } from './near-zones.ts';

/** A place of the lists, as a phone needs it: its name and what is beside it. No cell and no point leave the server. */
export type ZoneFact = { readonly id: ZoneId; readonly name: string; readonly near: readonly ZoneId[] };
export type StationFact = {
  readonly id: StationId;
  readonly name: string;
  readonly lines: readonly string[];
  /** The zone it stands in: for the order of a list alone, a pass in it says nothing of that zone (PRV-8). */
  readonly zone: ZoneId;
  readonly group: string;
};

export type FieldFacts = {
  readonly timezone: string;
  readonly zones: readonly ZoneFact[];
  readonly stations: readonly StationFact[];
  readonly teams: readonly {
    readonly id: TeamId;
    readonly operator: string;
    readonly underground: boolean;
  }[];
  /** The pack's order is the order of advice. */
  readonly restSpaces: readonly RestSpaceId[];
  /** Where a team calls its coordination; null until it is configured. */
  readonly coordinationPhone: string | null;
  readonly silentPromptMin: number;
  readonly exitGraceMin: number;
};

let written: FieldFacts | undefined;

/** What the pack says that the phone writes. The same for every team and every day: it may be kept on a phone. */
export function fieldFacts(): FieldFacts {
  written ??= write();
  return written;
}

function write(): FieldFacts {
  const { timezone, thresholds } = rhythmSchema.parse(rhythm);
  const surface = surfaceSchema.parse(zones);
  const underground = undergroundSchema.parse(stations);
  const near = nearZones(surface.zones);
  const crew = teamsSchema.parse(teams);
  return {
    timezone,
    zones: surface.zones.map(({ id, name }) => ({ id, name, near: near.get(id) ?? [] })),
    stations: underground.stations.map(({ id, name, lines, zone, group }) => ({
      id,
      name,
      lines,
      zone,
      group,
    })),
    teams: crew.teams.map(({ id, operator, undergroundAllowed }) => ({
      id,
      operator: operator.value,
      underground: undergroundAllowed,
    })),
    restSpaces: servicesSchema.parse(services).restSpaces.map(({ id }) => id),
    coordinationPhone: crew.coordinationPhone.value,
    silentPromptMin: thresholds.silentPromptMin,
    exitGraceMin: thresholds.exitGraceMin,
  };
}

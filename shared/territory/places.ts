import type {
  HospitalTeamId,
  MetroSectorId,
  RestSpaceId,
  SectorId,
  StationGroupId,
  StationId,
  UnitId,
  ZoneId,
} from '../kernel/ids.ts';
import type { Territory } from './schema.ts';

/**
 * The nesting of places, by table (PRV-11): the only way from a place to a coarser one. A place of an older pack is not
 * there any more, hence `undefined`. There is no way from a station to a zone: a pass in one never sets the other (PRV-8).
 */
export type Places = {
  readonly zones: ReadonlySet<ZoneId>;
  readonly stations: ReadonlySet<StationId>;
  readonly restSpaces: ReadonlySet<RestSpaceId>;
  readonly units: ReadonlySet<UnitId>;
  readonly hospitalTeams: ReadonlySet<HospitalTeamId>;
  readonly sectors: readonly SectorId[];
  readonly groups: readonly StationGroupId[];
  readonly metroSectors: readonly MetroSectorId[];
  readonly sectorOf: (zone: ZoneId) => SectorId | undefined;
  readonly groupOf: (station: StationId) => StationGroupId | undefined;
  readonly metroSectorOf: (group: StationGroupId) => MetroSectorId | undefined;
};

/** Built once from a checked territory; lists keep the pack's order. */
export function createPlaces({ surface, underground, services }: Territory): Places {
  const sectorByZone = new Map(surface.zones.map((zone) => [zone.id, zone.sector]));
  const groupByStation = new Map(underground.stations.map((station) => [station.id, station.group]));
  const metroSectorByGroup = new Map(underground.groups.map((group) => [group.id, group.metroSector]));
  return {
    zones: new Set(sectorByZone.keys()),
    stations: new Set(groupByStation.keys()),
    restSpaces: new Set(services.restSpaces.map((space) => space.id)),
    units: new Set(services.units.map((unit) => unit.id)),
    hospitalTeams: new Set(services.hospitalTeams.map((team) => team.id)),
    sectors: surface.sectors.map((sector) => sector.id),
    groups: underground.groups.map((group) => group.id),
    metroSectors: underground.metroSectors.map((sector) => sector.id),
    sectorOf: (zone) => sectorByZone.get(zone),
    groupOf: (station) => groupByStation.get(station),
    metroSectorOf: (group) => metroSectorByGroup.get(group),
  };
}

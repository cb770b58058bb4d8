import { orphans, repeated, type Finding } from './finding.ts';
import type { Territory } from './schema.ts';

/** A group of fewer stations would tell the station (PRV-12). */
export const GROUP_MIN_STATIONS = 3;

const file = 'stations.json';

/** Metro sectors, groups and stations: each station in one group and in a zone of the pack, no group too small. */
export function checkUnderground({ underground, surface }: Territory): Finding[] {
  const { metroSectors, groups, stations } = underground;
  return [
    ...repeated(file, 'metroSectors', metroSectors),
    ...repeated(file, 'groups', groups),
    ...repeated(file, 'stations', stations),
    ...orphans(file, 'groups', groups, 'metroSector', metroSectors),
    ...orphans(file, 'stations', stations, 'group', groups),
    ...orphans(file, 'stations', stations, 'zone', surface.zones),
    ...metroSectors.flatMap(({ id }, index) =>
      groups.some((group) => group.metroSector === id)
        ? []
        : [{ file, path: `metroSectors[${index}]`, reason: `${id} has no group` } as const],
    ),
    ...groups.flatMap(({ id }, index) => {
      const size = stations.filter((station) => station.group === id).length;
      if (size >= GROUP_MIN_STATIONS) return [];
      const reason = `${id} has ${size} station(s), fewer than ${GROUP_MIN_STATIONS}`;
      return [{ file, path: `groups[${index}]`, reason } as const];
    }),
  ];
}

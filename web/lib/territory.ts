import type { MetroSectorId, RestSpaceId, SectorId, WindowId } from '#shared/kernel/ids';
import {
  releves as relevesOfPack,
  thresholds as thresholdsOfPack,
  timezone as timezoneOfPack,
  windows as windowsOfPack,
} from '#territory/rhythm.json';
import { restSpaces as restSpacesOfPack } from '#territory/services.json';
import { metroSectors as metroSectorsOfPack } from '#territory/stations.json';
import { name, shortName } from '#territory/territory.json';
import { sectors as sectorsOfPack } from '#territory/zones.json';

// The words and hours of the territory that every screen needs, in the pack's order, and nothing observed. One named
// import each, so that a page carries only what it reads and never a list of cells. The server checked the pack
// before it served any page, hence the casts.

/** What a screen calls the territory: in full, and in the header of the wall. */
export const territoryName = name;
export const territoryShortName = shortName;
export const timezone = timezoneOfPack;

export type Sector = {
  readonly id: SectorId;
  readonly name: string;
  /** `93 N` is { number: '93', cardinal: 'N' }; the cardinal may be empty. */
  readonly code: { readonly number: string; readonly cardinal: string };
};
export const sectors = sectorsOfPack as unknown as readonly Sector[];

export type MetroSector = { readonly id: MetroSectorId; readonly name: string; readonly code: string };
export const metroSectors = metroSectorsOfPack as unknown as readonly MetroSector[];

export type RestSpace = { readonly id: RestSpaceId; readonly name: { readonly value: string } };
export const restSpaces = restSpacesOfPack as unknown as readonly RestSpace[];

/** A half-day: every sector and station group is due once in each. Hours are `HH:MM` of the territory. */
export type HalfDay = {
  readonly id: WindowId;
  readonly name: string;
  readonly from: string;
  readonly to: string;
};
export const halfDays = windowsOfPack as unknown as readonly HalfDay[];

/** Hours at which shifts hand over. */
export const releves: readonly string[] = relevesOfPack;
export const thresholds = thresholdsOfPack;

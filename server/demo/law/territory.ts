import type {
  BedId,
  MetroSectorId,
  RestSpaceId,
  SectorId,
  StationGroupId,
  StationId,
  TeamId,
  WindowId,
  ZoneId,
} from '#shared/kernel/ids';

type Value<T> = { readonly value: T };

/** The part of a territory pack that the law needs. A parsed `Territory` satisfies it. */
export type LawTerritory = {
  readonly surface: {
    readonly sectors: readonly { readonly id: SectorId }[];
    readonly zones: readonly { readonly id: ZoneId; readonly sector: SectorId }[];
  };
  readonly underground: {
    readonly groups: readonly { readonly id: StationGroupId; readonly metroSector: MetroSectorId }[];
    readonly stations: readonly {
      readonly id: StationId;
      readonly lines: readonly string[];
      readonly group: StationGroupId;
    }[];
  };
  readonly services: {
    readonly restSpaces: readonly LawRestSpace[];
    readonly ward: { readonly beds: Value<readonly BedId[]> };
  };
  readonly teams: readonly { readonly id: TeamId; readonly undergroundAllowed: boolean }[];
  readonly rhythm: {
    readonly timezone: string;
    readonly windows: readonly { readonly id: WindowId; readonly from: string; readonly to: string }[];
    readonly regimes: { readonly jour: string; readonly nuit: string };
    readonly releves: readonly string[];
  };
};

export type LawRestSpace = {
  readonly id: RestSpaceId;
  readonly jaugeJour: Value<number>;
  readonly jaugeNuit: Value<number>;
  readonly hours:
    | { readonly kind: 'continu' }
    | { readonly kind: 'plage'; readonly opens: string; readonly closes: string };
};

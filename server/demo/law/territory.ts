import type {
  BedId,
  HospitalTeamId,
  MetroSectorId,
  RatpPostId,
  RestSpaceId,
  SectorId,
  StationGroupId,
  StationId,
  TeamId,
  UnitId,
  WindowId,
  ZoneId,
} from '#shared/kernel/ids';
import type { RestSpaceService } from '#shared/kernel/rest-space-service';

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
    readonly units: readonly { readonly id: UnitId }[];
    readonly hospitalTeams: readonly { readonly id: HospitalTeamId }[];
    readonly ward: { readonly beds: Value<readonly BedId[]> };
  };
  readonly ratpPosts: readonly { readonly id: RatpPostId }[];
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
  readonly services: Value<readonly RestSpaceService[]>;
  readonly hours:
    | { readonly kind: 'continu' }
    | { readonly kind: 'plage'; readonly opens: string; readonly closes: string };
};

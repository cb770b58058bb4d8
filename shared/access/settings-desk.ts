import type { CountedRow } from '../domain/alarm/spells.ts';
import type { RefusalKind } from '../domain/refusal.ts';
import type {
  AlarmDelays,
  OpeningHours,
  TerritorySettingsCommand,
} from '../domain/territory-settings/commands.ts';
import type { Setting } from '../domain/territory-settings/events.ts';
import type { RestSpaceId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { LocalDate } from '../kernel/local-time.ts';
import type { RestSpaceService } from '../kernel/rest-space-service.ts';
import type { Band } from '../view/capacity.ts';
import type { JournalWho } from './journal-desk.ts';
import type { DeskFault, Visit } from './visit.ts';

export type Jauges = { readonly jaugeJour: number; readonly jaugeNuit: number };

/** A space as its settings are written. `seen`: the last change of each thing, which another change must name. */
export type SettableSpace = Jauges & {
  readonly id: RestSpaceId;
  readonly name: string;
  readonly hours: OpeningHours;
  readonly offered: readonly RestSpaceService[];
  readonly seen: { readonly jauges: string | null; readonly hours: string | null };
};

/** `en-vigueur`: it holds. `remplace`: a later one holds. `passe`: a closure whose end was told, and is over. */
export type SettingStanding = 'a-venir' | 'en-vigueur' | 'remplace' | 'passe' | 'annule';

/** One change as the history tells it: what, when, and by whom as far as the audit still knows. */
export type SettingLine = {
  readonly id: string;
  readonly at: Instant;
  readonly from: Instant;
  readonly setting: Setting;
  /** What was set of the same thing when it was made, or the pack's; null for a closure, which takes nothing's place. */
  readonly before: Setting | null;
  readonly standing: SettingStanding;
  readonly by: JournalWho | null;
};

export type SettingsSheet = {
  readonly now: Instant;
  readonly spaces: readonly SettableSpace[];
  readonly delays: {
    readonly inForce: AlarmDelays;
    readonly pack: AlarmDelays;
    readonly seen: string | null;
  };
  /** Newest first. */
  readonly lines: readonly SettingLine[];
};

/** The words that a wall may write of a space under a limit: of the limit and of the policy, whoever is inside. */
export type WallWords = { readonly before: readonly Band[]; readonly after: readonly Band[] };

/** What would change, before anything does. */
export type SettingPreview = { readonly from: Instant | null } & (
  | {
      readonly kind: 'jauges';
      readonly space: RestSpaceId;
      readonly before: Jauges;
      readonly after: Jauges;
      readonly wall: { readonly jour: WallWords; readonly nuit: WallWords };
    }
  | {
      readonly kind: 'horaires';
      readonly space: RestSpaceId;
      readonly before: OpeningHours;
      readonly after: OpeningHours;
    }
  | (Extract<Setting, { kind: 'fermeture' }> & { readonly others: number })
  | {
      readonly kind: 'delais';
      readonly before: AlarmDelays;
      readonly after: AlarmDelays;
      readonly trial: AlarmTrial;
    }
);

/** How often each rule would have called on each of the last seven days, oldest first, under the delays of before and after. */
export type AlarmTrial = {
  readonly days: readonly LocalDate[];
  /** From when on the facts are kept: a day before it is erased, the day that holds it is cut. */
  readonly from: Instant;
  readonly rows: readonly {
    readonly row: CountedRow;
    readonly days: readonly ({ readonly before: number; readonly after: number } | null)[];
    readonly before: number;
    readonly after: number;
  }[];
};

/** `Later`: the storage is away, or the server stops; whether it was kept is not known. */
export type SettingsRefusal =
  | { readonly kind: 'NotAllowed' | 'Later' }
  | { readonly kind: 'Refused'; readonly refusal: RefusalKind }
  | DeskFault;

/** The settings of the territory, for an administrator's pages. Null, or `NotAllowed`, for anyone else. */
export type SettingsDesk = {
  sheet(visit: Visit): Promise<SettingsSheet | null>;
  /** Nothing changes: what would, or why it would be refused. */
  preview(
    command: TerritorySettingsCommand,
    visit: Visit,
  ): Promise<{ readonly kind: 'preview'; readonly preview: SettingPreview } | SettingsRefusal>;
  /** `change`: the change that was made, which names it to be undone. */
  publish(
    command: TerritorySettingsCommand,
    visit: Visit,
  ): Promise<{ readonly kind: 'done'; readonly change: string } | SettingsRefusal>;
};

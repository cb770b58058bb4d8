import type { CommandId, RestSpaceId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { RestSpaceService } from '../../kernel/rest-space-service.ts';
import type { ClosureReason } from '../rest-space/commands.ts';
import type { AlarmDelays, OpeningHours } from './commands.ts';

/** One thing that the administration says in place of the pack. */
export type Setting =
  | {
      readonly kind: 'jauges';
      readonly space: RestSpaceId;
      readonly jaugeJour: number;
      readonly jaugeNuit: number;
    }
  | { readonly kind: 'horaires'; readonly space: RestSpaceId; readonly hours: OpeningHours }
  | {
      readonly kind: 'fermeture';
      readonly space: RestSpaceId;
      /** Null: the space itself. */
      readonly service: RestSpaceService | null;
      readonly until: Instant | null;
      readonly reason: ClosureReason;
    }
  | { readonly kind: 'delais'; readonly delays: AlarmDelays | null };

/** Who decided it is nowhere here: it is in the audit, under its own life. */
export type TerritorySettingsEvent =
  | { type: 'SettingChanged'; change: CommandId; at: Instant; from: Instant; setting: Setting }
  | { type: 'SettingUndone'; change: CommandId; at: Instant }
  /** Their moment has come: from here on they hold. */
  | { type: 'SettingsTookEffect'; at: Instant; changes: readonly CommandId[] };

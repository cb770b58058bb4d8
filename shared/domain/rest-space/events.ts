import type { Instant } from '../../kernel/instant.ts';
import type { RestSpaceId } from '../../kernel/ids.ts';
import type { LocalDate } from '../../kernel/local-time.ts';
import type { RestSpaceService } from '../../kernel/rest-space-service.ts';
import type { ClosureReason, DaySheet, DoorCount, RecountReason, Regime } from './commands.ts';
import type { RestSpaceState } from './state.ts';

type Fact<Type extends string, Fields = unknown> = { type: Type; space: RestSpaceId; at: Instant } & Fields;

export type RestSpaceEvent =
  /** `seenAt`, here and in the two below: the door's own moment, or that of the receipt when it is not credible. */
  | Fact<'RestSpaceEntered', { seenAt: Instant }>
  | Fact<'RestSpaceLeft', { seenAt: Instant }>
  /** A count that was a slip; both stay on record. `seenAt` is that of the count taken back. */
  | Fact<'RestSpaceCountUndone', { what: DoorCount; seenAt: Instant }>
  | Fact<'RestSpaceRecounted', { present: number; before: number; reason: RecountReason }>
  | Fact<'RestSpaceConfirmed'>
  | Fact<'RestSpaceOpened', { regime: Regime }>
  | Fact<'RestSpaceClosed', { reason: ClosureReason; until: Instant | null }>
  | Fact<'RegimeSwitched', { regime: Regime }>
  | Fact<'RestSpaceDeclaredFull'>
  | Fact<'RestSpaceFullLifted'>
  | Fact<'ServiceSwitched', { service: RestSpaceService; on: boolean }>
  /** A report in figures (PRV-35). The last one filed of a day is the one that holds. */
  | Fact<'DaySheetFiled', { day: LocalDate; figures: DaySheet }>
  /**
   * What is true of the space, without how it came to it: its older facts may then be erased (PRV-51).
   * `saturatingSince`: since when its count stands at the saturation threshold of the pack.
   */
  | Fact<'RestSpaceCarried', { state: RestSpaceState; saturatingSince: Instant | null }>;

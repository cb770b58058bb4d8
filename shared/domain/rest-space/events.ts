import type { Instant } from '../../kernel/instant.ts';
import type { RestSpaceId } from '../../kernel/ids.ts';
import type { ClosureReason, RecountReason, Regime } from './commands.ts';
import type { RestSpaceState } from './state.ts';

type Fact<Type extends string, Fields = unknown> = { type: Type; space: RestSpaceId; at: Instant } & Fields;

export type RestSpaceEvent =
  | Fact<'RestSpaceEntered'>
  | Fact<'RestSpaceLeft'>
  | Fact<'RestSpaceRecounted', { present: number; before: number; reason: RecountReason }>
  | Fact<'RestSpaceConfirmed'>
  | Fact<'RestSpaceOpened', { regime: Regime }>
  | Fact<'RestSpaceClosed', { reason: ClosureReason; until: Instant | null }>
  | Fact<'RegimeSwitched', { regime: Regime }>
  | Fact<'RestSpaceDeclaredFull'>
  | Fact<'RestSpaceFullLifted'>
  /** What is true of the space, without how it came to it: its older facts may then be erased (PRV-51). */
  | Fact<'RestSpaceCarried', { state: RestSpaceState }>;

import type { Instant } from '../../kernel/instant.ts';
import type { UnitId } from '../../kernel/ids.ts';
import type { UnitReport } from './state.ts';

type Fact<Type extends string, Fields = unknown> = { type: Type; unit: UnitId; at: Instant } & Fields;

export type UnitEvent =
  | Fact<'UnitReported', { free: number; occupied: number; closed: number }>
  | Fact<'UnitConfirmed'>
  /** What is true of the unit, without how it came to it: its older facts may then be erased (PRV-51). */
  | Fact<'UnitCarried', { report: UnitReport | null }>;

import type { Instant } from '../../kernel/instant.ts';
import type { HousingLine } from './commands.ts';
import type { HousingReport } from './state.ts';

type Fact<Type extends string, Fields = unknown> = { type: Type; line: HousingLine; at: Instant } & Fields;

export type HousingEvent =
  | Fact<'HousingReported', { capacity: number; taken: number; blocked: number; exitsThisWeek: number }>
  | Fact<'HousingConfirmed'>
  /** What is true of the line, without how it came to it: its older facts may then be erased (PRV-51). */
  | Fact<'HousingCarried', { report: HousingReport | null }>;

import type { Instant } from '../../kernel/instant.ts';
import type { Region, ResidenceCondition, ResidenceKind } from '../placement/commands.ts';
import type { ResidencesReport } from './state.ts';

export type ResidencesEvent =
  | {
      type: 'ResidencesReported';
      region: Region;
      residence: ResidenceKind;
      at: Instant;
      establishments: number;
      free: number;
      conditions: ResidenceCondition[];
    }
  /** What is true of all of them, without how it came to it: older facts may then be erased (PRV-51). */
  | { type: 'ResidencesCarried'; at: Instant; reports: [key: string, report: ResidencesReport][] };

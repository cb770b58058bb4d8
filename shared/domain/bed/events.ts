import type { Instant } from '../../kernel/instant.ts';
import type { AdmissionCode, BedId } from '../../kernel/ids.ts';
import type { BedClosureReason } from './commands.ts';
import type { Bed } from './state.ts';

type Fact<Type extends string, Fields = unknown> = { type: Type; bed: BedId; at: Instant } & Fields;

export type BedEvent =
  | Fact<'BedInstalled'>
  | Fact<'BedRemoved'>
  | Fact<'BedReserved', { code: AdmissionCode; until: Instant; renewals: number }>
  /** The hold ended without an admission: the bed is available again. */
  | Fact<
      'BedReservationEnded',
      { code: AdmissionCode; why: 'expiree' | 'rendue' | 'demande-close' | 'lit-ferme' }
    >
  | Fact<'BedOccupied', { code: AdmissionCode }>
  | Fact<'BedDischarged'>
  | Fact<'BedCleaned'>
  | Fact<'BedClosed', { reason: BedClosureReason; reopensAt: Instant | null }>
  | Fact<'BedReopened'>
  | { type: 'WardConfirmed'; at: Instant }
  /** What is true of every bed, without how it came to it: older facts may then be erased (PRV-51). */
  | { type: 'WardCarried'; at: Instant; beds: [id: BedId, bed: Bed][]; confirmedAt: Instant | null };

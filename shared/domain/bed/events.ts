import type { Instant } from '../../kernel/instant.ts';
import type { AdmissionCode, BedId } from '../../kernel/ids.ts';
import type { BedClosureReason } from './commands.ts';

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
  | { type: 'WardConfirmed'; at: Instant };

import type { Instant } from '../../kernel/instant.ts';
import type { AdmissionCode, BedId } from '../../kernel/ids.ts';
import type { LocalDate } from '../../kernel/local-time.ts';
import type { Assessment, BedClosureReason } from './commands.ts';
import type { Bed } from './state.ts';

type Fact<Type extends string, Fields = unknown> = { type: Type; bed: BedId; at: Instant } & Fields;

export type BedEvent =
  | Fact<'BedInstalled', { surge: boolean }>
  | Fact<'BedRemoved'>
  | Fact<'BedReserved', { code: AdmissionCode; until: Instant; renewals: number }>
  /** The hold ended without an admission: the bed is available again. */
  | Fact<
      'BedReservationEnded',
      { code: AdmissionCode; why: 'expiree' | 'rendue' | 'demande-close' | 'lit-ferme' | 'acceptee-ailleurs' }
    >
  | Fact<'BedOccupied', { code: AdmissionCode }>
  | Fact<'BedDischarged'>
  | Fact<'BedCleaned'>
  | Fact<'BedClosed', { reason: BedClosureReason; reopensAt: Instant | null }>
  | Fact<'BedReopened'>
  /** The last of the four above was a slip: the bed is what it was before. */
  | Fact<'BedChangeUndone'>
  /** The shift of the last change is over: it is no longer taken back, and what was before it is forgotten. */
  | Fact<'BedChangeSettled'>
  /** `day` is the territory's own; null when the assessment was not done after all. */
  | Fact<'AssessmentTicked', { assessment: Assessment; day: LocalDate | null }>
  | { type: 'WardConfirmed'; at: Instant }
  /** What is true of every bed, without how it came to it: older facts may then be erased (PRV-51). */
  | { type: 'WardCarried'; at: Instant; beds: [id: BedId, bed: Bed][]; confirmedAt: Instant | null };

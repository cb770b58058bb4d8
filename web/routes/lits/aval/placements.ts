import { placementStepSchema, type PlacementStep } from '#shared/domain/placement/commands';
import type { EntityOf } from '#shared/view/entity';

export type PlacementEntity = Extract<EntityOf['hospital'], { kind: 'placement' }>;

const STEPS = placementStepSchema.options;

/** How far a placement is: 1 for the first step, of `STEP_COUNT`. */
export function rankOf(step: PlacementStep): number {
  return STEPS.indexOf(step) + 1;
}
export const STEP_COUNT = STEPS.length;

/** Open placements, the longest in their step first: they are the ones that wait for somebody. */
export function openOnes(placements: readonly PlacementEntity[]): PlacementEntity[] {
  return placements
    .filter(({ closedAt }) => closedAt === null)
    .sort((a, b) => a.stepSince.localeCompare(b.stepSince) || a.code.localeCompare(b.code));
}

/** Closed ones as long as they are told of, the last closed first. */
export function closedOnes(placements: readonly PlacementEntity[]): PlacementEntity[] {
  return placements
    .filter(({ closedAt }) => closedAt !== null)
    .sort((a, b) => (b.closedAt ?? '').localeCompare(a.closedAt ?? ''));
}

/** The establishment that agreed, if one did. */
export function agreedOf({ asked }: PlacementEntity): PlacementEntity['asked'][number] | undefined {
  return asked.find(({ answer }) => answer === 'acceptee');
}

/** What a placement may do next; `accord-manquant`: no date is fixed before an establishment has agreed (DOMAIN 8). */
export type NextStep =
  | { readonly kind: 'etape' | 'accord-manquant'; readonly step: PlacementStep }
  /** Nothing follows but its end. */
  | { readonly kind: 'fin' };

export function nextStep(placement: PlacementEntity): NextStep {
  const step = STEPS[rankOf(placement.step)];
  if (step === undefined) return { kind: 'fin' };
  const lacksAgreement = step === 'date-fixee' && agreedOf(placement) === undefined;
  return { kind: lacksAgreement ? 'accord-manquant' : 'etape', step };
}

/** Whether establishments may be asked now: once kind and region are being chosen, until one agrees or is entered. */
export function mayAsk(placement: PlacementEntity): boolean {
  return (
    placement.closedAt === null &&
    rankOf(placement.step) >= rankOf('choix') &&
    rankOf(placement.step) < rankOf('date-fixee') &&
    agreedOf(placement) === undefined
  );
}

/** Whether an agreement may still be taken back: as long as no date stands on it. */
export function mayTakeBack(placement: PlacementEntity): boolean {
  return rankOf(placement.step) < rankOf('date-fixee');
}

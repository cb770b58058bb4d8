import type { Instant } from '../../kernel/instant.ts';

/** A line as one total of the network: `taken + blocked <= capacity` (PRV-61). */
export type HousingReport = {
  readonly capacity: number;
  readonly taken: number;
  readonly blocked: number;
  readonly exitsThisWeek: number;
  /** When the line last said that this is right. */
  readonly confirmedAt: Instant;
};

/** One line of housing (stream `housing:assore`). `report` null: never heard of. */
export type HousingState = { readonly report: HousingReport | null };

export const initialHousing: HousingState = { report: null };

/** Places that somebody could be given now. */
export function freePlaces({ capacity, taken, blocked }: HousingReport): number {
  return capacity - taken - blocked;
}

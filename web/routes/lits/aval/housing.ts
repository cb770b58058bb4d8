/** No line of housing has more places: a value above is a slip of the finger (`shared/domain/housing/commands.ts`). */
export const HOUSING_LIMIT = 2_000;

/** By how much what is taken and blocked passes the capacity; null while it fits. */
export function overfull(figures: {
  readonly capacity: number;
  readonly taken: number;
  readonly blocked: number;
}): { sum: number; capacity: number } | null {
  const sum = figures.taken + figures.blocked;
  return sum > figures.capacity ? { sum, capacity: figures.capacity } : null;
}

/**
 * The team's private tally: people since the last pass, and since the tour began. No time and no place, kept on the
 * phone alone, apart from what is sent (PRV-44).
 */
export type Carnet = { readonly sincePass: number; readonly tour: number };

export const NOTHING: Carnet = { sincePass: 0, tour: 0 };
const MOST = 999;

export function counted(carnet: Carnet, by: 1 | -1): Carnet {
  const sincePass = clamp(carnet.sincePass + by);
  // Taking back more than was counted since the last pass takes nothing from what that pass suggested.
  const changed = sincePass - carnet.sincePass;
  return { sincePass, tour: clamp(carnet.tour + changed) };
}

/** A pass was said: the next one counts from nothing, the tour goes on. */
export function passed(carnet: Carnet): Carnet {
  return { ...carnet, sincePass: 0 };
}

/** What storage held, or nothing when that was not a tally. */
export function read(text: string | null): Carnet {
  const [, sincePass, tour] = /^(\d{1,3})\/(\d{1,3})$/.exec(text ?? '') ?? [];
  return sincePass === undefined || tour === undefined
    ? NOTHING
    : { sincePass: Number(sincePass), tour: Number(tour) };
}

export function written(carnet: Carnet): string {
  return `${carnet.sincePass}/${carnet.tour}`;
}

function clamp(count: number): number {
  return Math.min(MOST, Math.max(0, count));
}

import type { StationFact } from './facts.ts';
import type { LineDrawing } from './line-drawings.ts';
import { searchedIn } from '../terrain/search.ts';

/** The stations to choose from: what was typed; else those of the chosen line, in the line's order; else none. */
export function offeredStations(
  stations: readonly StationFact[],
  line: LineDrawing | undefined,
  typed: string,
): readonly StationFact[] {
  const onLine = line ? stationsOf(line, stations) : stations;
  if (typed.trim() !== '') return searchedIn(onLine, typed);
  return line ? onLine : [];
}

/** Its stations in order; one where branches meet is named once. */
function stationsOf({ branches }: LineDrawing, stations: readonly StationFact[]): StationFact[] {
  return [...new Set(branches.flat())].flatMap((id) => stations.find((station) => station.id === id) ?? []);
}

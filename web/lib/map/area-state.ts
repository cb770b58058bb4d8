/** What a sector says of the half-day that was released (wall). */
export type SectorState = 'passe' | 'a-couvrir' | 'fin-proche' | 'non-diffuse' | 'non-du';

/** Time since the last pass as a share of the half-day: 0 is fresh, 4 is more than a whole one. `null`: never passed. */
export type RecencyStep = 0 | 1 | 2 | 3 | 4;

/** The state of one area of the map: of a sector on the wall, of a zone on the console. */
export type AreaState = SectorState | RecencyStep | null;

/** The key under which a layer looks an area's state up; an area without a state is not released. */
export type StateKey = SectorState | 'step-0' | 'step-1' | 'step-2' | 'step-3' | 'step-4' | 'never';

export function stateKey(state: AreaState | undefined): StateKey {
  if (state === undefined) return 'non-diffuse';
  if (state === null) return 'never';
  return typeof state === 'number' ? `step-${state}` : state;
}

import { createHash } from 'node:crypto';
import type { Territory } from '#shared/territory/schema';
import { slotEnd, slotStart } from '#shared/kernel/slot';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { CoverageCellState, WallEntity } from '#shared/view/wall';
import { sameWindow, type CoverageState } from './coverage.ts';
import type { CoverageReleased, WindowRef } from './events.ts';

export type DayWindow = WindowRef & { readonly start: Instant; readonly end: Instant };
type WallRelease = Extract<CoverageReleased, { audience: 'wall' }>;

/**
 * The coverage entities of the wall at a tick: one per sector and metro sector, with a cell for each half-day of the
 * operational day, and the time all this describes. A function of what was released to the wall, and of nothing else.
 */
export function wallCoverage(
  state: CoverageState,
  tick: Instant,
  day: LocalDate,
  windows: readonly DayWindow[],
  territory: Territory,
): WallEntity[] {
  const last = state.wall.at(-1);
  const columns = windows.map((window) => ({ window, column: columnOf(window, last, state.ended, tick) }));
  const cells = (covered: (release: WallRelease) => boolean) =>
    columns.map(({ window, column }) => ({ window: window.window, state: cellOf(column, covered) }));

  const sectors = territory.surface.sectors.map(({ id }): WallEntity => {
    return { kind: 'sector', id, cells: cells((release) => release.surface.includes(id)) };
  });
  const metroSectors = territory.underground.metroSectors.map(({ id }): WallEntity => {
    return { kind: 'metro-sector', id, cells: cells((release) => release.underground.includes(id)) };
  });
  const shown = [...sectors, ...metroSectors];
  const situation: WallEntity = {
    kind: 'situation',
    day,
    describes: last ? slotEnd(last.slot) : null,
    releasedAt: last ? last.tick : null,
    mark: createHash('sha256')
      .update(JSON.stringify([last?.tick, shown]))
      .digest('hex')
      .slice(0, 4)
      .toUpperCase(),
  };
  return [...shown, situation];
}

type Column =
  | { kind: 'non-du' }
  | { kind: 'pas-encore-diffuse' }
  | { kind: 'en-cours'; release: WallRelease }
  | { kind: 'close'; release: WallRelease | undefined };

function columnOf(
  window: DayWindow,
  last: WallRelease | undefined,
  ended: readonly WallRelease[],
  tick: Instant,
): Column {
  const release = ended.find((end) => sameWindow(end.window, window));
  if (last && slotEnd(last.slot) >= window.end) return { kind: 'close', release };
  if (release) return { kind: 'en-cours', release };
  const begun = tick >= window.start || (last !== undefined && slotStart(last.slot) >= window.start);
  return { kind: begun ? 'pas-encore-diffuse' : 'non-du' };
}

function cellOf(column: Column, covered: (release: WallRelease) => boolean): CoverageCellState {
  switch (column.kind) {
    case 'non-du':
    case 'pas-encore-diffuse':
      return column.kind;
    case 'en-cours':
      return covered(column.release) ? 'passe' : 'a-couvrir';
    case 'close':
      // A half-day of which nothing was ever released (the server was new) is not said to be missed.
      if (!column.release) return 'pas-encore-diffuse';
      return covered(column.release) ? 'passe' : 'manque';
  }
}

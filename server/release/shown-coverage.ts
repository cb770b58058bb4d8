import { createHash } from 'node:crypto';
import { slotEnd, slotStart } from '#shared/kernel/slot';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { Territory } from '#shared/territory/schema';
import type { CoverageCellState, CoverageEntity } from '#shared/view/coverage';
import { sameWindow, type CoverageState } from './coverage.ts';
import type { CoverageReleased, WindowRef } from './events.ts';

export type DayWindow = WindowRef & { readonly start: Instant; readonly end: Instant };

/** The operational day as it is drawn: its date, its half-days, and what a territory holds. */
export type Day = {
  readonly day: LocalDate;
  readonly windows: readonly DayWindow[];
  readonly territory: Territory;
};
type Area = Extract<CoverageEntity, { cells: unknown }>;
type Shown = { readonly areas: Area[]; readonly situation: Situation };
type Situation = { day: LocalDate; describes: Instant; releasedAt: Instant; mark: string };

/**
 * What a release shows on the surface: one area each with a cell for every half-day of the operational day, and the
 * time all this describes. A function of what was released to that audience, and of nothing else.
 */
export function shownSurface(
  release: Exclude<CoverageReleased, { audience: 'ratp' }>,
  state: CoverageState,
  { day, windows, territory }: Day,
): Shown {
  const cells = columnsOf(release, state, windows);
  const areas: Area[] =
    release.audience === 'mobile'
      ? territory.surface.zones.map(({ id }) => ({ kind: 'zone-coverage', id, cells: cells('surface', id) }))
      : territory.surface.sectors.map(({ id }) => ({ kind: 'sector', id, cells: cells('surface', id) }));
  return { areas, situation: situationOf(release, day, areas) };
}

/** What a release shows underground. */
export function shownUnderground(
  release: Extract<CoverageReleased, { audience: 'ratp' | 'wall' }>,
  state: CoverageState,
  { day, windows, territory }: Day,
): Shown {
  const { groups, metroSectors } = territory.underground;
  const cells = columnsOf(release, state, windows);
  const areas: Area[] =
    release.audience === 'ratp'
      ? groups.map(({ id }) => ({ kind: 'group', id, cells: cells('underground', id) }))
      : metroSectors.map(({ id }) => ({ kind: 'metro-sector', id, cells: cells('underground', id) }));
  return { areas, situation: situationOf(release, day, areas) };
}

export function situationOf(release: CoverageReleased, day: LocalDate, areas: readonly Area[]): Situation {
  return {
    day,
    describes: slotEnd(release.slot),
    releasedAt: release.tick,
    mark: createHash('sha256')
      .update(JSON.stringify([release.tick, areas]))
      .digest('hex')
      .slice(0, 4)
      .toUpperCase(),
  };
}

type Column =
  | { kind: 'non-du' }
  | { kind: 'pas-encore-diffuse' }
  | { kind: 'en-cours'; release: CoverageReleased }
  | { kind: 'close'; release: CoverageReleased | undefined; isWhole: boolean };
type Layer = 'surface' | 'underground';

function columnsOf(last: CoverageReleased, { ended, begun }: CoverageState, windows: readonly DayWindow[]) {
  const columns = windows.map((window) => ({
    window: window.window,
    column: columnOf(
      window,
      last,
      ended.find((end) => end.audience === last.audience && sameWindow(end.window, window)),
      begun.some(
        (first) =>
          first.audience === last.audience &&
          sameWindow(first.window, window) &&
          slotStart(first.slot) <= window.start,
      ),
    ),
  }));
  return (layer: Layer, id: string) =>
    columns.map(({ window, column }) => ({ window, state: cellOf(column, layer, id) }));
}

function columnOf(
  window: DayWindow,
  last: CoverageReleased,
  release: CoverageReleased | undefined,
  isWhole: boolean,
): Column {
  if (slotEnd(last.slot) >= window.end) return { kind: 'close', release, isWhole };
  if (release) return { kind: 'en-cours', release };
  return { kind: last.tick >= window.start ? 'pas-encore-diffuse' : 'non-du' };
}

function cellOf(column: Column, layer: Layer, id: string): CoverageCellState {
  switch (column.kind) {
    case 'non-du':
    case 'pas-encore-diffuse':
      return column.kind;
    case 'en-cours':
      return isCovered(column.release, layer, id) ? 'passe' : 'a-couvrir';
    case 'close':
      if (column.release && isCovered(column.release, layer, id)) return 'passe';
      // A half-day that was not watched whole (the server was new) is not said to be missed.
      return column.isWhole ? 'manque' : 'pas-encore-diffuse';
  }
}

function isCovered(release: CoverageReleased, layer: Layer, id: string): boolean {
  const covered: readonly string[] =
    layer === 'surface'
      ? 'surface' in release
        ? release.surface
        : []
      : 'underground' in release
        ? release.underground
        : [];
  return covered.includes(id);
}

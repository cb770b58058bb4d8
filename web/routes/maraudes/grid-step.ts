/** Where a cell stands. Rows may be of unequal length, and a column may be missing from a row. */
export type GridSpot = { readonly row: number; readonly column: number };

/** The index to which an arrow leads from one cell; the same at an edge, null for another key. */
export function gridStep(key: string, spots: readonly GridSpot[], from: number): number | null {
  const here = spots[from];
  if (!here) return null;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowLeft': {
      const step = key === 'ArrowRight' ? 1 : -1;
      const there = from + step;
      return spots[there]?.row === here.row ? there : from;
    }
    case 'ArrowDown':
      return nearestIn(spots, here, here.row + 1) ?? from;
    case 'ArrowUp':
      return nearestIn(spots, here, here.row - 1) ?? from;
    default:
      return null;
  }
}

function nearestIn(spots: readonly GridSpot[], { column }: GridSpot, row: number): number | null {
  let best: number | null = null;
  let distance = Infinity;
  for (const [index, spot] of spots.entries()) {
    if (spot.row !== row || Math.abs(spot.column - column) >= distance) continue;
    best = index;
    distance = Math.abs(spot.column - column);
  }
  return best;
}

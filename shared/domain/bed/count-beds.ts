import { assertNever } from '../../kernel/assert-never.ts';
import type { Bed } from './state.ts';

export type BedCounts = {
  installed: number;
  available: number;
  reserved: number;
  occupied: number;
  cleaning: number;
  /** For any cause but cleaning. */
  closed: number;
};

/** The ward in numbers: `installed = available + reserved + occupied + cleaning + closed`, always (DOMAIN 5). */
export function countBeds(beds: ReadonlyMap<unknown, Bed>): BedCounts {
  const counts = { installed: beds.size, available: 0, reserved: 0, occupied: 0, cleaning: 0, closed: 0 };
  for (const bed of beds.values()) counts[columnOf(bed)] += 1;
  return counts;
}

function columnOf(bed: Bed): Exclude<keyof BedCounts, 'installed'> {
  switch (bed.state) {
    case 'disponible':
      return 'available';
    case 'reserve':
      return 'reserved';
    case 'occupe':
      return 'occupied';
    case 'menage':
      return 'cleaning';
    case 'ferme':
      return 'closed';
    default:
      return assertNever(bed);
  }
}

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
  /** Added in a surge, in any state: outside `installed` and its sum. */
  surge: number;
  surgeAvailable: number;
};

/**
 * The ward in numbers: `installed = available + reserved + occupied + cleaning + closed`, always (DOMAIN 5). Beds added
 * in a surge are counted apart.
 */
export function countBeds(beds: ReadonlyMap<unknown, Bed>): BedCounts {
  const counts: BedCounts = {
    installed: 0,
    available: 0,
    reserved: 0,
    occupied: 0,
    cleaning: 0,
    closed: 0,
    surge: 0,
    surgeAvailable: 0,
  };
  for (const bed of beds.values()) {
    if (bed.surge) {
      counts.surge += 1;
      if (bed.state === 'disponible') counts.surgeAvailable += 1;
    } else {
      counts.installed += 1;
      counts[columnOf(bed)] += 1;
    }
  }
  return counts;
}

/** Places that may be offered now: a bed added in a surge is one. */
export function freeBeds({ available, surgeAvailable }: BedCounts): number {
  return available + surgeAvailable;
}

function columnOf(bed: Bed): 'available' | 'reserved' | 'occupied' | 'cleaning' | 'closed' {
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

import type { AdmissionCode, BedId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { AdmissionRequest } from '../admission/state.ts';
import type { Bed, ReservedBed } from '../bed/state.ts';

/** The ward's beds and the requests for them: one aggregate (stream `d2o`), so that holding a bed is one lock. */
export type D2oState = {
  readonly beds: ReadonlyMap<BedId, Bed>;
  readonly requests: ReadonlyMap<AdmissionCode, AdmissionRequest>;
  /** When the ward last said that its whole board is right. */
  readonly confirmedAt: Instant | null;
};

export const initialD2o: D2oState = { beds: new Map(), requests: new Map(), confirmedAt: null };

/** The bed held for this request, or null. */
export function holdOf(state: D2oState, code: AdmissionCode): { id: BedId; bed: ReservedBed } | null {
  for (const [id, bed] of state.beds) {
    if (bed.state === 'reserve' && bed.code === code) return { id, bed };
  }
  return null;
}

/** The beds that may be reserved now, in the order of their numbers; those added in a surge too. */
export function freeBedsOf({ beds }: D2oState): BedId[] {
  const free = [...beds].flatMap(([id, { state }]) => (state === 'disponible' ? [id] : []));
  return free.sort((a, b) => numberOf(a) - numberOf(b));
}

function numberOf(bed: BedId): number {
  return Number(bed.slice('lit-'.length));
}

import type { CommandId, StationId, ZoneId } from '../../kernel/ids.ts';
import type { Need, PeopleClass, Place } from './commands.ts';

/** A pass not taken back. `late`: declared after its slot was sealed, so the leads alone will know of it. */
export type DeclaredPass = {
  readonly place: Place;
  readonly people: PeopleClass;
  readonly needs: readonly Need[];
  readonly late: boolean;
};

/** What was published of a slot, once and for ever. */
export type Seal = { readonly zones: readonly ZoneId[]; readonly stations: readonly StationId[] };

/** One half-hour slot (stream `pass:{slot}`). */
export type SlotState = {
  readonly passes: ReadonlyMap<CommandId, DeclaredPass>;
  readonly sealed: Seal | null;
};

export const initialSlot: SlotState = { passes: new Map(), sealed: null };

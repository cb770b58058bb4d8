import type { D2oEvent } from '#shared/domain/d2o/evolve';
import { evolveD2o } from '#shared/domain/d2o/evolve';
import { initialD2o, type D2oState } from '#shared/domain/d2o/state';
import type { PassEvent } from '#shared/domain/pass/events';
import { evolveSlot } from '#shared/domain/pass/evolve';
import { initialSlot, type SlotState } from '#shared/domain/pass/state';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import { evolveRestSpace } from '#shared/domain/rest-space/evolve';
import { initialRestSpace, type RestSpaceState } from '#shared/domain/rest-space/state';
import type { RestSpaceId } from '#shared/kernel/ids';
import type { Slot } from '#shared/kernel/slot';
import { evolveCoverage, NOTHING_RELEASED, type CoverageState } from '#server/release/coverage';
import type { CapacityReleased, CoverageReleased } from '#server/release/events';
import { evolveRhythm, NO_RHYTHM, type RhythmEvent, type RhythmState } from '#server/release/rhythm';
import type { RetentionEvent } from '#server/retention/events';
import { evolveRetention, NOTHING_CARRIED, type RetentionState } from '#server/retention/state';
import { evolveCapacity, NO_CAPACITY_RELEASED, type CapacityState } from '#server/release/capacity';

/** One kind of aggregate: its state, its facts, and the fold that binds them. A stream is one aggregate. */
export type Aggregate<State, Event> = {
  readonly stream: string;
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
};

/** The half-hour that a pass belongs to: passes and seals of one slot are decided one after the other. */
export function slotStream(slot: Slot): Aggregate<SlotState, PassEvent> {
  return { stream: `pass:${slot}`, initial: initialSlot, evolve: evolveSlot };
}

/** The slot whose stream this is; null for any other stream. */
export function slotOfStream(stream: string): Slot | null {
  return stream.startsWith('pass:') ? (stream.slice('pass:'.length) as Slot) : null;
}

export function restSpaceStream(space: RestSpaceId): Aggregate<RestSpaceState, RestSpaceEvent> {
  return { stream: `rest-space:${space}`, initial: initialRestSpace, evolve: evolveRestSpace };
}

export const d2oStream: Aggregate<D2oState, D2oEvent> = {
  stream: 'd2o',
  initial: initialD2o,
  evolve: evolveD2o,
};

export const coverageStream: Aggregate<CoverageState, CoverageReleased> = {
  stream: 'coverage',
  initial: NOTHING_RELEASED,
  evolve: evolveCoverage,
};

export const capacityStream: Aggregate<CapacityState, CapacityReleased> = {
  stream: 'capacity',
  initial: NO_CAPACITY_RELEASED,
  evolve: evolveCapacity,
};

export const rhythmStream: Aggregate<RhythmState, RhythmEvent> = {
  stream: 'rhythm',
  initial: NO_RHYTHM,
  evolve: evolveRhythm,
};

export const retentionStream: Aggregate<RetentionState, RetentionEvent> = {
  stream: 'retention',
  initial: NOTHING_CARRIED,
  evolve: evolveRetention,
};

/** Where refusals are kept that no state was read for. It never holds a fact. */
export const refusalsStream: Aggregate<null, never> = {
  stream: 'refusals',
  initial: null,
  evolve: (state) => state,
};

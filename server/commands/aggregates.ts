import type { D2oEvent } from '#shared/domain/d2o/evolve';
import { evolveD2o } from '#shared/domain/d2o/evolve';
import { initialD2o, type D2oState } from '#shared/domain/d2o/state';
import { evolveDispatch, type DispatchEvent } from '#shared/domain/dispatch/evolve';
import { initialDispatch, type DispatchState } from '#shared/domain/dispatch/state';
import type { HospitalTeamEvent } from '#shared/domain/hospital-team/events';
import { evolveHospitalTeam } from '#shared/domain/hospital-team/evolve';
import { initialHospitalTeam, type HospitalTeamState } from '#shared/domain/hospital-team/state';
import type { HousingLine } from '#shared/domain/housing/commands';
import type { HousingEvent } from '#shared/domain/housing/events';
import { evolveHousing } from '#shared/domain/housing/evolve';
import { initialHousing, type HousingState } from '#shared/domain/housing/state';
import type { PassEvent } from '#shared/domain/pass/events';
import { evolveSlot } from '#shared/domain/pass/evolve';
import { initialSlot, type SlotState } from '#shared/domain/pass/state';
import type { PlacementEvent } from '#shared/domain/placement/events';
import { evolvePlacement } from '#shared/domain/placement/evolve';
import { initialPlacement, type PlacementState } from '#shared/domain/placement/state';
import type { ResidencesEvent } from '#shared/domain/residences/events';
import { evolveResidences } from '#shared/domain/residences/evolve';
import { initialResidences, type ResidencesState } from '#shared/domain/residences/state';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import { evolveRestSpace } from '#shared/domain/rest-space/evolve';
import { initialRestSpace, type RestSpaceState } from '#shared/domain/rest-space/state';
import {
  evolveClosures,
  type ClosuresTold,
  type StationClosures,
} from '#shared/domain/station-closure/events';
import type { TerritorySettingsEvent } from '#shared/domain/territory-settings/events';
import { evolveSettings, NO_SETTINGS, type TerritorySettings } from '#shared/domain/territory-settings/state';
import type { UnitEvent } from '#shared/domain/unit/events';
import { evolveUnit } from '#shared/domain/unit/evolve';
import { initialUnit, type UnitState } from '#shared/domain/unit/state';
import type { HospitalTeamId, PlacementCode, RestSpaceId, UnitId } from '#shared/kernel/ids';
import type { Slot } from '#shared/kernel/slot';
import { evolveCoverage, NOTHING_RELEASED, type CoverageState } from '#server/release/coverage';
import type { CapacityReleased, CoverageReleased, FlowsCounted } from '#server/release/events';
import { evolveFlows, NO_FLOWS, type FlowsState } from '#server/release/flow-figures';
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

export function unitStream(unit: UnitId): Aggregate<UnitState, UnitEvent> {
  return { stream: `unit:${unit}`, initial: initialUnit, evolve: evolveUnit };
}

/** A hospital mobile team and the joint outings asked of it, which are decided one after the other. */
export function hospitalTeamStream(team: HospitalTeamId): Aggregate<HospitalTeamState, HospitalTeamEvent> {
  return { stream: `hospital-team:${team}`, initial: initialHospitalTeam, evolve: evolveHospitalTeam };
}

export function housingStream(line: HousingLine): Aggregate<HousingState, HousingEvent> {
  return { stream: `housing:${line}`, initial: initialHousing, evolve: evolveHousing };
}

export const residencesStream: Aggregate<ResidencesState, ResidencesEvent> = {
  stream: 'residences',
  initial: initialResidences,
  evolve: evolveResidences,
};

/** One placement, so that its erasure is the end of its stream: nothing is left to name it. */
export function placementStream(code: PlacementCode): Aggregate<PlacementState, PlacementEvent> {
  return { stream: `placement:${code}`, initial: initialPlacement, evolve: evolvePlacement };
}

export const dispatchStream: Aggregate<DispatchState, DispatchEvent> = {
  stream: 'dispatch',
  initial: initialDispatch,
  evolve: evolveDispatch,
};

/** What the operator's feed says, and nobody of ours. */
export const closuresStream: Aggregate<StationClosures, ClosuresTold> = {
  stream: 'station-closures',
  initial: [],
  evolve: evolveClosures,
};

/** What the administration says in place of the pack. */
export const settingsStream: Aggregate<TerritorySettings, TerritorySettingsEvent> = {
  stream: 'territory-settings',
  initial: NO_SETTINGS,
  evolve: evolveSettings,
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

/** The figures of the months, as they were released. */
export const flowsStream: Aggregate<FlowsState, FlowsCounted> = {
  stream: 'flows',
  initial: NO_FLOWS,
  evolve: evolveFlows,
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

import type { MetroSectorId, SectorId, StationGroupId, WindowId, ZoneId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { Slot } from '#shared/kernel/slot';
import type { Share } from '#shared/view/capacity';
import type { RestSpaceBand, RestSpaceDoor } from '#shared/view/offered';
import type { Flows } from '#shared/view/services';
import type { WallEntity } from '#shared/view/wall';

/** One half-day of one operational day. */
export type WindowRef = { day: LocalDate; window: WindowId };

/**
 * What was released, recorded once: every node publishes what the log holds, and any past screen can be audited
 * (PRV-17). `slot` is the last half-hour included; the sets hold every area passed so far in that slot's window.
 */
export type CoverageReleased =
  | {
      type: 'CoverageReleased';
      audience: 'mobile';
      tick: Instant;
      slot: Slot;
      window: WindowRef | null;
      surface: ZoneId[];
    }
  | {
      type: 'CoverageReleased';
      audience: 'hospital';
      tick: Instant;
      slot: Slot;
      window: WindowRef | null;
      surface: SectorId[];
    }
  | {
      type: 'CoverageReleased';
      audience: 'ratp';
      tick: Instant;
      slot: Slot;
      window: WindowRef | null;
      underground: StationGroupId[];
    }
  | {
      type: 'CoverageReleased';
      audience: 'wall';
      tick: Instant;
      slot: Slot;
      window: WindowRef | null;
      surface: SectorId[];
      underground: MetroSectorId[];
    };

type WallCapacity = Extract<WallEntity, { kind: 'rest-space' | 'beds' | 'queue' }>;
export type CapacityEntity = WallCapacity | RestSpaceBand | RestSpaceDoor;

/** The bodies that changed for an audience at this tick (or at once, when a space fills or the last bed goes). */
export type CapacityReleased =
  | { type: 'CapacityReleased'; audience: 'hospital'; tick: Instant; entities: RestSpaceBand[] }
  | { type: 'CapacityReleased'; audience: 'ratp'; tick: Instant; entities: RestSpaceDoor[] }
  | { type: 'CapacityReleased'; audience: 'wall'; tick: Instant; entities: WallCapacity[] };

/** A half-day begins: its cells of coverage are due. `whole`: this was recorded at its start, not in its middle. */
export type WindowOpened = { type: 'WindowOpened'; whole: boolean } & WindowRef;
/** Its last slot is sealed: what has no pass is missed, and stays missed. */
export type WindowClosed = {
  type: 'WindowClosed';
  missedSectors: SectorId[];
  missedGroups: StationGroupId[];
} & WindowRef;

/** A week's admissions, counted once it is over: what history keeps of them (PRV-33). */
export type WeekCounted = { type: 'WeekCounted'; week: LocalDate; admitted: number; under24h: number };
/** Monday 06:00: the share shown until next Monday (PRV-32). */
export type ShareComputed = { type: 'ShareComputed'; at: Instant; share: Share };

export type MonthFlows = Omit<Flows, 'kind'>;
/** 06:00 every day: the figures of the month under way and of the twelve before, without those that may not be said. */
export type FlowsCounted = { type: 'FlowsCounted'; at: Instant; months: MonthFlows[] };

export type ReleaseEvent =
  | CoverageReleased
  | CapacityReleased
  | WindowOpened
  | WindowClosed
  | WeekCounted
  | ShareComputed
  | FlowsCounted;

import type { PassEvent } from '#shared/domain/pass/events';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import type { D2oEvent } from '#shared/domain/d2o/evolve';
import type { Instant } from '#shared/kernel/instant';
import { assertNever } from '#shared/kernel/assert-never';
import { slotOf } from '#shared/kernel/slot';
import type { Policy } from '#shared/policy/schema';
import { createPlaces, type Places } from '#shared/territory/places';
import type { Territory } from '#shared/territory/schema';
import { createWindows, type Windows } from '#shared/territory/windows';
import { KeyedView } from '#shared/view/keyed-view';
import type { LeadEntity } from '#shared/view/lead';
import { wallKeyOf, type WallEntity } from '#shared/view/wall';
import type { EventRecord } from '#server/log/event-log';
import { countAdmission, type AdmissionWeeks } from '#server/projections/admission-weeks';
import { LeadBoard } from '#server/projections/lead-board';
import { passesAfter, passesSince, type PassesByPlace } from '#server/projections/passes-by-place';
import { roomAfter, type RoomSince } from '#server/projections/room-since';
import type { CoverageReleased } from '#server/release/events';
import { wallCoverage } from '#server/release/wall-coverage';
import {
  capacityStream,
  coverageStream,
  d2oStream,
  restSpaceStream,
  rhythmStream,
  slotStream,
  type Aggregate,
} from './aggregates.ts';
import type { Aggregates } from './draft.ts';
import type { LogEvent } from './event.ts';
import { fromPlain, toPlain } from './plain.ts';

/** Bump when the shape below changes: an older snapshot is then ignored, and the log replayed. */
export const SNAPSHOT_FORMAT = 1;

type Kept = {
  latest: Instant | null;
  streams: Map<string, { version: number; state: unknown }>;
  passes: PassesByPlace;
  weeks: AdmissionWeeks;
  room: RoomSince;
  lead: ReturnType<KeyedView<LeadEntity>['save']>;
  wall: ReturnType<KeyedView<WallEntity>['save']>;
};

/** Everything known, as a fold of the log: the same on every node, live or replayed. */
export class World implements Aggregates {
  readonly territory: Territory;
  readonly policy: Policy;
  readonly places: Places;
  readonly windows: Windows;
  position = 0;
  /** The time of the newest fact that has one. */
  latest: Instant | null = null;
  #streams: Kept['streams'] = new Map();
  #passes: PassesByPlace = new Map();
  #weeks: AdmissionWeeks = new Map();
  #room: RoomSince = new Map();
  #lead = new KeyedView<LeadEntity>();
  #wall = new KeyedView<WallEntity>();
  #board: LeadBoard;

  constructor(territory: Territory, policy: Policy) {
    this.territory = territory;
    this.policy = policy;
    this.places = createPlaces(territory);
    this.windows = createWindows(territory.rhythm);
    this.#board = new LeadBoard(this.#lead, territory, this.places, this.windows);
    this.#board.seed(d2oStream.initial);
  }

  get lead(): KeyedView<LeadEntity> {
    return this.#lead;
  }

  get wall(): KeyedView<WallEntity> {
    return this.#wall;
  }

  get weeks(): AdmissionWeeks {
    return this.#weeks;
  }

  get room(): RoomSince {
    return this.#room;
  }

  state<State, Event>(aggregate: Aggregate<State, Event>): State {
    const known = this.#streams.get(aggregate.stream);
    return known ? (known.state as State) : aggregate.initial;
  }

  version(stream: string): number {
    return this.#streams.get(stream)?.version ?? 0;
  }

  /** Folds one record of the log. Records come in the order of their positions, each once. */
  apply(record: EventRecord): void {
    if (record.position <= this.position) return;
    this.position = record.position;
    // Written by this code alone, after validation at the border: the log is trusted, or nothing is.
    const event = record.event as LogEvent;
    this.#fold(event);
    const at = 'at' in event ? event.at : 'tick' in event ? event.tick : null;
    if (at !== null && (this.latest === null || at > this.latest)) this.latest = at;
  }

  save(): string {
    const kept: Kept = {
      latest: this.latest,
      streams: this.#streams,
      passes: this.#passes,
      weeks: this.#weeks,
      room: this.#room,
      lead: this.#lead.save(),
      wall: this.#wall.save(),
    };
    return JSON.stringify(toPlain(kept));
  }

  restore(position: number, body: string): void {
    const kept = fromPlain(JSON.parse(body)) as Kept;
    this.position = position;
    this.latest = kept.latest;
    this.#streams = kept.streams;
    this.#passes = kept.passes;
    this.#weeks = kept.weeks;
    this.#room = kept.room;
    this.#lead = KeyedView.restore(kept.lead);
    this.#wall = KeyedView.restore(kept.wall);
    this.#board = new LeadBoard(this.#lead, this.territory, this.places, this.windows);
  }

  #fold(event: LogEvent): void {
    switch (event.type) {
      case 'PassDeclared':
      case 'PassWithdrawn':
      case 'SlotSealed':
        return this.#foldPass(event);
      case 'RestSpaceEntered':
      case 'RestSpaceLeft':
      case 'RestSpaceRecounted':
      case 'RestSpaceConfirmed':
      case 'RestSpaceOpened':
      case 'RestSpaceClosed':
      case 'RegimeSwitched':
      case 'RestSpaceDeclaredFull':
      case 'RestSpaceFullLifted':
        return this.#foldRestSpace(event);
      case 'BedInstalled':
      case 'BedRemoved':
      case 'BedReserved':
      case 'BedReservationEnded':
      case 'BedOccupied':
      case 'BedDischarged':
      case 'BedCleaned':
      case 'BedClosed':
      case 'BedReopened':
      case 'WardConfirmed':
      case 'AdmissionRequested':
      case 'RequestAcknowledged':
      case 'RequestAssessed':
      case 'RequestAccepted':
      case 'RequestReturnedToAssessment':
      case 'DepartedForWard':
      case 'PersonAdmitted':
      case 'RequestRedirected':
      case 'RequestRefused':
      case 'RequestWithdrawn':
      case 'RequestLost':
        return this.#foldD2o(event);
      case 'CoverageReleased':
        this.#advance(coverageStream, event);
        if (event.audience === 'wall') this.#showCoverage(event);
        return;
      case 'CapacityReleased':
        this.#advance(capacityStream, event);
        for (const entity of event.entities) {
          this.#wall.put(wallKeyOf(entity), entity);
          if (entity.kind === 'queue') this.#board.queue(entity.level);
        }
        return;
      case 'WindowOpened':
        this.#advance(rhythmStream, event);
        this.#board.windowOpened(event);
        return;
      case 'WindowClosed':
        this.#advance(rhythmStream, event);
        this.#board.windowClosed(event);
        return;
      case 'WeekCounted':
      case 'ShareComputed':
        this.#advance(rhythmStream, event);
        return;
      default:
        return assertNever(event);
    }
  }

  #foldPass(event: PassEvent): void {
    const stream = slotStream(event.slot);
    const late = this.state(stream).sealed !== null;
    this.#advance(stream, event);
    const { passes, changed } = passesAfter(this.#passes, event, late);
    this.#passes = passes;
    if (changed === null || event.type === 'SlotSealed') return;
    this.#board.place(changed, passes);
    this.#board.duty(event.place, event.slot, passes);
  }

  #foldRestSpace(event: RestSpaceEvent): void {
    const stream = restSpaceStream(event.space);
    this.#advance(stream, event);
    const facts = this.territory.services.restSpaces.find(({ id }) => id === event.space);
    if (!facts) return;
    const state = this.state(stream);
    this.#room = roomAfter(this.#room, facts, state, event.at, this.policy);
    this.#board.restSpace(facts, state);
  }

  #foldD2o(event: D2oEvent): void {
    this.#advance(d2oStream, event);
    if (event.type === 'PersonAdmitted') {
      this.#weeks = countAdmission(this.#weeks, event, this.territory.rhythm.timezone);
    }
    this.#board.beds(this.state(d2oStream));
  }

  #showCoverage({ tick }: CoverageReleased): void {
    const day = this.windows.operationalDayOf(tick);
    const windows = this.windows.windowsOfDay(day);
    for (const entity of wallCoverage(this.state(coverageStream), tick, day, windows, this.territory)) {
      this.#wall.put(wallKeyOf(entity), entity);
    }
    const { passes, changed } = passesSince(this.#passes, slotOf(tick));
    this.#passes = passes;
    for (const place of changed) this.#board.place(place, passes);
  }

  #advance<State, Event extends LogEvent>(aggregate: Aggregate<State, Event>, event: Event): void {
    const version = this.version(aggregate.stream) + 1;
    this.#streams.set(aggregate.stream, { version, state: aggregate.evolve(this.state(aggregate), event) });
  }
}

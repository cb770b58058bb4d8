import type { PassEvent } from '#shared/domain/pass/events';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import type { D2oEvent } from '#shared/domain/d2o/evolve';
import { forgetRequests } from '#shared/domain/d2o/forget';
import type { Instant } from '#shared/kernel/instant';
import { assertNever } from '#shared/kernel/assert-never';
import { slotOf } from '#shared/kernel/slot';
import type { Policy } from '#shared/policy/schema';
import { createPlaces, type Places } from '#shared/territory/places';
import type { Territory } from '#shared/territory/schema';
import { createWindows, type Windows } from '#shared/territory/windows';
import type { KeyedView } from '#shared/view/keyed-view';
import type { Entity } from '#shared/view/entity';
import type { EventRecord } from '#server/log/event-log';
import { countAdmission, type AdmissionWeeks } from '#server/projections/admission-weeks';
import { CoverageBoards } from '#server/projections/coverage-boards';
import { LeadBoard } from '#server/projections/lead-board';
import { passesAfter, passesSince, type PassesByPlace } from '#server/projections/passes-by-place';
import { roomAfter, type RoomSince } from '#server/projections/room-since';
import { ServiceBoards } from '#server/projections/service-boards';
import type { CoverageReleased } from '#server/release/events';
import { Views } from '#server/release/views';
import { requestsOffScreens, type RequestPositions } from '#server/retention/due';
import type { Carried, Erased } from '#server/retention/events';
import { isForgottenAt } from '#server/retention/lives';
import {
  capacityStream,
  coverageStream,
  d2oStream,
  restSpaceStream,
  retentionStream,
  rhythmStream,
  slotOfStream,
  slotStream,
  type Aggregate,
} from './aggregates.ts';
import type { Aggregates } from './draft.ts';
import { retentionOf, type LogEvent } from './event.ts';
import { fromPlain, toPlain } from './plain.ts';

/** Bump when the shape below changes: an older snapshot is then ignored, and the log replayed. */
export const SNAPSHOT_FORMAT = 4;

type Kept = {
  latest: Instant | null;
  streams: Map<string, { version: number; state: unknown }>;
  passes: PassesByPlace;
  weeks: AdmissionWeeks;
  room: RoomSince;
  requestPositions: RequestPositions;
  views: ReturnType<Views['save']>;
};

/** Everything known, as a fold of the log: the same on every node, live or replayed. */
export class World implements Aggregates {
  readonly territory: Territory;
  readonly policy: Policy;
  readonly places: Places;
  readonly windows: Windows;
  readonly views: Views;
  position = 0;
  /** The time of the newest fact that has one. */
  latest: Instant | null = null;
  #streams: Kept['streams'] = new Map();
  #passes: PassesByPlace = new Map();
  #weeks: AdmissionWeeks = new Map();
  #room: RoomSince = new Map();
  #requestPositions: RequestPositions = new Map();
  readonly #services: ServiceBoards;
  readonly #coverage: CoverageBoards;
  #board: LeadBoard;

  constructor(territory: Territory, policy: Policy) {
    this.territory = territory;
    this.policy = policy;
    this.places = createPlaces(territory);
    this.windows = createWindows(territory.rhythm);
    this.views = new Views(territory);
    this.#services = new ServiceBoards(this.views, territory);
    this.#coverage = new CoverageBoards(this.views, territory);
    this.#board = this.#leadBoard();
    this.#board.seed();
    for (const facts of territory.services.restSpaces) {
      this.#services.restSpace(facts, this.state(restSpaceStream(facts.id)));
    }
    this.#services.beds(this.state(d2oStream));
  }

  get lead(): KeyedView<Entity> {
    return this.views.of('lead');
  }

  get wall(): KeyedView<Entity> {
    return this.views.of('wall');
  }

  get weeks(): AdmissionWeeks {
    return this.#weeks;
  }

  get room(): RoomSince {
    return this.#room;
  }

  /** Where the facts of each request are in the log. */
  get requestPositions(): RequestPositions {
    return this.#requestPositions;
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
    this.#fold(event, record);
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
      requestPositions: this.#requestPositions,
      views: this.views.save(),
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
    this.#requestPositions = kept.requestPositions;
    this.views.restore(kept.views);
    this.#board = this.#leadBoard();
  }

  #fold(event: LogEvent, record: EventRecord): void {
    switch (event.type) {
      case 'PassDeclared':
      case 'PassWithdrawn':
      case 'SlotSealed':
        return this.#foldPass(event, record);
      case 'RestSpaceEntered':
      case 'RestSpaceLeft':
      case 'RestSpaceRecounted':
      case 'RestSpaceConfirmed':
      case 'RestSpaceOpened':
      case 'RestSpaceClosed':
      case 'RegimeSwitched':
      case 'RestSpaceDeclaredFull':
      case 'RestSpaceFullLifted':
      case 'RestSpaceCarried':
        return this.#foldRestSpace(event, record);
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
      case 'WardCarried':
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
        return this.#foldD2o(event, record);
      case 'CoverageReleased':
        this.#advance(coverageStream, event, record);
        this.#showCoverage(event);
        return;
      case 'CapacityReleased':
        this.#advance(capacityStream, event, record);
        this.#services.capacity(event);
        return;
      case 'WindowOpened':
        this.#advance(rhythmStream, event, record);
        this.#board.windowOpened(event);
        return;
      case 'WindowClosed':
        this.#advance(rhythmStream, event, record);
        this.#board.windowClosed(event);
        return;
      case 'WeekCounted':
      case 'ShareComputed':
        this.#advance(rhythmStream, event, record);
        return;
      case 'Carried':
        this.#advance(retentionStream, event, record);
        return this.#carry(event, record);
      case 'Erased':
        this.#advance(retentionStream, event, record);
        return this.#forget(event);
      default:
        return assertNever(event);
    }
  }

  #foldPass(event: PassEvent, record: EventRecord): void {
    const stream = slotStream(event.slot);
    const late = this.state(stream).sealed !== null;
    this.#advance(stream, event, record);
    const { passes, changed } = passesAfter(this.#passes, event, late);
    this.#passes = passes;
    if (changed === null || event.type === 'SlotSealed') return;
    this.#board.place(changed, passes);
    this.#board.duty(event.place, event.slot, passes);
  }

  #foldRestSpace(event: RestSpaceEvent, record: EventRecord): void {
    const stream = restSpaceStream(event.space);
    this.#advance(stream, event, record);
    const facts = this.territory.services.restSpaces.find(({ id }) => id === event.space);
    if (!facts) return;
    const state = this.state(stream);
    this.#room = roomAfter(this.#room, facts, state, event.at, this.policy);
    this.#services.restSpace(facts, state);
  }

  #foldD2o(event: D2oEvent, record: EventRecord): void {
    this.#advance(d2oStream, event, record);
    if (event.type === 'PersonAdmitted') {
      this.#weeks = countAdmission(this.#weeks, event, this.territory.rhythm.timezone);
    }
    if ('code' in event && retentionOf(event) === 'request') {
      const known = this.#requestPositions.get(event.code) ?? [];
      this.#requestPositions = new Map(this.#requestPositions).set(event.code, [...known, record.position]);
    }
    this.#services.ward(event, this.state(d2oStream));
  }

  #carry(event: Carried, { position }: EventRecord): void {
    for (const key of requestsOffScreens(this.state(d2oStream).requests, event.at)) this.views.remove(key);
    // Another server's facts came in between: what was counted without them is left for the next hour.
    if (position === event.after + event.restated + 1) {
      this.#weeks = new Map(event.weeks);
      this.#room = new Map(event.room);
      this.views.carry(event.revisions, event.settled);
    }
  }

  #forget(event: Erased): void {
    switch (event.retention) {
      case 'r72h':
        for (const stream of [...this.#streams.keys()]) {
          const slot = slotOfStream(stream);
          if (slot !== null && isForgottenAt(event.at, slot)) this.#streams.delete(stream);
        }
        return;
      case 'request': {
        const erased = new Set(event.positions);
        const codes = [...this.#requestPositions].flatMap(([code, positions]) =>
          positions.some((position) => erased.has(position)) ? [code] : [],
        );
        const version = this.version(d2oStream.stream);
        this.#streams.set(d2oStream.stream, { version, state: forgetRequests(this.state(d2oStream), codes) });
        this.#requestPositions = new Map(
          [...this.#requestPositions].filter(([code]) => !codes.includes(code)),
        );
        return;
      }
      case 'r13m':
        return;
    }
  }

  #showCoverage(event: CoverageReleased): void {
    const day = this.windows.operationalDayOf(event.tick);
    this.#coverage.released(event, this.state(coverageStream), {
      day,
      windows: this.windows.windowsOfDay(day),
      territory: this.territory,
    });
    if (event.audience !== 'wall') return;
    const { passes, changed } = passesSince(this.#passes, slotOf(event.tick));
    this.#passes = passes;
    // In an order of their own: that of their first passes is not known to a server that no longer has them.
    for (const place of changed.toSorted()) this.#board.place(place, passes);
  }

  #leadBoard(): LeadBoard {
    return new LeadBoard(this.views.of('lead'), this.territory, this.places, this.windows);
  }

  #advance<State, Event extends LogEvent>(
    aggregate: Aggregate<State, Event>,
    event: Event,
    { version }: EventRecord,
  ): void {
    this.#streams.set(aggregate.stream, { version, state: aggregate.evolve(this.state(aggregate), event) });
  }
}

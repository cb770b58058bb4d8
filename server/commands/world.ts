import { forgetErased, type DispatchEvent } from '#shared/domain/dispatch/evolve';
import type { HospitalTeamEvent } from '#shared/domain/hospital-team/events';
import type { HousingEvent } from '#shared/domain/housing/events';
import type { PassEvent } from '#shared/domain/pass/events';
import type { PlacementEvent } from '#shared/domain/placement/events';
import type { ResidencesEvent } from '#shared/domain/residences/events';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import { isOpen } from '#shared/domain/admission/state';
import type { D2oEvent } from '#shared/domain/d2o/evolve';
import { forgetRequests } from '#shared/domain/d2o/forget';
import type { TerritorySettingsEvent } from '#shared/domain/territory-settings/events';
import { territoryInForce } from '#shared/domain/territory-settings/overlay';
import { NO_SETTINGS, type TerritorySettings } from '#shared/domain/territory-settings/state';
import type { UnitEvent } from '#shared/domain/unit/events';
import { endOf } from '#shared/domain/mission/state';
import type { PlacementCode, TeamId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { assertNever } from '#shared/kernel/assert-never';
import { slotOf } from '#shared/kernel/slot';
import { NO_PROFILE, type Profile } from '#shared/forecast/profile';
import { NO_WARD_WEEKS, wardWeeksAfter, type WardWeeks } from '#shared/forecast/ward-weeks';
import type { Policy } from '#shared/policy/schema';
import { createPlaces, type Places } from '#shared/territory/places';
import type { RestSpaceFacts, Territory } from '#shared/territory/schema';
import { createWindows, type Windows } from '#shared/territory/windows';
import type { KeyedView } from '#shared/view/keyed-view';
import type { Entity } from '#shared/view/entity';
import type { EventRecord } from '#server/log/event-log';
import { countAdmission, type AdmissionWeeks } from '#server/projections/admission-weeks';
import { CoverageBoards } from '#server/projections/coverage-boards';
import { DispatchBoards } from '#server/projections/dispatch-boards';
import { DownstreamBoards } from '#server/projections/downstream-boards';
import { countFlow, type FlowMonths } from '#server/projections/flows';
import { ForecastBoards } from '#server/projections/forecast-boards';
import { LeadBoard } from '#server/projections/lead-board';
import { passesAfter, passesSince, type PassesByPlace } from '#server/projections/passes-by-place';
import { roomAfter, type RoomSince } from '#server/projections/room-since';
import { saturatingAfter, saturatingUnder, type SaturatingSince } from '#server/projections/saturating-since';
import { ServiceBoards } from '#server/projections/service-boards';
import type { CoverageReleased } from '#server/release/events';
import { Views } from '#server/release/views';
import { afterErasing, located, openingOf, placementOf, requestOf } from '#server/retention/coded';
import { codedOffScreens, type CodedKey, type CodedPositions, type Closings } from '#server/retention/due';
import { RESTATES, type Carried, type Erased } from '#server/retention/events';
import { isForgottenAt } from '#server/retention/lives';
import {
  capacityStream,
  closuresStream,
  coverageStream,
  d2oStream,
  dispatchStream,
  flowsStream,
  hospitalTeamStream,
  housingStream,
  placementStream,
  residencesStream,
  restSpaceStream,
  retentionStream,
  rhythmStream,
  settingsStream,
  slotOfStream,
  slotStream,
  unitStream,
  type Aggregate,
} from './aggregates.ts';
import type { Aggregates } from './draft.ts';
import { retentionOf, type LogEvent } from './event.ts';
import { fromPlain, toPlain } from './plain.ts';

/** Bump when the shape below changes: an older snapshot is then ignored, and the log replayed. */
export const SNAPSHOT_FORMAT = 8;

type Kept = {
  latest: Instant | null;
  streams: Map<string, { version: number; state: unknown }>;
  passes: PassesByPlace;
  weeks: AdmissionWeeks;
  room: RoomSince;
  saturating: SaturatingSince;
  flows: FlowMonths;
  profile: Profile;
  wardWeeks: WardWeeks;
  codedPositions: CodedPositions;
  restated: number;
  views: ReturnType<Views['save']>;
};

/** Everything known, as a fold of the log: the same on every node, live or replayed. */
export class World implements Aggregates {
  /** The pack as it was read: what holds in its place is in `territory`. */
  readonly pack: Territory;
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
  #saturating: SaturatingSince = new Map();
  #flows: FlowMonths = new Map();
  #profile: Profile = NO_PROFILE;
  #wardWeeks: WardWeeks = NO_WARD_WEEKS;
  #codedPositions: CodedPositions = new Map();
  /** How many facts restated for an hour were folded last, one after the other. */
  #restated = 0;
  #inForce: { readonly settings: TerritorySettings; readonly territory: Territory } | undefined;
  readonly #services: ServiceBoards;
  readonly #coverage: CoverageBoards;
  readonly #downstream: DownstreamBoards;
  readonly #dispatch: DispatchBoards;
  readonly #forecasts: ForecastBoards;
  #board: LeadBoard;

  constructor(territory: Territory, policy: Policy) {
    this.pack = territory;
    this.policy = policy;
    this.places = createPlaces(territory);
    this.windows = createWindows(territory.rhythm);
    this.views = new Views(territory);
    this.#services = new ServiceBoards(this.views, territory);
    this.#coverage = new CoverageBoards(this.views, territory);
    this.#downstream = new DownstreamBoards(this.views, territory);
    this.#dispatch = new DispatchBoards(this.views, territory);
    this.#forecasts = new ForecastBoards(this.views, territory, policy);
    this.#board = this.#leadBoard();
    this.#board.seed();
    for (const facts of territory.services.restSpaces) {
      this.#services.restSpace(facts, this.state(restSpaceStream(facts.id)), null);
    }
    this.#services.beds(this.state(d2oStream));
    this.#downstream.seed();
    this.#dispatch.seed();
  }

  /** The territory as it is now: the pack, with what the administration says in its place. */
  get territory(): Territory {
    return this.territoryUnder(this.state(settingsStream));
  }

  /** The territory under these settings; worked out once for each. */
  territoryUnder(settings: TerritorySettings): Territory {
    if (settings === NO_SETTINGS) return this.pack;
    if (this.#inForce?.settings !== settings)
      this.#inForce = { settings, territory: territoryInForce(this.pack, settings) };
    return this.#inForce.territory;
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

  get saturating(): SaturatingSince {
    return this.#saturating;
  }

  /** Exact: the release reads it, no screen does. */
  get flows(): FlowMonths {
    return this.#flows;
  }

  /** The ward's discharges and admissions of the last weeks. */
  get wardWeeks(): WardWeeks {
    return this.#wardWeeks;
  }

  /** Where the facts of each request, placement, mission and tour are in the log. */
  get codedPositions(): CodedPositions {
    return this.#codedPositions;
  }

  /** Every placement that is known, open or closed. */
  get placements(): PlacementCode[] {
    return [...this.#codedPositions.keys()].flatMap((key) => placementOf(key) ?? []);
  }

  /** The keys of the dispatch that the hour takes off the screens: `DispatchCarried` does it. */
  dispatchOffScreens(at: Instant): string[] {
    return this.#dispatch.offScreens(this.state(dispatchStream), at);
  }

  /** The teams on a tour, and since when. */
  get out(): ReadonlyMap<TeamId, Instant> {
    const { maraudes } = this.state(dispatchStream);
    return new Map(
      [...maraudes.values()].flatMap(({ team, openedAt, closedAt }) =>
        closedAt === null ? [[team, openedAt] as const] : [],
      ),
    );
  }

  /** When each request, placement, mission and tour was closed. */
  get closings(): Closings {
    const requests = [...this.state(d2oStream).requests].map(
      ([code, request]) => [`request:${code}`, isOpen(request) ? null : request.closedAt] as const,
    );
    const placements = this.placements.map((code) => {
      const placement = this.state(placementStream(code));
      return [`placement:${code}`, placement?.kind === 'clos' ? placement.closedAt : null] as const;
    });
    const { missions, maraudes } = this.state(dispatchStream);
    return new Map([
      ...requests,
      ...placements,
      ...[...missions].map(([id, mission]) => [`mission:${id}`, endOf(mission)] as const),
      ...[...maraudes].map(([id, { closedAt }]) => [`maraude:${id}`, closedAt] as const),
    ]);
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
    const isRestated = event.type !== 'Carried' && record.commandId.startsWith(RESTATES);
    this.#restated = isRestated ? this.#restated + 1 : 0;
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
      saturating: this.#saturating,
      flows: this.#flows,
      profile: this.#profile,
      wardWeeks: this.#wardWeeks,
      codedPositions: this.#codedPositions,
      restated: this.#restated,
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
    this.#saturating = kept.saturating;
    this.#flows = kept.flows;
    this.#profile = kept.profile;
    this.#wardWeeks = kept.wardWeeks;
    this.#codedPositions = kept.codedPositions;
    this.#restated = kept.restated;
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
      case 'RestSpaceCountUndone':
      case 'RestSpaceRecounted':
      case 'RestSpaceConfirmed':
      case 'RestSpaceOpened':
      case 'RestSpaceClosed':
      case 'RegimeSwitched':
      case 'RestSpaceDeclaredFull':
      case 'RestSpaceFullLifted':
      case 'ServiceSwitched':
      case 'DaySheetFiled':
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
      case 'BedChangeUndone':
      case 'BedChangeSettled':
      case 'AssessmentTicked':
      case 'WardConfirmed':
      case 'WardCarried':
      case 'AdmissionRequested':
      case 'RequestAcknowledged':
      case 'RequestAssessed':
      case 'RequestAccepted':
      case 'RequestReturnedToAssessment':
      case 'DelayExplained':
      case 'DestinationAsked':
      case 'DestinationAccepted':
      case 'DestinationDeclined':
      case 'DepartedForWard':
      case 'PersonAdmitted':
      case 'RequestRedirected':
      case 'RequestRefused':
      case 'RequestWithdrawn':
      case 'RequestLost':
        return this.#foldD2o(event, record);
      case 'UnitReported':
      case 'UnitConfirmed':
      case 'UnitCarried':
        return this.#foldUnit(event, record);
      case 'HospitalTeamSet':
      case 'JointOutingAsked':
      case 'JointOutingAccepted':
      case 'JointOutingRefused':
      case 'JointOutingCompleted':
      case 'JointOutingWithdrawn':
      case 'HospitalTeamCarried':
        return this.#foldHospitalTeam(event, record);
      case 'HousingReported':
      case 'HousingConfirmed':
      case 'HousingCarried':
        return this.#foldHousing(event, record);
      case 'ResidencesReported':
      case 'ResidencesCarried':
        return this.#foldResidences(event, record);
      case 'PlacementOpened':
      case 'PlacementAdvanced':
      case 'ResidenceAsked':
      case 'ResidenceAccepted':
      case 'ResidenceDeclined':
      case 'PlacementEnded':
        return this.#foldPlacement(event, record);
      case 'ReportFiled':
      case 'ReportJoined':
      case 'ReportAcknowledged':
      case 'ReportAssigned':
      case 'ReportUnassigned':
      case 'ReportReached':
      case 'ReportFollowed':
      case 'ReportClosed':
      case 'FilingWithdrawn':
      case 'ReportWithdrawn':
      case 'ReportExpired':
      case 'MissionGiven':
      case 'MissionTaken':
      case 'MissionDeclined':
      case 'MissionReached':
      case 'MissionFinished':
      case 'MissionWithdrawn':
      case 'MaraudeOpened':
      case 'MaraudeClosed':
      case 'MaraudeReported':
      case 'TourReportFiled':
      case 'AlertRaised':
      case 'AlertCancelled':
      case 'AlertEnded':
      case 'AlarmAcknowledged':
      case 'AlarmShelved':
      case 'DutyMarkedImpossible':
      case 'DutyMarkedPossible':
      case 'DispatchCarried':
        return this.#foldDispatch(event, record);
      case 'ClosuresTold':
        this.#dispatch.closures(this.state(closuresStream), event.closures);
        this.#advance(closuresStream, event, record);
        return;
      case 'SettingChanged':
      case 'SettingUndone':
      case 'SettingsTookEffect':
        return this.#foldSettings(event, record);
      case 'FlowsCounted':
        this.#downstream.flows(this.state(flowsStream), event);
        this.#advance(flowsStream, event, record);
        return;
      case 'CoverageReleased':
        this.#advance(coverageStream, event, record);
        this.#showCoverage(event);
        return;
      case 'CapacityReleased':
        this.#advance(capacityStream, event, record);
        this.#services.capacity(event);
        if (event.audience === 'hospital') this.#profile = this.#forecasts.profileAfter(this.#profile, event);
        return;
      case 'WindowOpened':
        this.#advance(rhythmStream, event, record);
        this.#board.windowOpened(event, this.state(dispatchStream).impossibles);
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
    if (event.type === 'SlotSealed')
      this.#forecasts.sealed(event.slot, this.#profile, this.state(capacityStream));
    if (changed === null || event.type === 'SlotSealed') return;
    this.#board.place(changed, passes);
    this.#board.duty(event.place, event.slot, passes);
  }

  #foldRestSpace(event: RestSpaceEvent, record: EventRecord): void {
    const stream = restSpaceStream(event.space);
    this.#advance(stream, event, record);
    const facts = this.territory.services.restSpaces.find(({ id }) => id === event.space);
    this.#countFlow(event);
    const state = this.state(stream);
    // Without its opening, which was erased, an older fact says nothing yet: what is true of the space is restated after.
    if (!facts || state.kind === 'jamais-recu') return;
    this.#room = roomAfter(this.#room, facts, state, event.at, this.policy);
    const { thresholds } = this.territory.rhythm;
    this.#saturating = saturatingAfter(this.#saturating, facts, state, event, thresholds);
    this.#services.restSpace(facts, state, this.#saturating.get(facts.id) ?? null);
  }

  /** Another limit: what is shown of a space, and since when it is full or saturated, is said again under it. */
  #foldSettings(event: TerritorySettingsEvent, record: EventRecord): void {
    const before = this.territory.services.restSpaces;
    this.#advance(settingsStream, event, record);
    for (const facts of this.territory.services.restSpaces) {
      const state = this.state(restSpaceStream(facts.id));
      if (sameJauges(facts, before)) continue;
      if (state.kind === 'ouvert') {
        const { thresholds } = this.territory.rhythm;
        this.#room = roomAfter(this.#room, facts, state, event.at, this.policy);
        this.#saturating = saturatingUnder(this.#saturating, facts, state, event.at, thresholds);
      }
      this.#services.restSpace(facts, state, this.#saturating.get(facts.id) ?? null);
    }
  }

  #foldD2o(event: D2oEvent, record: EventRecord): void {
    const weeks = wardWeeksAfter(
      this.#wardWeeks,
      event,
      this.state(d2oStream),
      this.territory.rhythm.timezone,
    );
    if (weeks !== this.#wardWeeks) this.#forecasts.wardWeeks((this.#wardWeeks = weeks));
    this.#advance(d2oStream, event, record);
    if (event.type === 'PersonAdmitted') {
      this.#weeks = countAdmission(this.#weeks, event, this.territory.rhythm.timezone);
    }
    this.#countFlow(event);
    if ('code' in event && retentionOf(event) === 'request') this.#locate(`request:${event.code}`, record);
    this.#services.ward(event, this.state(d2oStream));
  }

  #foldUnit(event: UnitEvent, record: EventRecord): void {
    const stream = unitStream(event.unit);
    this.#advance(stream, event, record);
    this.#downstream.unit(event.unit, this.state(stream));
  }

  #foldHospitalTeam(event: HospitalTeamEvent, record: EventRecord): void {
    const stream = hospitalTeamStream(event.hospitalTeam);
    const before = this.state(stream);
    this.#advance(stream, event, record);
    this.#downstream.hospitalTeam(event.hospitalTeam, this.state(stream), before);
  }

  #foldHousing(event: HousingEvent, record: EventRecord): void {
    const stream = housingStream(event.line);
    this.#advance(stream, event, record);
    this.#downstream.housing(event.line, this.state(stream));
  }

  #foldResidences(event: ResidencesEvent, record: EventRecord): void {
    this.#advance(residencesStream, event, record);
    this.#downstream.residences(this.state(residencesStream));
  }

  #foldPlacement(event: PlacementEvent, record: EventRecord): void {
    const stream = placementStream(event.placement);
    this.#advance(stream, event, record);
    this.#countFlow(event);
    this.#locate(`placement:${event.placement}`, record);
    this.#downstream.placement(event.placement, this.state(stream));
  }

  #foldDispatch(event: DispatchEvent, record: EventRecord): void {
    const before = this.state(dispatchStream);
    this.#advance(dispatchStream, event, record);
    if ('mission' in event) this.#locate(`mission:${event.mission}`, record);
    if ('maraude' in event) this.#locate(`maraude:${event.maraude}`, record);
    if (event.type === 'DutyMarkedImpossible') this.#board.impossible(event.cell, event.reason);
    if (event.type === 'DutyMarkedPossible') this.#board.impossible(event.cell, null);
    this.#dispatch.changed(before, this.state(dispatchStream));
    if (event.type === 'DispatchCarried') this.#dispatch.carried(before, event.at);
  }

  #countFlow(event: RestSpaceEvent | D2oEvent | PlacementEvent): void {
    this.#flows = countFlow(this.#flows, event, this.territory.rhythm.timezone);
  }

  #locate(key: CodedKey, { position }: EventRecord): void {
    this.#codedPositions = located(this.#codedPositions, key, position);
  }

  #carry(event: Carried, { position }: EventRecord): void {
    for (const key of codedOffScreens(this.closings, event.at)) this.views.remove(key);
    // Another server's facts came in between: what was counted without them is left for the next hour. Each of them may
    // have kept one restatement out, so that the position alone would not tell.
    if (this.#restated === event.restated && position === event.after + event.restated + 1) {
      this.#weeks = new Map(event.weeks);
      this.#room = new Map(event.room);
      this.#flows = new Map(event.flows);
      this.#wardWeeks = new Map(event.wardWeeks);
      // None were ever told: to say so here would be a change under a revision that screens hold already.
      if (this.#wardWeeks.size > 0) this.#forecasts.wardWeeks(this.#wardWeeks);
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
        const { over, left } = afterErasing(this.#codedPositions, event.positions);
        this.#codedPositions = left;
        const codes = over.flatMap((key) => requestOf(key) ?? []);
        this.#restate(d2oStream.stream, forgetRequests(this.state(d2oStream), codes));
        for (const code of over.flatMap((key) => placementOf(key) ?? []))
          this.#streams.delete(placementStream(code).stream);
        return;
      }
      case 'mission': {
        const { over, left } = afterErasing(this.#codedPositions, event.positions);
        this.#codedPositions = left;
        this.#restate(dispatchStream.stream, forgetErased(this.state(dispatchStream), over.map(openingOf)));
        return;
      }
      case 'r13m':
        return;
    }
  }

  /** Another state under the same version: what it has forgotten was said by an erasure, not by a fact of its stream. */
  #restate(stream: string, state: unknown): void {
    this.#streams.set(stream, { version: this.version(stream), state });
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

/** Whether a space has the limits it had. */
function sameJauges(
  { id, jaugeJour, jaugeNuit }: RestSpaceFacts,
  before: readonly RestSpaceFacts[],
): boolean {
  const known = before.find((facts) => facts.id === id);
  return known?.jaugeJour.value === jaugeJour.value && known.jaugeNuit.value === jaugeNuit.value;
}

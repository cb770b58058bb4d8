import type { DutyCell } from '#shared/domain/duty-plan/commands';
import { cellName, type Impossibles } from '#shared/domain/duty-plan/impossible';
import type { MissionReason } from '#shared/domain/mission/commands';
import type { Place } from '#shared/domain/pass/commands';
import type { StationId, ZoneId } from '#shared/kernel/ids';
import type { Slot } from '#shared/kernel/slot';
import type { Places } from '#shared/territory/places';
import type { Territory } from '#shared/territory/schema';
import type { Windows } from '#shared/territory/windows';
import type { KeyedView } from '#shared/view/keyed-view';
import { keyOf, type Entity } from '#shared/view/entity';
import type { LeadEntity } from '#shared/view/lead';
import type { WindowClosed, WindowRef } from '#server/release/events';
import type { PassesByPlace } from './passes-by-place.ts';

type Duty = Extract<LeadEntity, { kind: 'duty' }>;
type DutyArea = Duty['area'];

/** Passes and due cells as a lead sees them: exact, live, a function of the log. They leave through the gate as all do. */
export class LeadBoard {
  readonly #view: KeyedView<Entity>;
  readonly #territory: Territory;
  readonly #places: Places;
  readonly #windows: Windows;
  /** The zones of each sector, the stations of each group. */
  readonly #inArea: ReadonlyMap<string, readonly string[]>;

  constructor(view: KeyedView<Entity>, territory: Territory, places: Places, windows: Windows) {
    this.#view = view;
    this.#territory = territory;
    this.#places = places;
    this.#windows = windows;
    const { surface, underground } = territory;
    this.#inArea = new Map<string, readonly string[]>([
      ...surface.sectors.map(({ id }) => [id, idsOf(surface.zones, ({ sector }) => sector === id)] as const),
      ...underground.groups.map(
        ({ id }) => [id, idsOf(underground.stations, ({ group }) => group === id)] as const,
      ),
    ]);
  }

  /** Every place, before anything is known of it: absence shows as absence. */
  seed(): void {
    for (const { id } of this.#territory.surface.zones) this.#put({ kind: 'zone', id, passes: [] });
    for (const { id } of this.#territory.underground.stations) this.#put({ kind: 'station', id, passes: [] });
  }

  place(id: string, passes: PassesByPlace): void {
    const shown = (passes.get(id) ?? [])
      .map(({ slot, people, needs, late }) => ({ slot, people, needs, late }))
      .slice(-200);
    if (this.#places.zones.has(id as ZoneId)) this.#put({ kind: 'zone', id: id as ZoneId, passes: shown });
    else if (this.#places.stations.has(id as StationId))
      this.#put({ kind: 'station', id: id as StationId, passes: shown });
  }

  /** The due cell that a pass of this place and slot belongs to, judged again from what is known. */
  duty(place: Place, slot: Slot, passes: PassesByPlace): void {
    const window = this.#windows.windowOf(slot);
    const area = this.#areaOf(place);
    if (!window || !area) return;
    const known = this.#dutyOf(area, window);
    // A missed cell stays missed: a pass declared late does not repair it.
    if (!known || known.state === 'manque') return;
    let last: Slot | null = null;
    for (const id of this.#placesIn(area)) {
      // Oldest first: the last one of this half-day is this place's newest.
      const newest = passes
        .get(id)
        ?.findLast((pass) => sameWindow(this.#windows.windowOf(pass.slot), window));
      if (newest && (last === null || newest.slot > last)) last = newest.slot;
    }
    this.#put({ ...known, state: last ? 'fait' : stateOf(known.reason), slot: last });
  }

  windowOpened({ day, window }: WindowRef, impossibles: Impossibles): void {
    for (const key of this.#duties((duty) => duty.day < day)) this.#view.remove(key);
    for (const area of this.#areas()) {
      const reason = impossibles.get(cellName({ area, day, window }))?.reason ?? null;
      this.#put({ kind: 'duty', area, day, window, state: stateOf(reason), reason, slot: null });
    }
  }

  /** What a lead said of a due cell: nobody can pass there, or somebody can again (`reason` null). */
  impossible({ area, day, window }: DutyCell, reason: MissionReason | null): void {
    const known = this.#dutyOf(area, { day, window });
    // A half-day that has not begun has no cell yet: it opens with what was said of it.
    if (known) this.#put({ ...known, state: known.state === 'fait' ? 'fait' : stateOf(reason), reason });
  }

  windowClosed({ day, window, missedSectors, missedGroups }: WindowClosed): void {
    for (const area of this.#areas()) {
      const known = this.#dutyOf(area, { day, window });
      const missed =
        area.kind === 'sector' ? missedSectors.includes(area.id) : missedGroups.includes(area.id);
      // A pass that a lead said was impossible is not missed: leads alone are told so, the wall shows the gap.
      if (known && missed && known.reason === null) this.#put({ ...known, state: 'manque', slot: null });
    }
  }

  #put(entity: LeadEntity): void {
    this.#view.put(keyOf(entity), entity);
  }

  #areas(): DutyArea[] {
    return [
      ...this.#places.sectors.map((id) => ({ kind: 'sector' as const, id })),
      ...this.#places.groups.map((id) => ({ kind: 'group' as const, id })),
    ];
  }

  #areaOf(place: Place): DutyArea | undefined {
    if (place.kind === 'zone') {
      const id = this.#places.sectorOf(place.id);
      return id && { kind: 'sector', id };
    }
    const id = this.#places.groupOf(place.id);
    return id && { kind: 'group', id };
  }

  #placesIn(area: DutyArea): readonly string[] {
    return this.#inArea.get(area.id) ?? [];
  }

  #dutyOf(area: DutyArea, window: WindowRef): Duty | undefined {
    const found = this.#view.value(`duty:${area.id}:${window.day}:${window.window}`);
    return found?.kind === 'duty' ? found : undefined;
  }

  #duties(which: (duty: Duty) => boolean): string[] {
    return this.#view
      .values()
      .flatMap((entity) => (entity.kind === 'duty' && which(entity) ? [keyOf(entity)] : []));
  }
}

function stateOf(reason: MissionReason | null): 'a-faire' | 'impossible' {
  return reason === null ? 'a-faire' : 'impossible';
}

function idsOf<Place extends { readonly id: string }>(
  places: readonly Place[],
  which: (place: Place) => boolean,
): string[] {
  return places.filter(which).map(({ id }) => id);
}

function sameWindow(a: WindowRef | null, b: WindowRef): boolean {
  return a !== null && a.day === b.day && a.window === b.window;
}

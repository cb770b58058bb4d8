import type { Connection } from '#lib/live/connection.svelte.ts';
import { shownFreshness, type Freshness } from '#lib/live/freshness.ts';
import { situationFreshness } from '#lib/live/situation-freshness.ts';
import type { AreaState } from '#lib/map/area-state.ts';
import { halfDays, metroSectors, sectors, thresholds, timezone, type HalfDay } from '#lib/territory.ts';
import { assertNever } from '#shared/kernel/assert-never';
import { DUTY_SHAPES, dutyShape, endOf, halfDayInCourse, type DutyShape } from '#lib/ui/duty-shape.ts';
import type { MetroSectorId, SectorId } from '#shared/kernel/ids';
import { localDateOf, localHourOf, type LocalDate } from '#shared/kernel/local-time';

/** Coverage as this wall shows it: released cells, and what the clock alone adds to them. */
export class WallCoverage {
  readonly #live: Connection<'wall'>;

  constructor(live: Connection<'wall'>) {
    this.#live = live;
  }

  readonly #situation = $derived.by(() => this.#live.view.only('situation'));

  /** The operational day on screen. */
  readonly day: LocalDate = $derived.by(
    () => this.#situation?.day ?? localDateOf(timezone, this.#live.clock.now),
  );

  readonly inCourse: HalfDay | undefined = $derived.by(() =>
    halfDayInCourse(halfDays, this.day, timezone, this.#live.clock.now),
  );

  /** `HH:MM` of what the coverage describes; null before the first release of the day. */
  get describes(): string | null {
    const describes = this.#situation?.describes;
    return describes ? localHourOf(timezone, describes) : null;
  }

  get mark(): string {
    return this.#situation?.mark ?? '····';
  }

  get freshness(): Freshness {
    const last = halfDays.at(-1);
    const own =
      this.#situation && last
        ? situationFreshness(this.#situation, endOf(last, this.day, timezone), this.#live.clock.now)
        : 'inconnu';
    return shownFreshness(own, this.#live.level);
  }

  /** Whether the half-day in course can still end: at night the last one has. */
  get ending(): boolean {
    return this.inCourse !== undefined && endOf(this.inCourse, this.day, timezone) > this.#live.clock.now;
  }

  get inCourseIndex(): number {
    return halfDays.findIndex((halfDay) => halfDay === this.inCourse);
  }

  /** Hour at which the half-day in course ends. */
  get endHour(): string {
    return this.inCourse?.to ?? '';
  }

  shapesOf(kind: 'sector' | 'metro-sector', id: SectorId | MetroSectorId): DutyShape[] {
    const entity = this.#live.view.get(`${kind}:${id}`);
    const cells = entity && (entity.kind === 'sector' || entity.kind === 'metro-sector') ? entity.cells : [];
    return halfDays.map((halfDay) => {
      const state = cells.find(({ window }) => window === halfDay.id)?.state ?? 'pas-encore-diffuse';
      const end = endOf(halfDay, this.day, timezone);
      return dutyShape(state, end, this.#live.clock.now, thresholds.windowEndsSoonMin);
    });
  }

  /** The shape of the half-day in course: it decides the colour of the area. */
  inCourseOf(shapes: readonly DutyShape[]): DutyShape {
    return shapes[this.inCourseIndex] ?? 'pas-encore-diffuse';
  }

  // As text, so that a tick of the clock that changes no state gives the map nothing to do.
  readonly #sectorStates = $derived.by(() =>
    JSON.stringify(sectors.map(({ id }) => [id, areaState(this.inCourseOf(this.shapesOf('sector', id)))])),
  );
  readonly sectorStates: Record<string, AreaState> = $derived.by(() =>
    Object.fromEntries(JSON.parse(this.#sectorStates) as [string, AreaState][]),
  );

  /** Every shape on screen now: the key names those. */
  get shapesShown(): DutyShape[] {
    const shown = [
      ...sectors.flatMap(({ id }) => this.shapesOf('sector', id)),
      ...metroSectors.flatMap(({ id }) => this.shapesOf('metro-sector', id)),
    ];
    return DUTY_SHAPES.filter((shape) => shown.includes(shape));
  }
}

/** A missed half-day is still a gap on the map: the cross says that it is too late. */
function areaState(shape: DutyShape): 'passe' | 'a-couvrir' | 'fin-proche' | 'non-diffuse' | 'non-du' {
  switch (shape) {
    case 'passe':
    case 'a-couvrir':
    case 'fin-proche':
    case 'non-du':
      return shape;
    case 'manque':
      return 'a-couvrir';
    case 'pas-encore-diffuse':
      return 'non-diffuse';
    default:
      return assertNever(shape);
  }
}

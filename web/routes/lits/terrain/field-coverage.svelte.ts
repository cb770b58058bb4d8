import type { Connection } from '#lib/live/connection.svelte.ts';
import { shownFreshness, type Freshness } from '#lib/live/freshness.ts';
import { situationFreshness } from '#lib/live/situation-freshness.ts';
import type { AreaState } from '#lib/map/area-state.ts';
import { halfDays, metroSectors, sectors, thresholds, timezone, type HalfDay } from '#lib/territory.ts';
import { DUTY_SHAPES, dutyShape, endOf, halfDayInCourse, type DutyShape } from '#lib/ui/duty-shape.ts';
import { assertNever } from '#shared/kernel/assert-never';
import type { Instant } from '#shared/kernel/instant';
import { localDateOf, type LocalDate } from '#shared/kernel/local-time';

export type Ground = 'surface' | 'souterrain';

const AREAS = {
  surface: { kind: 'sector', list: sectors },
  souterrain: { kind: 'metro-sector', list: metroSectors },
} as const;

/** Coverage as the hospital receives it: sectors and metro sectors, each with the moment that it describes. */
export class FieldCoverage {
  readonly #live: Connection<'hospital'>;

  constructor(live: Connection<'hospital'>) {
    this.#live = live;
  }

  readonly #surface = $derived.by(() => this.#live.view.only('situation-surface'));
  readonly #underground = $derived.by(() => this.#live.view.only('situation-souterrain'));

  #situation(ground: Ground) {
    return ground === 'surface' ? this.#surface : this.#underground;
  }

  /** The operational day that this ground shows. */
  day(ground: Ground): LocalDate {
    return this.#situation(ground)?.day ?? localDateOf(timezone, this.#live.clock.now);
  }

  /** The end of the last half-hour released; null before the first one of the day. */
  describes(ground: Ground): Instant | null {
    return this.#situation(ground)?.describes ?? null;
  }

  releasedAt(ground: Ground): Instant | null {
    return this.#situation(ground)?.releasedAt ?? null;
  }

  /** Of the release by itself, whatever the link. */
  own(ground: Ground): Freshness {
    const situation = this.#situation(ground);
    const last = halfDays.at(-1);
    return situation && last
      ? situationFreshness(situation, endOf(last, situation.day, timezone), this.#live.clock.now)
      : 'inconnu';
  }

  freshness(ground: Ground): Freshness {
    return shownFreshness(this.own(ground), this.#live.level);
  }

  inCourse(ground: Ground): HalfDay | undefined {
    return halfDayInCourse(halfDays, this.day(ground), timezone, this.#live.clock.now);
  }

  inCourseIndex(ground: Ground): number {
    const current = this.inCourse(ground);
    return halfDays.findIndex((halfDay) => halfDay === current);
  }

  shapesOf(ground: Ground, id: string): DutyShape[] {
    const entity = this.#live.view.get(`${AREAS[ground].kind}:${id}`);
    const cells = entity && (entity.kind === 'sector' || entity.kind === 'metro-sector') ? entity.cells : [];
    return halfDays.map((halfDay) => {
      const state = cells.find(({ window }) => window === halfDay.id)?.state ?? 'pas-encore-diffuse';
      const end = endOf(halfDay, this.day(ground), timezone);
      return dutyShape(state, end, this.#live.clock.now, thresholds.windowEndsSoonMin);
    });
  }

  /** The shape of the half-day in course: it decides the ground of the area. */
  inCourseOf(ground: Ground, shapes: readonly DutyShape[]): DutyShape {
    return shapes[this.inCourseIndex(ground)] ?? 'pas-encore-diffuse';
  }

  // As text, so that a tick of the clock that changes no state gives the map nothing to do.
  readonly #sectorStates = $derived.by(() =>
    JSON.stringify(
      sectors.map(({ id }) => [id, areaState(this.inCourseOf('surface', this.shapesOf('surface', id)))]),
    ),
  );
  readonly sectorStates: Record<string, AreaState> = $derived.by(() =>
    Object.fromEntries(JSON.parse(this.#sectorStates) as [string, AreaState][]),
  );

  /** Every shape on screen now: the key names those. */
  get shapesShown(): DutyShape[] {
    const shown = (['surface', 'souterrain'] as const).flatMap((ground) =>
      AREAS[ground].list.flatMap(({ id }) => this.shapesOf(ground, id)),
    );
    return DUTY_SHAPES.filter((shape) => shown.includes(shape));
  }
}

/** A missed half-day is still a gap on the map: the cross says that it is too late. */
function areaState(shape: DutyShape): AreaState {
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

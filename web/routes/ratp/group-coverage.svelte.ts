import type { Connection } from '#lib/live/connection.svelte.ts';
import { shownFreshness, type Freshness } from '#lib/live/freshness.ts';
import { situationFreshness } from '#lib/live/situation-freshness.ts';
import { halfDays, thresholds, timezone } from '#lib/territory.ts';
import { dutyShape, endOf, type DutyShape } from '#lib/ui/duty-shape.ts';
import type { StationGroupId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { localDateOf } from '#shared/kernel/local-time';

/** Coverage as this audience receives it: station groups, an hour and more after the half-hour that they describe. */
export class GroupCoverage {
  readonly #live: Connection<'ratp'>;

  constructor(live: Connection<'ratp'>) {
    this.#live = live;
  }

  readonly #situation = $derived.by(() => this.#live.view.only('situation-souterrain'));
  readonly #day = $derived.by(() => this.#situation?.day ?? localDateOf(timezone, this.#live.clock.now));

  /** The end of the last half-hour released; null before the first one of the day. */
  get describes(): Instant | null {
    return this.#situation?.describes ?? null;
  }

  get releasedAt(): Instant | null {
    return this.#situation?.releasedAt ?? null;
  }

  /** Of the release by itself, whatever the link. */
  readonly own: Freshness = $derived.by(() => {
    const last = halfDays.at(-1);
    return this.#situation && last
      ? situationFreshness(this.#situation, endOf(last, this.#situation.day, timezone), this.#live.clock.now)
      : 'inconnu';
  });

  get freshness(): Freshness {
    return shownFreshness(this.own, this.#live.level);
  }

  /** One shape for each half-day, in their order. */
  shapesOf(group: StationGroupId): DutyShape[] {
    const entity = this.#live.view.get(`group:${group}`);
    const cells = entity?.kind === 'group' ? entity.cells : [];
    return halfDays.map((halfDay) => {
      const state = cells.find(({ window }) => window === halfDay.id)?.state ?? 'pas-encore-diffuse';
      const end = endOf(halfDay, this.#day, timezone);
      return dutyShape(state, end, this.#live.clock.now, thresholds.windowEndsSoonMin);
    });
  }
}

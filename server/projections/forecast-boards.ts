import { errorToShow } from '#shared/forecast/measured';
import { profileAfter, profileUntil, type Profile } from '#shared/forecast/profile';
import { forecastSaturation } from '#shared/forecast/saturation';
import { SHIPPED_BACKTEST } from '#shared/forecast/shipped-backtest';
import type { WardWeeks } from '#shared/forecast/ward-weeks';
import { MINUTE, plus } from '#shared/kernel/instant';
import { slotEnd, type Slot } from '#shared/kernel/slot';
import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import type { EntityOf } from '#shared/view/entity';
import type { CapacityState } from '#server/release/capacity';
import type { CapacityReleased } from '#server/release/events';
import type { Views } from '#server/release/views';

type Saturation = Extract<EntityOf['hospital'], { kind: 'saturation' }>;

/** What is foreseen, in the views of those who know what it is made of. */
export class ForecastBoards {
  readonly #views: Views;
  readonly #territory: Territory;
  readonly #policy: Policy;

  constructor(views: Views, territory: Territory, policy: Policy) {
    this.#views = views;
    this.#territory = territory;
    this.#policy = policy;
  }

  /** The profiles with what the hospital was just told. */
  profileAfter(
    profile: Profile,
    { entities, tick }: Extract<CapacityReleased, { audience: 'hospital' }>,
  ): Profile {
    const { timezone } = this.#territory.rhythm;
    return entities.reduce((before, band) => profileAfter(before, band, tick, timezone), profile);
  }

  /** At each half-hour, said by the seal: what the next two hours should be, from what the hospital was told until now. */
  sealed(slot: Slot, profile: Profile, released: CapacityState): void {
    const at = plus(slotEnd(slot), this.#policy.clock.seal_after_min * MINUTE);
    for (const { id } of this.#territory.services.restSpaces) {
      const error = errorToShow(SHIPPED_BACKTEST, id, 'classes');
      const told = released.get(`hospital rest-space-band:${id}`);
      const space = profile.get(id);
      if (!error || told?.kind !== 'rest-space-band' || !('regime' in told) || !space) continue;
      // Of a space unheard for weeks nothing is foreseen, and writing its weeks out at each seal is what a replay would wait for.
      if (told.source.freshness === 'perime' || told.source.freshness === 'inconnu') {
        this.#views.remove(`saturation:${id}`);
        continue;
      }
      const { timezone, regimes } = this.#territory.rhythm;
      const foreseen = forecastSaturation(
        profileUntil(space, at, timezone),
        { at, released: told },
        { timezone, regimes, leastJauge: this.#policy.rest.min_limit_for_classes },
      );
      if (foreseen.kind !== 'prevu') {
        this.#views.remove(`saturation:${id}`);
        continue;
      }
      const { withinTwoHours, basis } = foreseen;
      this.#show({
        kind: 'saturation',
        id,
        at,
        withinTwoHours,
        basis,
        error: {
          ours: error.brier.ours,
          sameAsNow: error.brier.sameAsNow,
          sameAsLastWeek: error.brier.sameAsLastWeek,
        },
      });
    }
  }

  /** The ward's weeks, for the hospital alone: with every clock and every bed, they say which request will be late. */
  wardWeeks(weeks: WardWeeks): void {
    this.#views.put('hospital', 'hospital', {
      kind: 'ward-weeks',
      weeks: [...weeks].map(([monday, { discharged, admitted }]) => ({
        monday,
        discharged,
        admitted: {
          '<6': admitted['<6'],
          '6-12': admitted['6-12'],
          '12-18': admitted['12-18'],
          '18-24': admitted['18-24'],
          '>24': admitted['>24'],
        },
      })),
    });
  }

  #show(saturation: Saturation): void {
    this.#views.put('lead', 'lead', saturation);
    this.#views.put('hospital', 'hospital', saturation);
    this.#views.put('coordination', 'coordination', saturation);
    this.#views.put('mobile', 'mobile', saturation);
    const { services, teams } = this.#territory;
    for (const { id } of services.restSpaces) this.#views.put('restspace', `restspace:${id}`, saturation);
    for (const { id } of teams) this.#views.put('outreach', `outreach:${id}`, saturation);
  }
}

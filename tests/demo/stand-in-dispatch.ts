import { decideDispatch, type DispatchCommand } from '#shared/domain/dispatch/decide';
import { evolveDispatch, type DispatchEvent } from '#shared/domain/dispatch/evolve';
import { initialDispatch, type DispatchState } from '#shared/domain/dispatch/state';
import type { Decision } from '#shared/domain/refusal';
import type { CommandId, FilingPost, TeamId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { localDateOf } from '#shared/kernel/local-time';
import { createPlaces } from '#shared/territory/places';
import type { Territory } from '#shared/territory/schema';
import type { Door } from '#shared/wire/up';

/** Reports, missions, tours and alerts of the stand-in server: the real deciders and nothing else. */
export class StandInDispatch {
  state: DispatchState = initialDispatch;
  readonly events: DispatchEvent[] = [];
  readonly #territory: Territory;

  constructor(territory: Territory) {
    this.#territory = territory;
  }

  decide(command: DispatchCommand, id: CommandId, now: Instant, as: Door): Decision<DispatchEvent> {
    const { rhythm, teams } = this.#territory;
    const filedBy: FilingPost =
      as.door === 'outreach' ? as.team : as.door === 'ratp' ? (as.post ?? 'ratp') : 'lead';
    const decision = decideDispatch(command, this.state, {
      id,
      now,
      filedBy,
      places: createPlaces(this.#territory),
      post: as.door === 'ratp' ? (as.post ?? null) : null,
      mergeMin: rhythm.thresholds.reportMergeMin,
      teams: new Map(teams.map((team) => [team.id, team])),
      team: filedBy as TeamId,
      operator: teams.find((team) => team.id === filedBy)?.operator.value ?? '',
      halfDayOf: (at) => ({ day: localDateOf(rhythm.timezone, at), window: null }),
      whyNot: () => null,
      cancelWithinMs: 0,
      raised: new Map(),
    });
    if (decision.ok) {
      this.events.push(...decision.events);
      this.state = decision.events.reduce(evolveDispatch, this.state);
    }
    return decision;
  }
}

import type { Connection } from '#lib/live/connection.svelte.ts';
import type { Outbox } from '#lib/outbox/outbox.svelte.ts';
import type { Place } from '#shared/domain/pass/commands';
import type { CommandId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { instantAtLocal, localDateOf, minutesOf } from '#shared/kernel/local-time';
import { callsOf, isUnanswered, leadAlarms } from './alarms.ts';
import { areaPasses } from './area-passes.ts';
import { coverageAt } from './coverage.ts';
import { hides, toggled, touched, type Curtain } from './curtain.ts';
import type { LeadFacts } from './facts.ts';
import { halfDayAt, lengthOf } from './half-day.ts';
import { whoIsThere } from './place-words.ts';
import { teamRows } from './presence.ts';
import { isOpenReport, queueRows } from './queue.ts';
import { recencyStep, type RecencyStep } from './recency.ts';
import { rowOrder } from './row-order.ts';
import { suggest, type Candidate, type Suggestion } from './suggest.ts';
import { withPending, type Known } from './with-pending.ts';

/** What the console knows at this moment, with what was said here and is on its way. Its parts read it, none keeps any. */
export class Board {
  readonly facts: LeadFacts;
  readonly #live: Connection<'lead'>;
  readonly #outbox: Outbox;
  #curtain: Curtain = $state.raw({ drawn: false, touchedAt: 0 });
  #shownOrder: readonly CommandId[] = [];
  /** The queue stands still until somebody says otherwise. */
  frozenList = $state(false);
  /** The row that holds the focus. */
  focusedReport: CommandId | null = $state(null);

  constructor(live: Connection<'lead'>, outbox: Outbox, facts: LeadFacts) {
    this.#live = live;
    this.#outbox = outbox;
    this.facts = facts;
    this.#curtain = { drawn: false, touchedAt: live.clock.real };
  }

  get now(): Instant {
    return this.#live.clock.now;
  }

  /** What was known describes this moment: on a cut link a pass does not grow older, nobody knows if another came. */
  get described(): Instant {
    return this.#live.frozenSince ?? this.now;
  }

  readonly known: Known = $derived.by(() => {
    const { view } = this.#live;
    const held: Known = {
      reports: view.ofKind('report'),
      missions: view.ofKind('mission'),
      plans: view.plans,
      duties: view.ofKind('duty'),
      alarms: view.alarms,
    };
    const { pending } = this.#outbox;
    // The hour is asked for only where it counts: it would draw everything again each second.
    return pending.length === 0 ? held : withPending(held, pending, this.#live.clock.now);
  });

  readonly alarms = $derived.by(() => leadAlarms(this.known.alarms));
  /** As the line of the alarms says them: many at once are one. */
  readonly calls = $derived.by(() => callsOf(this.alarms));
  readonly unanswered = $derived.by(() => this.calls.filter(isUnanswered));
  /** Somebody may be in danger: nothing that helps is hidden. */
  readonly inDanger = $derived.by(() => this.unanswered.some(({ priority }) => priority === 'P1'));
  readonly hidden = $derived.by(() => !this.inDanger && hides(this.#curtain, this.#live.clock.real));

  readonly halfDay = $derived.by(() => halfDayAt(this.facts.timezone, this.facts.windows, this.now));
  readonly zonePasses = $derived.by(() => areaPasses(this.#live.view.ofKind('zone')));
  readonly stationPasses = $derived.by(() => areaPasses(this.#live.view.ofKind('station')));

  readonly #there = $derived.by(() => whoIsThere(this.#live.view.presence, this.facts));

  readonly coverage = $derived.by(() =>
    coverageAt(
      this.known.duties,
      localDateOf(this.facts.timezone, this.described),
      this.facts.timezone,
      this.described,
      { planned: this.known.plans, there: this.#there },
    ),
  );

  readonly teams = $derived.by(() => this.#rows(this.hidden));

  readonly #wanted = $derived.by(() =>
    queueRows(this.known.reports, this.known.missions, this.now, this.facts.thresholds),
  );

  /** The queue in the order in which it is drawn. */
  readonly queue = $derived.by(() => {
    const ids = this.#wanted.map(({ id }) => id);
    this.#shownOrder = rowOrder(this.#shownOrder, ids, {
      frozen: this.frozenList,
      focused: this.focusedReport,
    });
    return this.#shownOrder.flatMap((id) => this.#wanted.find((row) => row.id === id) ?? []);
  });

  report(id: CommandId) {
    return this.known.reports.find((report) => report.id === id);
  }

  /** Quarters of a half-day since somebody passed there; null when no pass is known. */
  recency(place: Place): RecencyStep | null {
    const known = (place.kind === 'zone' ? this.zonePasses : this.stationPasses).of(place.id);
    return recencyStep(
      known.kind === 'passe' ? known.pass.slot : null,
      this.described,
      lengthOf(this.halfDay),
    );
  }

  /** Every team for this place, those that could go first. Behind the curtain no team is near. */
  suggestions(place: Place): Suggestion[] {
    return suggest(place, this.#candidates, this.facts, this.now);
  }

  readonly #candidates: Candidate[] = $derived.by(() =>
    this.facts.teams.flatMap(({ id, undergroundAllowed }) => {
      const row = this.teams.find(({ team }) => team === id);
      if (!row) return [];
      return {
        team: id,
        undergroundAllowed,
        tour: row.tour,
        hasMission: row.mission !== null,
        inTrouble: row.trouble !== null,
        status: row.presence?.status ?? null,
        minutes: row.presence?.minutes ?? null,
        place: row.presence?.place ?? null,
        exitAt: row.exitAt,
        wasAt: this.hidden
          ? []
          : this.known.missions
              .filter(({ team, state }) => team === id && state.kind === 'finie')
              .map(({ place }) => place),
      };
    }),
  );

  /** Open reports of one place. */
  reportsAt(place: Place) {
    return this.known.reports.filter((report) => isOpenReport(report) && report.place.id === place.id);
  }

  touch(): void {
    this.#curtain = touched(this.#curtain, this.#live.clock.real);
  }

  toggleCurtain(): void {
    this.#curtain = toggled(this.#curtain, this.#live.clock.real);
  }

  #rows(curtain: boolean) {
    const { view } = this.#live;
    const { timezone, teams, windows } = this.facts;
    const first = windows[0]?.from ?? '00:00';
    return teamRows(
      teams.map(({ id }) => id),
      {
        presence: view.presence,
        missions: this.known.missions,
        maraudes: view.ofKind('maraude'),
        safety: view.safety,
        alarms: this.known.alarms,
      },
      this.now,
      { curtain, dayBegan: instantAtLocal(timezone, localDateOf(timezone, this.now), minutesOf(first)) },
    );
  }
}

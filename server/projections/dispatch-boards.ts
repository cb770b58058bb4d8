import { isReportKept } from '#shared/domain/dispatch/evolve';
import type { DispatchState } from '#shared/domain/dispatch/state';
import { lastMaraude, type Maraude } from '#shared/domain/maraude/state';
import { ALERT_KEPT_MS } from '#shared/domain/safety/alert';
import type { StationClosures } from '#shared/domain/station-closure/events';
import type { RatpPostId, TeamId } from '#shared/kernel/ids';
import { plus, type Instant } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';
import type { Views } from '#server/release/views';
import { SHOWN_ENDED_MS } from '#server/retention/lives';
import { ownReports, shownAlert, shownMaraude, shownMission, shownReport } from './dispatch-entities.ts';

/** Reports, missions, tours and alerts, in the views of the leads, of the team itself, and of the post that asked. */
export class DispatchBoards {
  readonly #views: Views;
  readonly #teams: readonly TeamId[];
  readonly #posts: ReadonlySet<RatpPostId>;
  readonly #expiresMin: number;

  constructor(views: Views, { teams, ratpPosts, rhythm }: Territory) {
    this.#views = views;
    this.#teams = teams.map(({ id }) => id);
    this.#posts = new Set(ratpPosts.map(({ id }) => id));
    this.#expiresMin = rhythm.thresholds.reportExpiresMin;
  }

  /** Every team, before anything is known of it: absence shows as absence. */
  seed(): void {
    for (const team of this.#teams) this.#maraude(team, undefined);
  }

  /** What a fact changed between these two states. */
  changed(before: DispatchState, after: DispatchState): void {
    if (before.reports !== after.reports) this.#reports(before, after);
    if (before.missions !== after.missions) {
      for (const [id, mission] of after.missions) {
        if (before.missions.get(id) === mission) continue;
        const shown = shownMission(id, mission);
        this.#views.put('lead', 'lead', shown);
        if (this.#teams.includes(mission.team))
          this.#views.put('outreach', `outreach:${mission.team}`, shown);
      }
    }
    if (before.maraudes !== after.maraudes) {
      for (const team of this.#teams) {
        const [, maraude] = lastMaraude(after.maraudes, team) ?? [];
        if (maraude !== lastMaraude(before.maraudes, team)?.[1]) this.#maraude(team, maraude);
      }
    }
    if (before.alerts !== after.alerts) this.#alerts(before, after);
  }

  /** An hour has begun: tours that ended so long ago are told of no more. */
  carried(state: DispatchState, at: Instant): void {
    for (const team of this.#toursOffScreens(state, at)) this.#maraude(team, undefined);
  }

  /** The stations that are closed, in place of those that were `before`: public, for those who go there. */
  closures(before: StationClosures, closures: StationClosures): void {
    for (const { id } of before) {
      if (!closures.some((closure) => closure.id === id)) this.#views.remove(`station-closure:${id}`);
    }
    for (const { id, from, until } of closures) {
      const shown = { kind: 'station-closure', id, from, until } as const;
      this.#views.put('lead', 'lead', shown);
      for (const team of this.#teams) this.#views.put('outreach', `outreach:${team}`, shown);
      for (const view of ['ratp', ...[...this.#posts].map((post) => `ratp:${post}` as const)] as const)
        this.#views.put('ratp', view, shown);
    }
  }

  /** The keys whose entities the hour changes or takes away: each view that shows one is told of it once. */
  offScreens(state: DispatchState, at: Instant): string[] {
    const reports = [...state.reports].filter(([, report]) => !isReportKept(report, at));
    const alerts = [...state.alerts].filter(([, { raisedAt }]) => raisedAt < plus(at, -ALERT_KEPT_MS));
    return [
      ...reports.flatMap(([id, report]) => [
        `report:${id}`,
        ...ownReports(report).map(({ own }) => `own-report:${own.id}`),
      ]),
      ...alerts.map(([team]) => `alert:${team}`),
      ...this.#toursOffScreens(state, at).map((team) => `maraude:${team}`),
    ];
  }

  /** Tours that ended so long ago, and are still shown. */
  #toursOffScreens({ maraudes }: DispatchState, at: Instant): TeamId[] {
    return this.#teams.filter((team) => {
      const shown = this.#views.of('lead').value(`maraude:${team}`);
      const closedAt = lastMaraude(maraudes, team)?.[1].closedAt ?? null;
      const isShown = shown?.kind === 'maraude' && shown.state.kind === 'finie';
      return isShown && closedAt !== null && closedAt < plus(at, -SHOWN_ENDED_MS);
    });
  }

  #reports({ reports: before }: DispatchState, { reports }: DispatchState): void {
    for (const [id, report] of before) {
      if (reports.has(id)) continue;
      this.#views.remove(`report:${id}`);
      for (const { own } of ownReports(report)) this.#views.remove(`own-report:${own.id}`);
    }
    for (const [id, report] of reports) {
      if (before.get(id) === report) continue;
      this.#views.put('lead', 'lead', shownReport(id, report, this.#expiresMin));
      for (const { post, own } of ownReports(report)) {
        if (this.#posts.has(post)) this.#views.put('ratp', `ratp:${post}`, own);
      }
    }
  }

  #maraude(team: TeamId, maraude: Maraude | undefined): void {
    const shown = shownMaraude(team, maraude);
    this.#views.put('lead', 'lead', shown);
    this.#views.put('outreach', `outreach:${team}`, shown);
  }

  #alerts({ alerts: before }: DispatchState, { alerts }: DispatchState): void {
    for (const team of this.#teams) {
      const alert = alerts.get(team);
      if (alert === before.get(team)) continue;
      if (!alert) {
        this.#views.remove(`alert:${team}`);
        continue;
      }
      const shown = shownAlert(team, alert);
      this.#views.put('lead', 'lead', shown);
      this.#views.put('outreach', `outreach:${team}`, shown);
    }
  }
}

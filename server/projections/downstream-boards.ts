import { initialHospitalTeam, type HospitalTeamState } from '#shared/domain/hospital-team/state';
import { housingLineSchema, type HousingLine } from '#shared/domain/housing/commands';
import { initialHousing, type HousingState } from '#shared/domain/housing/state';
import type { PlacementState } from '#shared/domain/placement/state';
import type { ResidencesState } from '#shared/domain/residences/state';
import { initialUnit, type UnitState } from '#shared/domain/unit/state';
import type { HospitalTeamId, PlacementCode, TeamId, UnitId } from '#shared/kernel/ids';
import type { Territory } from '#shared/territory/schema';
import type { Flows } from '#shared/view/services';
import type { FlowsCounted } from '#server/release/events';
import type { FlowsState } from '#server/release/flow-figures';
import type { Views } from '#server/release/views';
import {
  shownHospitalTeam,
  shownHousing,
  shownOuting,
  shownPlacement,
  shownResidences,
  shownUnit,
} from './downstream-entities.ts';

/** Units, hospital mobile teams, housing, placements and the month's flows, in the views of those who may know them. */
export class DownstreamBoards {
  readonly #views: Views;
  readonly #units: readonly UnitId[];
  readonly #hospitalTeams: readonly HospitalTeamId[];
  readonly #teams: ReadonlySet<string>;

  constructor(views: Views, { services, teams }: Territory) {
    this.#views = views;
    this.#units = services.units.map(({ id }) => id);
    this.#hospitalTeams = services.hospitalTeams.map(({ id }) => id);
    this.#teams = new Set(teams.map(({ id }) => id));
  }

  /** Everything that the pack names, before anything is known of it: absence shows as absence. */
  seed(): void {
    for (const unit of this.#units) this.unit(unit, initialUnit);
    for (const team of this.#hospitalTeams) this.hospitalTeam(team, initialHospitalTeam, initialHospitalTeam);
    for (const line of housingLineSchema.options) this.housing(line, initialHousing);
  }

  unit(id: UnitId, state: UnitState): void {
    const shown = shownUnit(id, state);
    this.#views.put('lead', 'lead', shown);
    this.#views.put('hospital', 'hospital', shown);
    this.#views.put('coordination', 'coordination', shown);
    this.#views.put('mobile', 'mobile', shown);
  }

  /** The team, and those of its outings that differ from `before`: each for the ward, the leads, and who asked for it. */
  hospitalTeam(id: HospitalTeamId, state: HospitalTeamState, before: HospitalTeamState): void {
    const shown = shownHospitalTeam(id, state);
    this.#views.put('lead', 'lead', shown);
    this.#views.put('hospital', 'hospital', shown);
    this.#views.put('coordination', 'coordination', shown);
    this.#views.put('mobile', 'mobile', shown);
    for (const team of this.#teams) this.#views.put('outreach', `outreach:${team as TeamId}`, shown);
    for (const outing of before.outings.keys()) {
      if (!state.outings.has(outing)) this.#views.remove(`outing:${outing}`);
    }
    for (const [outing, known] of state.outings) {
      const told = shownOuting(outing, id, known);
      this.#views.put('lead', 'lead', told);
      this.#views.put('hospital', 'hospital', told);
      this.#views.put('mobile', 'mobile', told);
      const { askedBy } = known;
      if (this.#teams.has(askedBy)) this.#views.put('outreach', `outreach:${askedBy as TeamId}`, told);
    }
  }

  housing(id: HousingLine, state: HousingState): void {
    const shown = shownHousing(id, state);
    this.#views.put('lead', 'lead', shown);
    this.#views.put('hospital', 'hospital', shown);
    this.#views.put('coordination', 'coordination', shown);
  }

  residences(state: ResidencesState): void {
    for (const report of state.values()) {
      const shown = shownResidences(report);
      this.#views.put('lead', 'lead', shown);
      this.#views.put('hospital', 'hospital', shown);
      this.#views.put('coordination', 'coordination', shown);
    }
  }

  placement(code: PlacementCode, placement: PlacementState): void {
    if (!placement) return;
    const shown = shownPlacement(code, placement);
    this.#views.put('hospital', 'hospital', shown);
    this.#views.put('mobile', 'mobile', shown);
  }

  /** The released months in place of those that were `before`. */
  flows(before: FlowsState, { months }: FlowsCounted): void {
    for (const { month } of before.months) {
      if (!months.some((other) => other.month === month)) this.#views.remove(`flows:${month}`);
    }
    for (const { month, closed, stages } of months) {
      const shown: Flows = {
        kind: 'flows',
        month,
        closed,
        stages: stages.map(({ stage, count }) => ({ stage, count })),
      };
      this.#views.put('lead', 'lead', shown);
      this.#views.put('hospital', 'hospital', shown);
      this.#views.put('coordination', 'coordination', shown);
    }
  }
}

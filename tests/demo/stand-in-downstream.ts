import type { DownstreamCommand } from '#server/commands/decide-downstream';
import { decideHospitalTeam } from '#shared/domain/hospital-team/decide';
import { evolveHospitalTeam } from '#shared/domain/hospital-team/evolve';
import { initialHospitalTeam, type HospitalTeamState } from '#shared/domain/hospital-team/state';
import { decideHousing } from '#shared/domain/housing/decide';
import { evolveHousing } from '#shared/domain/housing/evolve';
import { initialHousing, type HousingState } from '#shared/domain/housing/state';
import { decidePlacement } from '#shared/domain/placement/decide';
import { evolvePlacement } from '#shared/domain/placement/evolve';
import type { PlacementState } from '#shared/domain/placement/state';
import type { Decision } from '#shared/domain/refusal';
import { decideUnit } from '#shared/domain/unit/decide';
import { evolveUnit } from '#shared/domain/unit/evolve';
import { initialUnit, type UnitState } from '#shared/domain/unit/state';
import type { CommandId, PlacementCode } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';
import { shiftEnd } from '#shared/territory/shifts';

/** Units, hospital mobile teams, housing and placements as their real deciders see them, and nothing else. */
export class StandInDownstream {
  readonly units = new Map<string, UnitState>();
  readonly housing = new Map<string, HousingState>();
  readonly hospitalTeams = new Map<string, HospitalTeamState>();
  readonly placements = new Map<string, PlacementState>();
  readonly #territory: Territory;

  constructor(territory: Territory) {
    this.#territory = territory;
  }

  decide(
    command: DownstreamCommand,
    id: CommandId,
    now: Instant,
    freshCode: PlacementCode,
  ): Decision<unknown> {
    const { services, rhythm } = this.#territory;
    switch (command.type) {
      case 'ReportUnit':
      case 'ConfirmUnit': {
        const units = new Set<string>(services.units.map((unit) => unit.id));
        const state = this.units.get(command.unit) ?? initialUnit;
        const decision = decideUnit(command, state, { now, units });
        if (decision.ok) this.units.set(command.unit, decision.events.reduce(evolveUnit, state));
        return decision;
      }
      case 'SetHospitalTeam':
      case 'AskJointOuting':
      case 'AcceptJointOuting':
      case 'RefuseJointOuting':
      case 'CompleteJointOuting':
      case 'WithdrawJointOuting': {
        const teams = services.hospitalTeams.map((each) => each.id);
        const team =
          'hospitalTeam' in command
            ? command.hospitalTeam
            : teams.find((each) => this.hospitalTeams.get(each)?.outings.has(command.outing));
        if (!team) return { ok: false, refusal: 'OutingUnknown' };
        const state = this.hospitalTeams.get(team) ?? initialHospitalTeam;
        const decision = decideHospitalTeam(command, state, {
          id,
          now,
          hospitalTeam: team,
          hospitalTeams: new Set(teams),
          filedBy: 'hospital',
          shiftEnd: shiftEnd(rhythm, now),
        });
        if (decision.ok) this.hospitalTeams.set(team, decision.events.reduce(evolveHospitalTeam, state));
        return decision;
      }
      case 'ReportHousing':
      case 'ConfirmHousing': {
        const state = this.housing.get(command.line) ?? initialHousing;
        const decision = decideHousing(command, state, { now });
        if (decision.ok) this.housing.set(command.line, decision.events.reduce(evolveHousing, state));
        return decision;
      }
      case 'ReportResidences':
        return { ok: true, events: [] };
      default: {
        const code = command.type === 'OpenPlacement' ? freshCode : command.placement;
        const state = this.placements.get(code) ?? null;
        const decision = decidePlacement(command, state, { now, freshCode });
        if (decision.ok) this.placements.set(code, decision.events.reduce(evolvePlacement, state));
        return decision;
      }
    }
  }
}

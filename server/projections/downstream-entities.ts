import type { HospitalTeamState, JointOuting } from '#shared/domain/hospital-team/state';
import type { HousingLine } from '#shared/domain/housing/commands';
import { freePlaces, type HousingState } from '#shared/domain/housing/state';
import type { Placement } from '#shared/domain/placement/state';
import type { ResidencesReport } from '#shared/domain/residences/state';
import type { UnitState } from '#shared/domain/unit/state';
import type { CommandId, HospitalTeamId, PlacementCode, UnitId } from '#shared/kernel/ids';
import type { EntityOf } from '#shared/view/entity';

type Hospital = EntityOf['hospital'];
type Shown<Kind extends Hospital['kind']> = Extract<Hospital, { kind: Kind }>;

// Built field by field, never spread: a new field of a state must not reach a screen by itself.

export function shownUnit(id: UnitId, { report }: UnitState): Shown<'unit'> {
  if (!report) return { kind: 'unit', id, report: null };
  const { free, occupied, closed, confirmedAt } = report;
  return { kind: 'unit', id, report: { free, occupied, closed, confirmedAt } };
}

export function shownHospitalTeam(id: HospitalTeamId, { report }: HospitalTeamState): Shown<'hospital-team'> {
  if (!report) return { kind: 'hospital-team', id, report: null };
  const { availability, next, saidAt } = report;
  return { kind: 'hospital-team', id, report: { availability, next, saidAt } };
}

/** Neither who asked nor where: who it is for is in the views that hold it. */
export function shownOuting(
  id: CommandId,
  hospitalTeam: HospitalTeamId,
  outing: JointOuting,
): Shown<'outing'> {
  const { askedAt, answerBy } = outing;
  return { kind: 'outing', id, hospitalTeam, askedAt, answerBy, state: shownStep(outing) };
}

function shownStep(outing: JointOuting): Shown<'outing'>['state'] {
  switch (outing.step) {
    case 'demandee':
      return { kind: 'demandee' };
    case 'refusee':
      return { kind: 'refusee', at: outing.at, reason: outing.reason };
    case 'acceptee':
    case 'faite':
    case 'retiree':
      return { kind: outing.step, at: outing.at };
  }
}

export function shownHousing(id: HousingLine, { report }: HousingState): Shown<'housing'> {
  if (!report) return { kind: 'housing', id, report: null };
  const { capacity, taken, blocked, exitsThisWeek, confirmedAt } = report;
  const free = freePlaces(report);
  return { kind: 'housing', id, report: { capacity, taken, blocked, free, exitsThisWeek, confirmedAt } };
}

export function shownResidences(report: ResidencesReport): Shown<'residences'> {
  const { region, residence, establishments, free, conditions, confirmedAt } = report;
  return {
    kind: 'residences',
    region,
    residence,
    establishments,
    free,
    conditions: [...conditions],
    confirmedAt,
  };
}

export function shownPlacement(code: PlacementCode, placement: Placement): Shown<'placement'> {
  const { sending, expertSupport, openedAt, step, stepSince, asked } = placement;
  return {
    kind: 'placement',
    code,
    sending,
    expertSupport,
    openedAt,
    step,
    stepSince,
    asked: asked.map(({ region, residence, answer }) => ({ region, residence, answer })),
    end: placement.kind === 'clos' ? placement.end : null,
    closedAt: placement.kind === 'clos' ? placement.closedAt : null,
  };
}

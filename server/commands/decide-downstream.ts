import { assertNever } from '#shared/kernel/assert-never';
import { decideHospitalTeam } from '#shared/domain/hospital-team/decide';
import type { HospitalTeamCommand } from '#shared/domain/hospital-team/commands';
import { decideHousing } from '#shared/domain/housing/decide';
import type { HousingCommand } from '#shared/domain/housing/commands';
import type { PlacementCommand } from '#shared/domain/placement/commands';
import { decidePlacement, type OnePlacementCommand } from '#shared/domain/placement/decide';
import { refused } from '#shared/domain/refusal';
import { decideResidences } from '#shared/domain/residences/decide';
import type { UnitCommand } from '#shared/domain/unit/commands';
import { decideUnit } from '#shared/domain/unit/decide';
import type { AdmissionCode, CommandId, FilingPost, PlacementCode } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import {
  hospitalTeamStream,
  housingStream,
  placementStream,
  refusalsStream,
  residencesStream,
  unitStream,
} from './aggregates.ts';
import { hospitalTeamContext } from './contexts.ts';
import type { Draft } from './draft.ts';
import { freshCode } from './fresh-code.ts';
import { keep, type Outcome } from './keep.ts';
import type { World } from './world.ts';

export type DownstreamCommand = UnitCommand | HospitalTeamCommand | HousingCommand | PlacementCommand;

/** Units, hospital mobile teams, housing, placements: as `decideCommand`, of which this is a part. */
export function decideDownstream(
  draft: Draft,
  world: World,
  id: CommandId,
  command: DownstreamCommand,
  now: Instant,
  draw: () => AdmissionCode,
  filedBy: FilingPost,
): Outcome {
  switch (command.type) {
    case 'ReportUnit':
    case 'ConfirmUnit': {
      const stream = unitStream(command.unit);
      const decision = decideUnit(command, draft.state(stream), { now, units: world.places.units });
      return keep(draft, id, stream, decision);
    }
    case 'SetHospitalTeam':
    case 'AskJointOuting':
    case 'AcceptJointOuting':
    case 'RefuseJointOuting':
    case 'CompleteJointOuting':
    case 'WithdrawJointOuting':
      return decideTeam(draft, world, id, command, now, filedBy);
    case 'ReportHousing':
    case 'ConfirmHousing': {
      const stream = housingStream(command.line);
      return keep(draft, id, stream, decideHousing(command, draft.state(stream), { now }));
    }
    case 'ReportResidences': {
      const decision = decideResidences(command, draft.state(residencesStream), { now });
      return keep(draft, id, residencesStream, decision);
    }
    case 'OpenPlacement': {
      const code = freshCode(draft, draw);
      return decideOnePlacement(draft, id, command, now, code, code);
    }
    case 'AdvancePlacement':
    case 'AskResidence':
    case 'AcceptResidence':
    case 'DeclineResidence':
    case 'EndPlacement':
      return decideOnePlacement(draft, id, command, now, command.placement);
    default:
      return assertNever(command);
  }
}

function decideTeam(
  draft: Draft,
  world: World,
  id: CommandId,
  command: HospitalTeamCommand,
  now: Instant,
  filedBy: FilingPost,
): Outcome {
  // An outing is named by its id alone: the team that it was asked of is the one that knows it.
  const team =
    'hospitalTeam' in command
      ? command.hospitalTeam
      : [...world.places.hospitalTeams].find((each) =>
          draft.state(hospitalTeamStream(each)).outings.has(command.outing),
        );
  if (team === undefined) return keep(draft, id, refusalsStream, refused('OutingUnknown'));
  const stream = hospitalTeamStream(team);
  const context = hospitalTeamContext(world, id, now, team, filedBy);
  return keep(draft, id, stream, decideHospitalTeam(command, draft.state(stream), context));
}

function decideOnePlacement(
  draft: Draft,
  id: CommandId,
  command: OnePlacementCommand,
  now: Instant,
  placement: PlacementCode,
  answered?: PlacementCode,
): Outcome {
  const stream = placementStream(placement);
  const decision = decidePlacement(command, draft.state(stream), { now, freshCode: placement });
  return keep(draft, id, stream, decision, answered);
}

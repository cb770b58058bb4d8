import { hospitalTeamStream, placementStream } from '#server/commands/aggregates';
import type { DurableCommand } from '#server/commands/decide';
import { housingLineSchema } from '#shared/domain/housing/commands';
import { placementStepSchema, regionSchema } from '#shared/domain/placement/commands';
import { rankOf } from '#shared/domain/placement/state';
import type { PlacementCode } from '#shared/kernel/ids';
import type { Core } from '../../support/core.ts';
import { commandId, hospitalTeam as teamId, placement as codeOf, unit } from '../../support/said.ts';

const TEAMS = ['EMH-1', 'EMH-2'].map(teamId);

/** What units, hospital mobile teams, housing and placements could say next; much of it is refused. */
export function downstreamCommand(core: Core, random: () => number): DurableCommand {
  const below = (limit: number) => Math.floor(random() * limit);
  const of = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const { world } = core;
  const outings = TEAMS.flatMap((team) => [...world.state(hospitalTeamStream(team)).outings.keys()]);
  const outing = of(outings) ?? commandId(0);
  const isOpen = (code: PlacementCode) => world.state(placementStream(code))?.kind === 'ouvert';
  const placement = of(world.placements.filter(isOpen).slice(0, 2)) ?? codeOf('222222');
  const known = world.state(placementStream(placement));
  const step = placementStepSchema.options[known ? rankOf(known.step) + 1 : 0] ?? 'accord';
  const establishment = {
    region: of(regionSchema.options.slice(0, 3)),
    residence: 'centre-therapeutique',
  } as const;
  const forward = (): DurableCommand => {
    if (known?.step !== 'choix') return { type: 'AdvancePlacement', placement, step };
    const [first] = known.asked;
    if (first?.answer === 'en-attente') {
      const { region, residence } = first;
      return { type: 'AcceptResidence', placement, region, residence };
    }
    if (first?.answer === 'acceptee') return { type: 'AdvancePlacement', placement, step };
    return { type: 'AskResidence', placement, ...establishment };
  };
  return of<() => DurableCommand>([
    () => ({
      type: 'ReportUnit',
      unit: unit(of(['UHA-1', 'UHA-2'])),
      free: below(3),
      occupied: 9,
      closed: 1,
    }),
    () => ({ type: 'ConfirmUnit', unit: unit(of(['UHA-1', 'UHA-5'])) }),
    () => ({
      type: 'SetHospitalTeam',
      hospitalTeam: of(TEAMS),
      availability: of(['disponible', 'en-sortie', 'disponible', 'indisponible'] as const),
      next: null,
    }),
    () => ({ type: 'AskJointOuting', hospitalTeam: of(TEAMS) }),
    () => ({ type: 'AskJointOuting', hospitalTeam: of(TEAMS) }),
    () => ({ type: 'AcceptJointOuting', outing }),
    () => ({ type: 'CompleteJointOuting', outing }),
    () => ({ type: 'RefuseJointOuting', outing, reason: 'effectif' }),
    () => ({ type: 'WithdrawJointOuting', outing }),
    () => ({
      type: 'ReportHousing',
      line: of(housingLineSchema.options.slice(0, 2)),
      capacity: 610,
      taken: 580 + below(40),
      blocked: 4,
      exitsThisWeek: below(9),
    }),
    () => ({ type: 'ConfirmHousing', line: of(housingLineSchema.options) }),
    () => ({ type: 'ReportResidences', ...establishment, establishments: 3, free: below(4), conditions: [] }),
    () => ({ type: 'OpenPlacement', sending: 'assore', expertSupport: random() < 0.5 }),
    forward,
    forward,
    forward,
    forward,
    () => ({ type: 'AskResidence', placement, ...establishment }),
    () => ({ type: 'AcceptResidence', placement, ...establishment }),
    () => ({ type: 'DeclineResidence', placement, ...establishment }),
    () => ({ type: 'EndPlacement', placement, end: 'abandon' }),
  ])();
}

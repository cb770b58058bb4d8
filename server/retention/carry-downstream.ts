import { isOutingKept } from '#shared/domain/hospital-team/evolve';
import { housingLineSchema } from '#shared/domain/housing/commands';
import type { Instant } from '#shared/kernel/instant';
import { hospitalTeamStream, housingStream, residencesStream, unitStream } from '#server/commands/aggregates';
import type { Draft } from '#server/commands/draft';
import type { World } from '#server/commands/world';

/** What units, hospital mobile teams and housing last said, restated without when and how often they said it. */
export function carryDownstream(draft: Draft, world: World, at: Instant): void {
  const isHeardOf = ({ stream }: { stream: string }) => world.version(stream) > 0;
  for (const { id: unit } of world.territory.services.units) {
    const stream = unitStream(unit);
    if (!isHeardOf(stream)) continue;
    const { report } = world.state(stream);
    draft.add(`carry:${unit}:${at}`, stream, [{ type: 'UnitCarried', unit, at, report }]);
  }
  for (const { id: hospitalTeam } of world.territory.services.hospitalTeams) {
    const stream = hospitalTeamStream(hospitalTeam);
    if (!isHeardOf(stream)) continue;
    const { report } = world.state(stream);
    draft.add(`carry:${hospitalTeam}:${at}`, stream, [
      { type: 'HospitalTeamCarried', hospitalTeam, at, report },
    ]);
  }
  for (const line of housingLineSchema.options) {
    const stream = housingStream(line);
    if (!isHeardOf(stream)) continue;
    const { report } = world.state(stream);
    draft.add(`carry:${line}:${at}`, stream, [{ type: 'HousingCarried', line, at, report }]);
  }
  if (isHeardOf(residencesStream)) {
    const reports = [...world.state(residencesStream)];
    draft.add(`carry:residences:${at}`, residencesStream, [{ type: 'ResidencesCarried', at, reports }]);
  }
}

/** The keys of the joint outings that leave the screens at this hour: the facts above take them out. */
export function outingsOffScreens(world: World, at: Instant): string[] {
  return world.territory.services.hospitalTeams.flatMap(({ id }) =>
    [...world.state(hospitalTeamStream(id)).outings].flatMap(([outing, known]) =>
      isOutingKept(known, at) ? [] : [`outing:${outing}`],
    ),
  );
}

import { repeated, type Finding } from './finding.ts';
import type { RestSpaceFacts, Territory } from './schema.ts';

const file = 'services.json';

/** Rest spaces, ward, units, hospital teams, and the outreach teams beside them. */
export function checkServices({ services, teams }: Territory): Finding[] {
  const { restSpaces, ward, units, hospitalTeams, regions } = services;
  const beds = ward.beds.value.map((id) => ({ id }));
  return [
    ...repeated(file, 'restSpaces', restSpaces),
    ...repeated(file, 'units', units),
    ...repeated(file, 'hospitalTeams', hospitalTeams),
    ...repeated(file, 'regions', regions),
    ...repeated(file, 'ward.beds.value', beds),
    ...repeated('teams.json', 'teams', teams),
    ...restSpaces.flatMap((space, index) => checkRestSpace(space, `restSpaces[${index}]`, restSpaces)),
  ];
}

function checkRestSpace(space: RestSpaceFacts, path: string, all: readonly RestSpaceFacts[]): Finding[] {
  const { jaugeJour, jaugeNuit, hours, services, towards, validFrom, validTo } = space;
  const advised = towards.value.map((id) => ({ id }));
  const found: Finding[] = [
    ...repeated(file, `${path}.towards.value`, advised),
    ...repeated(
      file,
      `${path}.services.value`,
      services.value.map((id) => ({ id })),
    ),
  ];
  for (const [index, id] of towards.value.entries()) {
    const reason =
      id === space.id
        ? `${id} is the space itself`
        : all.some((other) => other.id === id)
          ? undefined
          : `${id} is not in the pack`;
    if (reason) found.push({ file, path: `${path}.towards.value[${index}]`, reason });
  }
  if (jaugeNuit.value > jaugeJour.value) {
    const reason = `the night limit, ${jaugeNuit.value}, is above the day limit, ${jaugeJour.value}`;
    found.push({ file, path: `${path}.jaugeNuit.value`, reason });
  }
  if (hours.kind === 'plage' && hours.opens === hours.closes) {
    found.push({ file, path: `${path}.hours`, reason: 'it opens and closes at the same hour' });
  }
  if (validTo !== null && validTo <= validFrom) {
    found.push({ file, path: `${path}.validTo`, reason: `${validTo} is not after ${validFrom}` });
  }
  return found;
}

import { repeated, type Finding } from './finding.ts';
import type { RestSpaceFacts, Territory } from './schema.ts';

const file = 'services.json';

/** Rest spaces, ward, units, hospital teams, and the outreach teams beside them. */
export function checkServices({ services, teams }: Territory): Finding[] {
  const { restSpaces, ward, units, hospitalTeams } = services;
  const beds = ward.beds.value.map((id) => ({ id }));
  return [
    ...repeated(file, 'restSpaces', restSpaces),
    ...repeated(file, 'units', units),
    ...repeated(file, 'hospitalTeams', hospitalTeams),
    ...repeated(file, 'ward.beds.value', beds),
    ...repeated('teams.json', 'teams', teams),
    ...restSpaces.flatMap((space, index) => checkRestSpace(space, `restSpaces[${index}]`)),
  ];
}

function checkRestSpace(space: RestSpaceFacts, path: string): Finding[] {
  const { jaugeJour, jaugeNuit, hours, validFrom, validTo } = space;
  const found: Finding[] = [];
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

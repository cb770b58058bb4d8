import type { InForce } from '#shared/host';
import { rhythmSchema, type RestSpaceFacts } from '#shared/territory/schema';
import rhythm from '#territory/rhythm.json' with { type: 'json' };

const { timezone, regimes } = rhythmSchema.parse(rhythm);

/** What the territory says that these screens write, as it is in force, in the pack's order. Read on the server. */
export function spacesFacts({ restSpaces, thresholds }: InForce) {
  return { timezone, regimes, thresholds, spaces: restSpaces.map(written) };
}
export type SpacesFacts = ReturnType<typeof spacesFacts>;

/** The same, for the door of one space; null when the territory has no such space. */
export function doorFacts(id: string, { restSpaces, thresholds }: InForce) {
  const space = restSpaces.find((each) => each.id === id);
  return space ? { timezone, regimes, thresholds, space: written(space) } : null;
}
export type DoorFacts = NonNullable<ReturnType<typeof doorFacts>>;

function written({ id, name, jaugeJour, jaugeNuit, hours, services: offered, towards }: RestSpaceFacts) {
  const { kind } = hours;
  return {
    id,
    name: name.value,
    jaugeJour: jaugeJour.value,
    jaugeNuit: jaugeNuit.value,
    hours: kind === 'plage' ? { kind, opens: hours.opens, closes: hours.closes } : { kind },
    services: offered.value,
    towards: towards.value,
  };
}

/**
 * [SIM] Where stops fall on the surface, by family of zones (DOMAIN 12, "Zone weights"). Zones are coarse and the weight
 * is even inside a family: no gathering place is modelled (PRV-13). Zones that no family names share the rest.
 */
const FAMILIES: readonly { readonly weight: number; readonly zones: readonly string[] }[] = [
  { weight: 0.28, zones: ['z-gare-du-nord', 'z-gare-de-lest', 'z-stalingrad'] },
  { weight: 0.24, zones: ['z-chapelle', 'z-dormoy'] },
  { weight: 0.18, zones: ['z-rosa-parks', 'z-aubervilliers', 'z-quatre-chemins'] },
  { weight: 0.14, zones: ['z-goutte-dor'] },
  { weight: 0.1, zones: ['z-villette', 'z-ourcq', 'z-pantin', 'z-porte-pantin'] },
];
const REST = 0.06;

/** Weight of each zone, in the order given. A pack that has none of the named zones gets equal weights. */
export function zoneWeights<Zone extends { readonly id: string }>(
  zones: readonly Zone[],
): readonly (readonly [Zone, number])[] {
  const present = (ids: readonly string[]) => ids.filter((id) => zones.some((zone) => zone.id === id));
  const weights = new Map<string, number>();
  for (const family of FAMILIES) {
    const members = present(family.zones);
    for (const id of members) weights.set(id, family.weight / members.length);
  }
  const others = zones.length - weights.size;
  return zones.map((zone) => [zone, weights.get(zone.id) ?? REST / others] as const);
}

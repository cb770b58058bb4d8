import { distance, groundOf, sitesOf, type Point, type Prior } from '../city.ts';
import { areaOf } from '../feed.ts';
import type { Ground } from '../chain.ts';
import { ratio, type Measure } from '../stats.ts';

/** T2. Metres between where the people of a released area are and the best single guess, in the area where that is least. */
export type Guessed = { readonly zone: Measure; readonly sector: Measure; readonly baseline: Measure };

const LEARNT_WORLDS = 120;
const TESTED_WORLDS = 120;

/** An attacker who knows how sites are drawn, and not where they are: learns on some worlds, guesses on others. */
export function guess(ground: Ground, prior: Prior, seed: number): Guessed {
  const zones = groundOf(ground.territory, prior);
  const worlds = Array.from({ length: LEARNT_WORLDS + TESTED_WORLDS }, (_, world) =>
    sitesOf(zones, seed, 10_000 + world),
  );
  const errors = (areaName: (zone: string) => string | undefined) => {
    const areas = Map.groupBy(zones, ({ id }) => areaName(id) ?? '');
    return [...areas.values()].map((members) => {
      const weighted = worlds.map((sites) =>
        members.flatMap((zone) =>
          (sites.get(zone.id) ?? []).map((site) => ({ site, weight: zone.weight * site.share })),
        ),
      );
      const best = medianOf(weighted.slice(0, LEARNT_WORLDS).flat());
      return ratio(
        weighted.slice(LEARNT_WORLDS).map((sites) => ({
          num: sites.reduce((sum, { site, weight }) => sum + weight * distance(site, best), 0),
          den: sites.reduce((sum, { weight }) => sum + weight, 0),
        })),
      );
    });
  };
  return {
    zone: least(errors(areaOf('zones', ground.places))),
    sector: least(errors(areaOf('sectors', ground.places))),
    // Without any feed: the best guess over the whole territory.
    baseline: least(errors(() => 'territory')),
  };
}

function least(measures: readonly Measure[]): Measure {
  return measures.reduce((one, other) => (other.value < one.value ? other : one));
}

/** The point with the least mean distance (Weiszfeld). */
function medianOf(points: readonly { site: Point; weight: number }[]): Point {
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  let best: Point = {
    x: points.reduce((sum, { site, weight }) => sum + site.x * weight, 0) / total,
    y: points.reduce((sum, { site, weight }) => sum + site.y * weight, 0) / total,
  };
  for (let round = 0; round < 30; round += 1) {
    let x = 0;
    let y = 0;
    let sum = 0;
    for (const { site, weight } of points) {
      const pull = weight / Math.max(1, distance(site, best));
      x += site.x * pull;
      y += site.y * pull;
      sum += pull;
    }
    best = { x: x / sum, y: y / sum };
  }
  return best;
}

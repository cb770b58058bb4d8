import { SLOT_MS } from '#shared/kernel/slot';
import { feedOf, newlySet } from '../feed.ts';
import { ratio, type Measure } from '../stats.ts';
import type { Study } from '../study.ts';
import { momentsOf } from './moments.ts';

/**
 * T1 underground: whether a team is in a group (or metro sector) that has just been shown visited, over whether one is
 * there at the same hour on the other nights. Positions are stations: there is nothing finer to find.
 */
export function undergroundLift(study: Study, role: 'ratp' | 'wall'): Measure {
  const { places } = study.ground;
  const areaOf = (station: string): string | undefined => {
    const group = places.groupOf(station as never);
    return role === 'ratp' ? group : group && places.metroSectorOf(group);
  };
  const areas: readonly string[] = role === 'ratp' ? places.groups : places.metroSectors;
  const nights = study.recorded.map(({ night, releases }) => {
    const set = newlySet(feedOf(role, releases), 'underground');
    return momentsOf(night, ({ spot }) => spot === null).map(({ at, phase, stations }) => {
      const frame = set.findLast((each) => each.frame.at <= at && at - each.frame.at < SLOT_MS);
      return { phase, there: new Set([...stations].map(areaOf)), fresh: frame?.areas ?? [] };
    });
  });
  const totals = new Map<string, number>();
  for (const { phase, there } of nights.flat()) {
    for (const area of areas) {
      const key = `${phase} ${area}`;
      totals.set(key, (totals.get(key) ?? 0) + (there.has(area) ? 1 : 0));
    }
  }
  return ratio(
    nights.map((moments) => {
      let num = 0;
      let den = 0;
      for (const { phase, there, fresh } of moments) {
        for (const area of fresh) {
          const own = there.has(area) ? 1 : 0;
          num += own;
          den += ((totals.get(`${phase} ${area}`) ?? 0) - own) / Math.max(1, nights.length - 1);
        }
      }
      return { num, den };
    }),
  );
}

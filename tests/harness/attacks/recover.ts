import type { Policy } from '#shared/policy/schema';
import type { Territory } from '#shared/territory/schema';
import { bandForHospital, bandForRatp, bandForWall } from '#server/release/bands';
import { feedOf } from '../feed.ts';
import type { Recorded, Study } from '../study.ts';
import { solve, type Bounds, type Said } from './solve.ts';

/** T4. Counts that all releases together give away, or narrow beyond what the strongest single release already says. */
export type Recovered = { readonly recovered: number; readonly narrowed: number; readonly hidden: number };

/** What a class says of how many people a pass met (PRV-4), or a build's own totals. */
export type ExtraSaid = (recorded: Recorded) => readonly Said[];

/**
 * Passes by zone and half-day, from the sets of every audience in the same half-day. A set zone says `at least one`, a
 * gap says `none`: the gap is meant to be known, so only the counts behind a set cell are secrets.
 */
export function recoverPasses(study: Study, extra: ExtraSaid = () => []): Recovered {
  const { places } = study.ground;
  const zones = [...places.zones];
  let recovered = 0;
  let narrowed = 0;
  let hidden = 0;
  for (const recorded of study.recorded) {
    const lastOf = (role: 'mobile' | 'hospital' | 'wall') =>
      new Map(
        feedOf(role, recorded.releases).flatMap((frame) =>
          frame.window ? [[frame.window, frame.surface] as const] : [],
        ),
      );
    const mobile = lastOf('mobile');
    const others = [lastOf('hospital'), lastOf('wall')];
    for (const [window, set] of mobile) {
      const key = (zone: string) => `${window} ${zone}`;
      const unknowns = new Map(zones.map((zone): [string, Bounds] => [key(zone), { min: 0, max: Infinity }]));
      const alone: Said[] = zones.map((zone) => bySet([key(zone)], set.includes(zone)));
      const sums = others.flatMap((sets) => {
        const sectors = sets.get(window);
        if (!sectors) return [];
        return places.sectors.map((sector) =>
          bySet(zones.filter((zone) => places.sectorOf(zone) === sector).map(key), sectors.includes(sector)),
        );
      });
      const strongest = solve(unknowns, alone);
      const all = solve(unknowns, [
        ...alone,
        ...sums,
        ...extra(recorded).filter(({ of }) => of[0]?.startsWith(window)),
      ]);
      for (const zone of set) {
        const before = strongest.get(key(zone));
        const after = all.get(key(zone));
        if (!before || !after) continue;
        hidden += 1;
        if (after.min === after.max) recovered += 1;
        if (after.min > before.min || after.max < before.max) narrowed += 1;
      }
    }
  }
  return { recovered, narrowed, hidden };
}

function bySet(of: readonly string[], isSet: boolean): Said {
  return isSet ? { of, min: 1, max: Infinity } : { of, min: 0, max: 0 };
}

/**
 * People inside each rest space, under each limit of the pack and every limit from 5 to 60: what the classes of all
 * audiences together say. `recovered`: the emptiest class hides fewer than 11 counts (PRV-26). `narrowed`: a weaker
 * class says more than the hospital's.
 */
export function recoverOccupancy(policy: Policy, territory: Territory): Recovered {
  const limits = new Set([
    ...territory.services.restSpaces.flatMap(({ jaugeJour, jaugeNuit }) => [
      jaugeJour.value,
      jaugeNuit.value,
    ]),
    ...Array.from({ length: 56 }, (_, i) => i + 5),
  ]);
  let recovered = 0;
  let narrowed = 0;
  let hidden = 0;
  for (const limit of limits) {
    const classes = Array.from({ length: limit + 10 }, (_, present) => {
      const alone = bandForHospital({ kind: 'ouvert', present, declaredFull: false }, limit, policy);
      const wall = bandForWall(alone, limit, policy);
      return { alone, all: `${alone} ${wall} ${bandForRatp(wall, limit, policy)}` };
    });
    const sizes = (key: 'alone' | 'all') =>
      new Map([...Map.groupBy(classes, (each) => each[key])].map(([k, v]) => [k, v.length]));
    const alone = sizes('alone');
    const all = sizes('all');
    for (const each of classes) {
      hidden += 1;
      if ((all.get(each.all) ?? 0) < (alone.get(each.alone) ?? 0)) narrowed += 1;
    }
    const emptiest = classes[0];
    if (emptiest && (all.get(emptiest.all) ?? 0) < policy.rest.hide_at_least) recovered += 1;
  }
  return { recovered, narrowed, hidden };
}

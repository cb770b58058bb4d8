import { areaOf } from '../feed.ts';
import { ratio, type Measure, type Night as Share } from '../stats.ts';
import type { Recorded, Study } from '../study.ts';
import { isSought, knowledgeOf, type Attacker, type Held } from './knowledge.ts';
import { momentsOf, spotsOf, type Moment } from './moments.ts';

/** T1. What an attacker gains by a feed when asked to stand within 300 m of a team now, in share of the moments asked. */
export type Located = {
  readonly baseline: Measure;
  readonly table: Measure;
  readonly walk: Measure;
  /** P(team near) where the feed shows a set area, over P(team near) by the hour alone: all set areas, newly set ones. */
  readonly lift: Measure;
  readonly freshLift: Measure;
};

type Watched = {
  readonly recorded: Recorded;
  readonly moments: readonly (Moment & { readonly held: Held })[];
};
/** What is learnt from nights whose truth is known. */
type Learnt = {
  readonly rate: (phase: number) => readonly number[];
  readonly byState: ReadonlyMap<number, number>;
  readonly drift: ReadonlyMap<string, readonly number[]>;
};

/** Moments of evidence that weigh as much as the prior. */
const SHRINK_STATE = 8;
const SHRINK_DRIFT = 60;

export function locate(study: Study, attacker: Attacker): Located {
  const area = areaOf(attacker.partition, study.ground.places);
  const zones = study.recorded[0]?.night.world.ground.map(({ id }) => area(id) ?? '') ?? [];
  const sectorOf = areaOf('sectors', study.ground.places);
  const sectors = study.recorded[0]?.night.world.ground.map(({ id }) => sectorOf(id) ?? '') ?? [];
  const watched = study.recorded.map((recorded): Watched => {
    const heldAt = knowledgeOf(recorded, attacker, area);
    const moments = momentsOf(recorded.night, isSought(attacker));
    return { recorded, moments: moments.map((moment) => ({ ...moment, held: heldAt(moment.at) })) };
  });
  const stateOf = stateIn(zones, sectors, attacker.partition);
  const halves = [0, 1].map((half) => watched.filter((_, index) => index % 2 === half));
  const learnt = halves.map((half) => learn(half, zones, stateOf));
  const scored = watched.map((night, index) => {
    // Each half is attacked with what the other half taught.
    const lesson = learnt[1 - (index % 2)];
    if (!lesson) throw new Error('two halves are needed');
    return attackNight(night, lesson, zones, stateOf);
  });
  const lifts = liftsOf(watched, zones);
  return {
    baseline: ratio(scored.map(({ base, asked }) => ({ num: base, den: asked }))),
    table: ratio(scored.map(({ base, table, asked }) => ({ num: table - base, den: asked }))),
    walk: ratio(scored.map(({ base, walk, asked }) => ({ num: walk - base, den: asked }))),
    lift: ratio(lifts.set),
    freshLift: ratio(lifts.fresh),
  };
}

type StateOf = (moment: Moment & { held: Held }, zone: number) => number;

/** What the table knows of a zone: how long ago it was set, whether its sector just moved, the third of the tour, the step. */
function stateIn(
  zones: readonly string[],
  sectors: readonly string[],
  partition: Attacker['partition'],
): StateOf {
  const sectorOfArea = new Map(zones.map((area, index) => [area, sectors[index]]));
  return ({ held, third }, zone) => {
    const area = zones[zone] ?? '';
    const beside =
      partition === 'zones' &&
      held.fresh.some((other) => other !== area && sectorOfArea.get(other) === sectors[zone]);
    return (((held.ageOf(area) * 2 + (beside ? 1 : 0)) * 3 + third) * 3 + held.step) * 3 + held.below;
  };
}

function learn(nights: readonly Watched[], zones: readonly string[], stateOf: StateOf): Learnt {
  const sums = new Map<number, number[]>();
  for (const { moments } of nights) {
    for (const { phase, inZone } of moments) {
      const sum = sums.get(phase) ?? zones.map(() => 0);
      inZone.forEach((count, zone) => (sum[zone] = (sum[zone] ?? 0) + count));
      sums.set(phase, sum);
    }
  }
  const rates = new Map<number, readonly number[]>();
  for (const phase of sums.keys()) {
    // Smoothed over half an hour: a tour does not change its habits in ten minutes.
    const around = [phase - 1, phase, phase + 1].flatMap((each) =>
      sums.has(each) ? [sums.get(each) ?? []] : [],
    );
    rates.set(
      phase,
      zones.map(
        (_, zone) => around.reduce((all, sum) => all + (sum[zone] ?? 0), 0) / around.length / nights.length,
      ),
    );
  }
  const rate = (phase: number) => rates.get(phase) ?? zones.map(() => 0);
  const states = new Map<number, { seen: number; expected: number }>();
  const drifts = new Map<string, { sum: number[]; count: number }>();
  for (const { moments } of nights) {
    for (const moment of moments) {
      const expected = rate(moment.phase);
      moment.inZone.forEach((count, zone) => {
        const key = stateOf(moment, zone);
        const state = states.get(key) ?? { seen: 0, expected: 0 };
        states.set(key, { seen: state.seen + count, expected: state.expected + (expected[zone] ?? 0) });
      });
      for (const [area, age] of recentOf(moment.held)) {
        const key = `${area} ${age}`;
        const drift = drifts.get(key) ?? { sum: zones.map(() => 0), count: 0 };
        moment.inZone.forEach((count, zone) => {
          drift.sum[zone] = (drift.sum[zone] ?? 0) + count - (expected[zone] ?? 0);
        });
        drift.count += 1;
        drifts.set(key, drift);
      }
    }
  }
  return {
    rate,
    byState: new Map(
      [...states].map(([key, { seen, expected }]) => [
        key,
        (seen + SHRINK_STATE) / (expected + SHRINK_STATE),
      ]),
    ),
    drift: new Map(
      [...drifts].map(([key, { sum, count }]) => [key, sum.map((each) => each / (count + SHRINK_DRIFT))]),
    ),
  };
}

/** Areas set by the last two frames: each says that some team left it then, and so where that team may have gone. */
function recentOf(held: Held): (readonly [string, number])[] {
  return held.set.flatMap((area) => {
    const age = held.ageOf(area);
    return age === 1 || age === 2 ? [[area, age] as const] : [];
  });
}

function attackNight(
  { recorded, moments }: Watched,
  { rate, byState, drift }: Learnt,
  zones: readonly string[],
  stateOf: StateOf,
): { base: number; table: number; walk: number; asked: number } {
  const spots = spotsOf(recorded.night.world);
  const hits = { base: 0, table: 0, walk: 0, asked: moments.length };
  for (const moment of moments) {
    const prior = rate(moment.phase);
    const table = prior.map((each, zone) => each * (byState.get(stateOf(moment, zone)) ?? 1));
    const walk = [...table];
    for (const [area, age] of recentOf(moment.held)) {
      const drifted = drift.get(`${area} ${age}`);
      if (!drifted) continue;
      walk.forEach((each, zone) => {
        if (zones[zone] !== area) walk[zone] = each + (drifted[zone] ?? 0);
      });
    }
    const guesses = { base: prior, table, walk };
    for (const name of ['base', 'table', 'walk'] as const) {
      let best = 0;
      let bestScore = -1;
      spots.forEach(({ reach }, index) => {
        let score = 0;
        for (const [zone, share] of reach) score += Math.max(0, guesses[name][zone] ?? 0) * share;
        if (score > bestScore) {
          best = index;
          bestScore = score;
        }
      });
      if (moment.near[best]) hits[name] += 1;
    }
  }
  return hits;
}

/** Against the same area at the same hour on the other nights of the same world. */
function liftsOf(watched: readonly Watched[], zones: readonly string[]): { set: Share[]; fresh: Share[] } {
  const areas = [...new Set(zones)];
  const nearBy = new Map<Watched, Map<string, number>>();
  const totals = new Map<string, { sum: number; nights: number }>();
  for (const night of watched) {
    const world = night.recorded.night.world;
    const spots = spotsOf(world);
    const mine = new Map<string, number>();
    for (const { phase, near } of night.moments) {
      const sums = new Map(areas.map((area) => [area, { near: 0, all: 0 }]));
      spots.forEach(({ zone, site }, index) => {
        const sum = sums.get(zones[zone] ?? '');
        const weight = site.share * (world.ground[zone]?.weight ?? 0);
        if (!sum) return;
        sum.all += weight;
        if (near[index]) sum.near += weight;
      });
      for (const [area, sum] of sums) {
        const key = `${phase} ${area}`;
        const share = sum.near / sum.all;
        mine.set(key, share);
        const total = totals.get(`${world.number} ${key}`) ?? { sum: 0, nights: 0 };
        totals.set(`${world.number} ${key}`, { sum: total.sum + share, nights: total.nights + 1 });
      }
    }
    nearBy.set(night, mine);
  }
  const shareOf = (night: Watched, which: (held: Held) => readonly string[]): Share => {
    let num = 0;
    let den = 0;
    for (const { phase, held } of night.moments) {
      for (const area of which(held)) {
        const key = `${phase} ${area}`;
        const own = nearBy.get(night)?.get(key) ?? 0;
        const total = totals.get(`${night.recorded.night.world.number} ${key}`);
        if (!total || total.nights < 2) continue;
        num += own;
        den += (total.sum - own) / (total.nights - 1);
      }
    }
    return { num, den };
  };
  return {
    set: watched.map((night) => shareOf(night, ({ set }) => set)),
    fresh: watched.map((night) => shareOf(night, ({ fresh }) => fresh)),
  };
}

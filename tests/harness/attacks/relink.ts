import { SLOT_MS } from '#shared/kernel/slot';
import { distance, type Point } from '../city.ts';
import { newlySet, type AreaOf, type Frame } from '../feed.ts';
import type { Night, Visit } from '../night.ts';

/** T3. A move: one team leaves one area, and the next place it leaves is another. */
export type Move = { readonly from: string; readonly to: string; readonly window: string };

/** How often one area follows another, by half-hours between: learnt on the nights whose truth the attacker has. */
export type Habits = ReadonlyMap<string, number>;

const MOST_SLOTS_APART = 2;
/** Weight of distance alone where no move was ever seen. */
const UNSEEN = 0.2;
const REACH = 700;

export function movesOf(visits: readonly Visit[], area: AreaOf): (Move & { slots: number })[] {
  const byTour = Map.groupBy(
    visits.filter(({ spot }) => spot !== null),
    ({ team, window }) => `${team} ${window}`,
  );
  return [...byTour.values()].flatMap((tour) =>
    tour.slice(1).flatMap((visit, i) => {
      const before = tour[i];
      const from = before && area(before.place.id);
      const to = area(visit.place.id);
      if (before === undefined || from === undefined || to === undefined || from === to) return [];
      const slots = Math.floor(visit.leavesAt / SLOT_MS) - Math.floor(before.leavesAt / SLOT_MS);
      return [{ from, to, window: visit.window, slots }];
    }),
  );
}

/** Steps of the surface teams, from one halt to the next, whether they change area or not: what T3 is a share of. */
export function stepsOf(visits: readonly Visit[]): number {
  const onSurface = visits.filter(({ spot }) => spot !== null);
  return onSurface.length - new Set(onSurface.map(({ team, window }) => `${team} ${window}`)).size;
}

export function learnHabits(nights: readonly Night[], area: AreaOf): Habits {
  const habits = new Map<string, number>();
  for (const night of nights) {
    for (const { from, to, slots } of movesOf(night.visits, area)) {
      const key = `${from} ${to} ${slots}`;
      habits.set(key, (habits.get(key) ?? 0) + 1 / nights.length);
    }
  }
  return habits;
}

/**
 * Links newly set areas into moves: the likeliest pair first, each area with one follower and one forerunner at most, two
 * areas of one frame either way round. An area left without one is then given the likeliest of all the areas set.
 */
export function relink(feed: readonly Frame[], habits: Habits, centres: ReadonlyMap<string, Point>): Move[] {
  const byWindow = Map.groupBy(
    newlySet(feed).flatMap(({ frame, areas }) =>
      areas.map((area): Seen => ({ area, slot: frame.slot / SLOT_MS, window: frame.window ?? '' })),
    ),
    ({ window }) => window,
  );
  return [...byWindow.values()].flatMap((seen) => relinkWindow(seen, habits, centres));
}

type Seen = { readonly area: string; readonly slot: number; readonly window: string };

function relinkWindow(seen: readonly Seen[], habits: Habits, centres: ReadonlyMap<string, Point>): Move[] {
  const scoreOf = (a: Seen, b: Seen, slots: number) => {
    const here = centres.get(a.area);
    const there = centres.get(b.area);
    const near = here && there ? Math.exp(-distance(here, there) / REACH) : 0;
    return (habits.get(`${a.area} ${b.area} ${slots}`) ?? 0) + (UNSEEN * near) / (1 + slots) ** 2;
  };
  const pairs = seen.flatMap((a) =>
    seen.flatMap((b) => {
      const slots = b.slot - a.slot;
      if (a === b || slots < 0 || slots > MOST_SLOTS_APART) return [];
      return [{ a, b, score: scoreOf(a, b, slots) }];
    }),
  );
  pairs.sort((one, other) => other.score - one.score);
  const followed = new Set<Seen>();
  const reached = new Set<Seen>();
  const links: { a: Seen; b: Seen }[] = [];
  for (const { a, b } of pairs) {
    if (followed.has(a) || reached.has(b)) continue;
    followed.add(a);
    reached.add(b);
    links.push({ a, b });
  }
  const likeliest = (among: readonly Seen[], score: (other: Seen) => number) =>
    among.reduce<Seen | undefined>(
      (best, one) => (!best || score(one) > score(best) ? one : best),
      undefined,
    );
  const anySlots = (a: Seen, b: Seen) => scoreOf(a, b, 0) + scoreOf(a, b, 1) + scoreOf(a, b, 2);
  const isLinked = (a: Seen, b: Seen) => links.some((link) => link.a === a && link.b === b);
  for (const one of seen) {
    if (!followed.has(one)) {
      const others = seen.filter((b) => b !== one && b.slot < one.slot && !isLinked(one, b));
      const b = likeliest(others, (other) => anySlots(one, other));
      if (b) links.push({ a: one, b });
    }
    if (!reached.has(one)) {
      const others = seen.filter((a) => a !== one && a.slot <= one.slot && !isLinked(a, one));
      const a = likeliest(others, (other) => anySlots(other, one));
      if (a) links.push({ a, b: one });
    }
  }
  return links.map(({ a, b }) => ({ from: a.area, to: b.area, window: a.window.slice(11) }));
}

/** How many of the true moves are among those linked. */
export function relinked(truth: readonly Move[], links: readonly Move[]): number {
  const keys = new Set(links.map(({ from, to, window }) => `${from} ${to} ${window}`));
  return truth.filter(({ from, to, window }) => keys.has(`${from} ${to} ${window}`)).length;
}

import { SLOT_MS } from '#shared/kernel/slot';
import { feedOf, newlySet, type AreaOf, type FeedRole, type Frame } from '../feed.ts';
import type { Visit } from '../night.ts';
import type { Recorded } from '../study.ts';

/** Who attacks: what they receive, what else they know, and whom they look for. */
export type Attacker = {
  readonly name: string;
  readonly role: FeedRole;
  readonly partition: 'zones' | 'sectors';
  /** The underground feed too: a coalition of every role is the mobile feed with this one. */
  readonly withRatp: boolean;
  /** A team whose truth they have, because it is their own. */
  readonly own: string | null;
};

// Every union of roles without the leads is one of these, because each weaker feed is a function of the stronger (T6
// proves it of the same nights): with mobile it is mobile, else hospital, else the wall; the operator's feed is of
// another dimension, and is added once.
export const ATTACKERS: readonly Attacker[] = [
  { name: 'mobile', role: 'mobile', partition: 'zones', withRatp: false, own: null },
  { name: 'hospital', role: 'hospital', partition: 'sectors', withRatp: false, own: null },
  { name: 'wall', role: 'wall', partition: 'sectors', withRatp: false, own: null },
  { name: 'all but leads', role: 'mobile', partition: 'zones', withRatp: true, own: null },
  { name: 'all + own team', role: 'mobile', partition: 'zones', withRatp: true, own: 'T1' },
];

export function isSought({ own }: Attacker): (visit: Visit) => boolean {
  return ({ team }) => team !== own;
}

/** How long ago an area was set: not at all, by the last frame, by the one before, or earlier. */
type Age = 0 | 1 | 2 | 3;

/** What the attacker holds at a moment. */
export type Held = {
  readonly ageOf: (area: string) => Age;
  readonly set: readonly string[];
  readonly fresh: readonly string[];
  /** Ten-minute steps since the frame came: 0, 1 or 2. */
  readonly step: number;
  /** How much the underground feed just moved. */
  readonly below: 0 | 1 | 2;
};

const NOTHING: Held = { ageOf: () => 0, set: [], fresh: [], step: 0, below: 0 };

/** What the attacker holds at each moment of a night. What an own team explains teaches nothing of the others. */
export function knowledgeOf(recorded: Recorded, attacker: Attacker, areaOf: AreaOf): (at: number) => Held {
  const feed = feedOf(attacker.role, recorded.releases);
  const explained = recorded.night.visits
    .filter(({ team, spot }) => team === attacker.own && spot !== null)
    .map((visit) => ({ area: areaOf(visit.place.id), slot: Math.floor(visit.leavesAt / SLOT_MS) * SLOT_MS }));
  const isExplained = (area: string, frame: Frame) =>
    explained.some(
      (visit) => visit.area === area && visit.slot <= frame.slot && frame.slot - visit.slot < 8 * SLOT_MS,
    );
  const foreign = feed.map((frame) => ({
    ...frame,
    surface: frame.surface.filter((area) => !isExplained(area, frame)),
  }));
  const firstSet = new Map<string, number>();
  for (const { frame, areas } of newlySet(foreign)) {
    for (const area of areas) firstSet.set(`${frame.window} ${area}`, frame.at);
  }
  const ratp = attacker.withRatp ? feedOf('ratp', recorded.releases) : [];
  const held = foreign.map((frame): Held => {
    const ages = new Map(
      frame.surface.map((area) => {
        const frames = (frame.at - (firstSet.get(`${frame.window} ${area}`) ?? 0)) / SLOT_MS;
        return [area, frames < 1 ? 1 : frames < 2 ? 2 : 3] as const;
      }),
    );
    const index = ratp.findIndex(({ at }) => at === frame.at);
    const grown = (ratp[index]?.underground.length ?? 0) - (ratp[index - 1]?.underground.length ?? 0);
    return {
      ageOf: (area) => ages.get(area) ?? 0,
      set: frame.surface,
      fresh: frame.surface.filter((area) => ages.get(area) === 1),
      step: 0,
      below: grown <= 0 ? 0 : grown < 4 ? 1 : 2,
    };
  });
  return (at) => {
    const index = foreign.findLastIndex((frame) => frame.at <= at);
    const now = held[index];
    const frame = foreign[index];
    if (!now || !frame) return NOTHING;
    return { ...now, step: Math.min(2, Math.floor((3 * (at - frame.at)) / SLOT_MS)) };
  };
}

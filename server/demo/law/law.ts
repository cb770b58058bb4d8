import type { Instant } from '#shared/kernel/instant';
import type { WardDemand } from './admission-course.ts';
import { fieldReportIntentions } from './field-reports.ts';
import { housingIntentions } from './housing.ts';
import type { Intention } from './intention.ts';
import { maraudeIntentions } from './maraude.ts';
import { outingIntentions } from './outings.ts';
import { placementIntentions } from './placements.ts';
import { flowOf, type Variant } from './rest-space-flow.ts';
import { restSpaceIntentions } from './rest-space.ts';
import type { LawTerritory } from './territory.ts';
import { unitIntentions } from './units.ts';
import { wardIntentions } from './ward.ts';

export type LawOptions = {
  readonly seed: number;
  readonly territory: LawTerritory;
  readonly variant: Variant;
  /** Every night as cold or wet as the hardest: stays are longer. */
  readonly everyNightIsHard?: boolean;
  /** A metro line where no team stops. A station on another line too is still served. */
  readonly closedLine?: string;
  readonly wardDemand?: WardDemand;
};

/**
 * The simulated day: what everybody intends from `from` on, in time order, without end. Same options, same list.
 * The ward may start earlier than the streets: its weekly share looks four weeks back; placements, which last for weeks,
 * start with it. So may the rest spaces, whose forecast looks at their last days.
 */
export function intentionsFrom(
  options: LawOptions,
  from: Instant,
  wardFrom: Instant = from,
  spacesFrom: Instant = from,
): Generator<Intention, void> {
  const {
    seed,
    territory,
    variant,
    everyNightIsHard = false,
    closedLine,
    wardDemand = 'ordinaire',
  } = options;
  return inOrder<Intention>([
    ...territory.services.restSpaces.map((space) =>
      restSpaceIntentions(seed, territory, space, flowOf(space, variant), {
        from: spacesFrom,
        everyNightIsHard,
      }),
    ),
    maraudeIntentions(seed, territory, { from, closedLine }),
    fieldReportIntentions(seed, territory, from),
    wardIntentions(seed, territory, { from: wardFrom, demand: wardDemand }),
    unitIntentions(seed, territory, from),
    housingIntentions(seed, territory, from),
    outingIntentions(seed, territory, from),
    placementIntentions(seed, territory, wardFrom),
  ]);
}

/** Intentions of one span, `to` excluded. */
export function* intentionsBetween(
  options: LawOptions,
  from: Instant,
  to: Instant,
): Generator<Intention, void> {
  for (const intention of intentionsFrom(options, from)) {
    if (intention.at >= to) return;
    yield intention;
  }
}

/** Merges sources that are each in time order. At the same moment the first source speaks first. */
function* inOrder<Item extends { readonly at: Instant }>(
  sources: readonly Iterator<Item>[],
): Generator<Item, void> {
  const heads = sources.map((source) => ({ source, next: source.next() }));
  for (;;) {
    let soonest: { head: (typeof heads)[number]; item: Item } | undefined;
    for (const head of heads) {
      if (head.next.done) continue;
      if (!soonest || head.next.value.at < soonest.item.at) soonest = { head, item: head.next.value };
    }
    if (!soonest) return;
    yield soonest.item;
    soonest.head.next = soonest.head.source.next();
  }
}

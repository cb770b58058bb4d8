import { DAY, plus, type Instant } from '#shared/kernel/instant';
import type { Cast } from './actors/cast.ts';
import { comingFrom, type Coming } from './coming.ts';
import { dayFrom } from './day.ts';
import type { Intention, PlacementIntention } from './law/intention.ts';
import { placementIntentions } from './law/placements.ts';
import { wardIntentions } from './law/ward.ts';
import type { DemoOptions } from './options.ts';
import { lawOf } from './scenario.ts';

/** A request in course and the longest stay: how far back a resumed ward is read. */
const WARD_MEMORY_MS = 31 * DAY;

/**
 * The same law again, told from the last recorded fact on. Spaces start by a recount. The ward takes up the requests
 * that the log still holds open, and the beds it had given.
 */
export function takeUp(
  options: DemoOptions,
  { after, openRequests, openPlacements }: NonNullable<DemoOptions['resume']>,
  cast: Cast,
): Coming {
  const { territory, seed, clock } = options;
  const codes = new Map(openRequests.map(({ code, requestedAt }) => [requestedAt, code]));
  const demand = lawOf(options.scenario).wardDemand ?? 'ordinaire';
  for (const intention of wardIntentions(seed, territory, { from: plus(after, -WARD_MEMORY_MS), demand })) {
    if (intention.at > after) break;
    const code = intention.kind === 'admission-requested' ? codes.get(intention.at) : undefined;
    if (code !== undefined && 'request' in intention) cast.ward.recall(intention.request, code);
    if (intention.kind === 'bed-reserved') cast.ward.recallBed(intention.request, intention.bed);
  }
  cast.downstream.recall(openedUntil(after, options), openPlacements);
  const from = clock.now() > after ? clock.now() : after;
  // The ward is read from far enough back to know who leaves which bed; what came before `after` was told already.
  return comingFrom(
    since(after, dayFrom(options, { from, spacesFrom: from, wardFrom: plus(after, -WARD_MEMORY_MS) })),
  );
}

/** The placements that the law has opened until then, as far back as the ward is read. */
function* openedUntil(
  until: Instant,
  { seed, territory }: Pick<DemoOptions, 'seed' | 'territory'>,
): Generator<PlacementIntention, void> {
  for (const intention of placementIntentions(seed, territory, plus(until, -WARD_MEMORY_MS))) {
    if (intention.at > until) return;
    if (intention.kind === 'placement-opened') yield intention;
  }
}

function* since(from: Instant, intentions: Iterable<Intention>): Generator<Intention, void> {
  for (const intention of intentions) if (intention.at >= from) yield intention;
}

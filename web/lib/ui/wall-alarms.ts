import type { RestSpaceId } from '#shared/kernel/ids';
import type { WallEntity } from '#shared/view/wall';

/** An alarm as a wall may show it: never a place where people are met, never a team (UX 3.4). */
export type WallAlarm =
  | { readonly priority: 'P1'; readonly kind: 'team-danger' | 'team-silent' }
  | { readonly priority: 'P2'; readonly kind: 'admission' }
  | { readonly priority: 'P2'; readonly kind: 'space-full'; readonly space: RestSpaceId };

/**
 * The alarms that follow from what this wall was sent, most urgent first: a request past its limit, then the full
 * spaces in the order given. A space whose last word is stale or unknown raises none: nobody knows that it is full.
 */
export function wallAlarms(entities: Iterable<WallEntity>): WallAlarm[] {
  let admission = false;
  const full: WallAlarm[] = [];
  for (const entity of entities) {
    if (entity.kind === 'queue' && entity.level.atRisk === '1+') admission = true;
    if (entity.kind === 'rest-space' && entity.band === 'complet' && believed(entity.source.freshness)) {
      full.push({ priority: 'P2', kind: 'space-full', space: entity.id });
    }
  }
  full.sort((a, b) => (a.kind === 'space-full' && b.kind === 'space-full' ? compare(a.space, b.space) : 0));
  return admission ? [{ priority: 'P2', kind: 'admission' }, ...full] : full;
}

function believed(freshness: string): boolean {
  return freshness === 'frais' || freshness === 'vieillissant';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

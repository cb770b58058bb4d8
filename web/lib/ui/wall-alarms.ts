import { assertNever } from '#shared/kernel/assert-never';
import type { RestSpaceId } from '#shared/kernel/ids';
import type { AlarmLine } from '#shared/view/wall-memory';
import type { WallEntity } from '#shared/view/wall';

/** An alarm as a wall may show it: never a place where people are met, never a team (UX 3.4). */
export type WallAlarm =
  | { readonly priority: 'P1'; readonly kind: 'team-danger' | 'team-silent' }
  | { readonly priority: 'P2'; readonly kind: 'request' | 'admission' }
  | { readonly priority: 'P2'; readonly kind: 'space-full'; readonly space: RestSpaceId };

const ORDER: readonly WallAlarm['kind'][] = [
  'team-danger',
  'team-silent',
  'request',
  'admission',
  'space-full',
];

/**
 * The alarms of a wall, most urgent first: those it is told, then those that follow from what it was sent, a request past
 * its limit and the full spaces in the order of their names. A space whose last word is stale or unknown raises none:
 * nobody knows that it is full.
 */
export function wallAlarms(lines: readonly AlarmLine[], entities: Iterable<WallEntity>): WallAlarm[] {
  const alarms = lines.map(({ what }) => told(what));
  for (const entity of entities) {
    if (entity.kind === 'queue' && entity.level.atRisk === '1+')
      alarms.push({ priority: 'P2', kind: 'admission' });
    if (entity.kind === 'rest-space' && entity.band === 'complet' && believed(entity.source.freshness))
      alarms.push({ priority: 'P2', kind: 'space-full', space: entity.id });
  }
  return alarms.sort((a, b) => {
    const byKind = ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
    if (byKind !== 0) return byKind;
    return a.kind === 'space-full' && b.kind === 'space-full' ? compare(a.space, b.space) : 0;
  });
}

function told(what: AlarmLine['what']): WallAlarm {
  switch (what) {
    case 'equipe-danger':
      return { priority: 'P1', kind: 'team-danger' };
    case 'equipe-muette':
      return { priority: 'P1', kind: 'team-silent' };
    case 'demande-ratp':
      return { priority: 'P2', kind: 'request' };
    default:
      return assertNever(what);
  }
}

function believed(freshness: string): boolean {
  return freshness === 'frais' || freshness === 'vieillissant';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

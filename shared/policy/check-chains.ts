import { checkTerritory } from '../territory/checks.ts';
import { heldThrough, linksOf, originOf, sourceOf, type Dimension, type Link } from './chain.ts';
import type { PolicyDraft } from './draft.ts';
import type { Flaw, Subject } from './finding.ts';

const END: Record<Dimension, 'seal' | 'exact'> = {
  surface: 'seal',
  underground: 'seal',
  rest: 'exact',
  beds: 'exact',
  queue: 'exact',
};

/** V1: every chain is acyclic and ends at the seal (places) or at the exact value (services). */
export function chainsEnd({ policy }: Subject): Flaw[] {
  const links = linksOf(policy);
  return links.flatMap((link) => {
    const reason = brokenAt(link, links, policy);
    return reason === undefined ? [] : [{ path: `${link.path}.from`, reason }];
  });
}

function brokenAt(link: Link, links: readonly Link[], policy: PolicyDraft): string | undefined {
  const seen = new Set<Link>();
  let source = sourceOf(link, links, policy);
  if (source === undefined) return `${link.from} releases nothing of ${link.dimension} to compute it from`;
  if (typeof source === 'string' && source !== END[link.dimension]) {
    return `a chain of ${link.dimension} ends at ${END[link.dimension]}, not at ${source}`;
  }
  while (typeof source === 'object' && !seen.has(source)) {
    if (source === link) return 'the chain comes back to itself';
    seen.add(source);
    source = sourceOf(source, links, policy);
  }
  return undefined;
}

/** Partitions of each side, finest first: the pack has a table from each to the next. */
const PARTITIONS: Partial<Record<Dimension, readonly string[]>> = {
  surface: ['zones', 'sectors'],
  underground: ['stations', 'groups', 'metro_sectors'],
};
/** The finest partition outside the leads (PRIVACY 5, the chain of each dimension); any other role has the coarsest. */
const FINEST: Partial<Record<Dimension, Record<string, string>>> = {
  surface: { mobile: 'zones' },
  underground: { ratp: 'groups' },
};

/** V2: a weaker partition coarsens the stronger one, by a table of the pack, and no role has a finer one than its own. */
export function partitionsCoarsen({ policy, territory }: Subject): Flaw[] {
  const links = linksOf(policy);
  const along = links.flatMap((link) => {
    const ordered = PARTITIONS[link.dimension];
    if (!ordered) return [];
    const held = heldThrough(link, links, policy);
    const partition = typeof held === 'object' ? held.area?.partition : undefined;
    if (partition === undefined) return [];
    const path = link.area ? `${link.path}.partition` : link.path;
    const grain = ordered.indexOf(partition);
    if (grain < 0) return link.area ? [{ path, reason: `the pack has no table of ${partition}` }] : [];
    const flaws: Flaw[] = [];
    const origin = originOf(link, links, policy);
    const above = typeof origin === 'object' ? ordered.indexOf(origin.area?.partition ?? '') : 0;
    if (grain < above) {
      flaws.push({ path, reason: `${partition} is finer than what it is computed from` });
    }
    const finest = FINEST[link.dimension]?.[link.role] ?? ordered.at(-1) ?? '';
    if (grain < ordered.indexOf(finest)) {
      flaws.push({ path, reason: `${link.role} may be told ${finest}, not ${partition}` });
    }
    return flaws;
  });
  return [...along, ...tablesWithoutParent(territory)];
}

function tablesWithoutParent(territory: Subject['territory']): Flaw[] {
  return (territory ? checkTerritory(territory) : [])
    .filter(({ path }) => isNestingPath(path))
    .map(({ file, path, reason }) => ({ path: `${file}: ${path}`, reason }));
}

/** Whether a finding of the pack is about a place whose coarser place does not exist. */
export function isNestingPath(path: string): boolean {
  return /^(zones\[\d+\]\.sector|stations\[\d+\]\.group|groups\[\d+\]\.metroSector)$/.test(path);
}

const MIN_DELAY_MIN = 60;
/** On the surface: 30 min for those who care and coordinate, 60 min for every other screen (PRIVACY 5, DECISIONS D4). */
const MIN_SURFACE_DELAY_MIN: Record<string, number> = { mobile: 30, hospital: 30, coordination: 30 };

/** V3: delays never shrink down a chain, none is shorter than its audience's, and nothing leaves before it is sealed. */
export function delaysGrow({ policy }: Subject): Flaw[] {
  const links = linksOf(policy);
  return links.flatMap((link) => {
    const held = heldThrough(link, links, policy);
    const delay = typeof held === 'object' ? held.area?.delayMin : undefined;
    if (delay === undefined) return [];
    const path = link.area ? `${link.path}.delay_min` : link.path;
    const least =
      link.dimension === 'surface' ? (MIN_SURFACE_DELAY_MIN[link.role] ?? MIN_DELAY_MIN) : MIN_DELAY_MIN;
    const flaws: Flaw[] = [];
    if (delay < least) {
      flaws.push({ path, reason: `${link.role} is told after ${delay} min, not before ${least} min` });
    }
    const origin = originOf(link, links, policy);
    const above = typeof origin === 'object' ? (origin.area?.delayMin ?? 0) : policy.clock.seal_after_min;
    if (link.area && delay < above) {
      flaws.push({ path, reason: `${delay} min is less than the ${above} min of what it is computed from` });
    }
    return flaws;
  });
}

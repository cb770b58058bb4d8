import type { PolicyDraft, Role } from './draft.ts';

const DIMENSIONS = ['surface', 'underground', 'rest', 'beds', 'queue'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * One arrow of the policy: what `role` receives of `dimension` is computed from what `from` receives. Without area
 * and classes it is an alias: the very same values.
 */
export type Link = {
  readonly role: string;
  readonly dimension: Dimension;
  readonly path: string;
  readonly from: string;
  readonly area: { readonly partition: string; readonly delayMin: number } | null;
  readonly edges: readonly number[] | null;
  readonly tickMin: number | null;
};

export type Source = 'seal' | 'exact' | Link | undefined;

/** Every arrow of the policy, in its order. */
export function linksOf({ roles }: PolicyDraft): Link[] {
  return Object.entries(roles).flatMap(([role, views]) =>
    DIMENSIONS.flatMap((dimension) => linkOf(role, dimension, views) ?? []),
  );
}

function linkOf(role: string, dimension: Dimension, views: Role): Link | undefined {
  const path = `roles.${role}.${dimension}`;
  const view = views[dimension];
  if (view === undefined || typeof view === 'string') return undefined;
  const bare = { role, dimension, path, area: null, edges: null, tickMin: null };
  if ('others' in view) return { ...bare, path: `${path}.others`, from: view.others.from };
  if ('level' in view && view.level) return { ...bare, path: `${path}.level`, from: view.level.from };
  if (!('from' in view)) return undefined;
  const link = { ...bare, from: view.from };
  if ('partition' in view) {
    return { ...link, area: { partition: view.partition, delayMin: view.delay_min } };
  }
  if ('free_edges' in view) return { ...link, edges: view.free_edges, tickMin: view.tick_min };
  if ('edges' in view) return { ...link, edges: view.edges, tickMin: view.tick_min };
  if ('wait_edges_h' in view) return { ...link, edges: view.wait_edges_h, tickMin: view.tick_min };
  return link;
}

/** Where an arrow begins; undefined when nothing is there to begin from. */
export function sourceOf({ from, dimension }: Link, links: readonly Link[], policy: PolicyDraft): Source {
  if (from === 'seal' || from === 'exact') return from;
  const view = policy.roles[from]?.[dimension];
  if (typeof view === 'object' && 'kind' in view && view.kind === 'exact') return 'exact';
  return links.find((other) => other.role === from && other.dimension === dimension);
}

/**
 * What an arrow's values are made of, past every alias. Undefined where the chain is broken or turns in a circle: V1
 * names that, and nothing else can be said of it.
 */
export function originOf(link: Link, links: readonly Link[], policy: PolicyDraft): Source {
  const seen = new Set<Link>([link]);
  let source = sourceOf(link, links, policy);
  while (typeof source === 'object' && isAlias(source)) {
    if (seen.has(source)) return undefined;
    seen.add(source);
    source = sourceOf(source, links, policy);
  }
  return source;
}

function isAlias(link: Link): boolean {
  return link.area === null && link.edges === null;
}

/** What a role ends up holding through this arrow: its own values, or those of what it is an alias of. */
export function heldThrough(link: Link, links: readonly Link[], policy: PolicyDraft): Source {
  return isAlias(link) ? originOf(link, links, policy) : link;
}

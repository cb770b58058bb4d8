import { peopleClassSchema } from '../domain/pass/commands.ts';
import type { Territory } from '../territory/schema.ts';
import { bandSchema, freeBedsSchema, queueLevelSchema, waitSchema } from '../view/capacity.ts';
import { linksOf, originOf, type Dimension, type Link } from './chain.ts';
import type { Flaw, Subject } from './finding.ts';

/** V5: the class edges of a weaker view are a subset of the stronger's, and each class has its word on the wire. */
export function classesNest({ policy }: Subject): Flaw[] {
  const links = linksOf(policy);
  const nested = links.flatMap((link) => {
    const { edges } = link;
    if (edges === null) return [];
    const path = edgesPath(link);
    const origin = originOf(link, links, policy);
    const stronger = typeof origin === 'object' ? origin.edges : null;
    const added = stronger ? edges.filter((edge) => !stronger.includes(edge)) : [];
    const flaws: Flaw[] = [];
    if (added.length > 0) {
      flaws.push({ path, reason: `${added.join(', ')} is not an edge of what it is computed from` });
    }
    if (!areLowerEdges(edges)) {
      flaws.push({ path, reason: 'lower edges start at 0, so that small merges with none, and grow' });
    }
    const nameless = wordsOf(link.dimension, edges).filter((name) => !WIRE_WORDS[link.dimension].has(name));
    if (nameless.length > 0) {
      flaws.push({ path, reason: `the wire has no word for the class ${nameless.join(', ')}` });
    }
    return flaws;
  });
  const atRisk = Object.entries(policy.roles).flatMap(([role, { queue }]) => {
    if (typeof queue !== 'object' || !('at_risk' in queue)) return [];
    const words = countWords(queue.at_risk);
    if (sameWords(words, queueLevelSchema.shape.atRisk.options)) return [];
    const reason = `the wire has other classes than ${words.join(', ')}`;
    return [{ path: `roles.${role}.queue.at_risk`, reason }];
  });
  return [...nested, ...atRisk];
}

function edgesPath({ path, dimension }: Link): string {
  if (dimension === 'queue') return `${path}.wait_edges_h`;
  return dimension === 'rest' ? `${path}.free_edges` : `${path}.edges`;
}

function areLowerEdges(edges: readonly number[]): boolean {
  return edges[0] === 0 && edges.every((edge, index) => index === 0 || edge > (edges[index - 1] ?? edge));
}

const WIRE_WORDS: Record<Dimension, ReadonlySet<string>> = {
  surface: new Set(),
  underground: new Set(),
  rest: new Set(bandSchema.options),
  beds: new Set(freeBedsSchema.options),
  queue: new Set(waitSchema.options),
};

function wordsOf(dimension: Dimension, edges: readonly number[]): string[] {
  switch (dimension) {
    case 'surface':
    case 'underground':
      return [];
    case 'rest':
      // A small limit drops the upper edges (PRV-26): every shorter list must have its words too. Class 0 is `complet`.
      return [...new Set(edges.flatMap((_, last) => countWords(edges.slice(0, last + 1)).slice(1)))];
    case 'beds':
      return countWords(edges);
    case 'queue':
      return [
        ...edges.slice(1).map((edge, index) => (index === 0 ? `<${edge}` : `${edges[index]}-${edge}`)),
        `>${edges.at(-1)}`,
      ];
  }
}

/** `0`, `1-4`, `5+`: the classes between lower edges. */
function countWords(edges: readonly number[]): string[] {
  return edges.map((lower, index) => {
    const next = edges[index + 1];
    if (next === undefined) return `${lower}+`;
    return next - 1 === lower ? `${lower}` : `${lower}-${next - 1}`;
  });
}

function sameWords(words: readonly string[], others: readonly string[]): boolean {
  return words.length === others.length && words.every((word, index) => word === others[index]);
}

/** V6: the lowest class of people met holds none to four at least, and the classes are those a phone can send. */
export function smallGroupsMerge({ policy }: Subject): Flaw[] {
  const path = 'capture.people_edges';
  const edges = policy.capture.people_edges;
  const flaws: Flaw[] = [];
  if (!areLowerEdges(edges)) flaws.push({ path, reason: 'lower edges start at 0 and grow' });
  if ((edges[1] ?? Infinity) < 5) {
    flaws.push({ path, reason: `the first class ends under ${edges[1]}: 0 and 4 must be the same byte` });
  }
  const words = countWords(edges);
  if (!sameWords(words, peopleClassSchema.options)) {
    flaws.push({ path, reason: `a phone sends ${peopleClassSchema.options.join(', ')}` });
  }
  return flaws;
}

/** What k = 11 asks of a class of occupancies, and of a table (PRV-23, PRV-26). */
const HIDDEN_AT_LEAST = 11;

/** V8: the class of the emptiest rooms hides eleven occupancies, for every space and regime; none at a limit of 10. */
export function emptiestClassHides({ policy, territory }: Subject): Flaw[] {
  const { hide_at_least, min_limit_for_classes } = policy.rest;
  const flaws: Flaw[] = [];
  if (hide_at_least < HIDDEN_AT_LEAST) {
    flaws.push({ path: 'rest.hide_at_least', reason: `${hide_at_least} is less than ${HIDDEN_AT_LEAST}` });
  }
  if (min_limit_for_classes < HIDDEN_AT_LEAST) {
    const reason = `a class under a limit of ${min_limit_for_classes} hides fewer than ${HIDDEN_AT_LEAST} occupancies`;
    flaws.push({ path: 'rest.min_limit_for_classes', reason });
  }
  const limits = territory ? limitsOf(territory) : [];
  const classes = linksOf(policy).flatMap(({ dimension, edges, path }) =>
    dimension === 'rest' && edges ? [{ edges, path: `${path}.free_edges` }] : [],
  );
  return [
    ...flaws,
    ...limits.flatMap(({ of, limit }) =>
      limit < min_limit_for_classes
        ? []
        : classes.flatMap(({ edges, path }) => {
            // The edges that `edgesUnder` (server/release/bands.ts) keeps under this limit.
            const kept = edges.filter((edge) => edge <= 1 || edge <= limit - (hide_at_least - 1));
            const hidden = limit + 1 - Math.max(...kept);
            return hidden >= HIDDEN_AT_LEAST
              ? []
              : [{ path, reason: `${of}, limit ${limit}: the top class hides ${hidden} occupancies` }];
          }),
    ),
  ];
}

function limitsOf({ services }: Territory): { of: string; limit: number }[] {
  return services.restSpaces.flatMap(({ id, jaugeJour, jaugeNuit }) => [
    { of: `${id} by day`, limit: jaugeJour.value },
    { of: `${id} by night`, limit: jaugeNuit.value },
  ]);
}

/** V22: the share of admissions is weekly, and nothing is counted in groups smaller than eleven. */
export function sharesAreCoarse({ policy }: Subject): Flaw[] {
  const shares = Object.entries(policy.roles).flatMap(([role, { queue }]) =>
    typeof queue === 'object' && 'share' in queue && queue.share !== 'weekly'
      ? [{ path: `roles.${role}.queue.share`, reason: `${queue.share}: a share is computed once a week` }]
      : [],
  );
  const ks = [
    { path: 'request.share.k', k: policy.request.share.k },
    ...(policy.stats ? [{ path: 'stats.k', k: policy.stats.k }] : []),
  ];
  return [
    ...shares,
    ...ks.flatMap(({ path, k }) =>
      k < HIDDEN_AT_LEAST ? [{ path, reason: `${k} is less than ${HIDDEN_AT_LEAST}` }] : [],
    ),
  ];
}

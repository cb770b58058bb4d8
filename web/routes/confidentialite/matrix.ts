import type { PolicyDraft } from '#shared/policy/draft';
import { m } from '#lib/paraglide/messages.js';
import { leavesOf } from './leaves.ts';
import { likeWords, phraseOf, type Phrase, type Rank } from './phrases.ts';

/** What the table has a column for; whatever else a role has stands in the last one. */
const DIMENSIONS = ['surface', 'underground', 'rest', 'beds', 'queue'] as const;
type Dimension = (typeof DIMENSIONS)[number];
export type Column = Dimension | 'other';
export const COLUMNS: readonly Column[] = [...DIMENSIONS, 'other'];

type Cell = {
  readonly column: Column;
  readonly phrases: readonly Phrase[];
  /** Classes of retention of what is shown here. */
  readonly lives: readonly string[];
};
export type Row = { readonly role: string; readonly cells: readonly Cell[] };

const RANKS: readonly Rank[] = ['what', 'when', 'classes', 'detail', 'raw'];

/** Who sees what, a row for each role of the policy, in its order, and every field of that role in one of the cells. */
export function matrixOf(policy: PolicyDraft): Row[] {
  return Object.entries(policy.roles).map(([role, views]) => ({
    role,
    cells: COLUMNS.map((column) => {
      const dimensions = column === 'other' ? Object.keys(views).filter(hasNoColumn) : [column];
      return cellOf(policy, role, column, dimensions);
    }),
  }));
}

function hasNoColumn(dimension: string): boolean {
  return !DIMENSIONS.some((known) => known === dimension);
}

function cellOf(policy: PolicyDraft, role: string, column: Column, dimensions: readonly string[]): Cell {
  const phrases = dimensions.flatMap((dimension) => phrasesOf(policy, role, dimension, []));
  const once = phrases.filter(
    ({ text }, index) => phrases.findIndex((other) => other.text === text) === index,
  );
  const lives = dimensions.flatMap((dimension) => livesOf(policy, role, dimension, []));
  return {
    column,
    phrases: once.sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank)),
    lives: [...new Set(lives)],
  };
}

function viewOf(policy: PolicyDraft, role: string, dimension: string): unknown {
  return (policy.roles[role] as Record<string, unknown> | undefined)?.[dimension];
}

/** `{ from: 'hospital' }`, and nothing else: the very values of another role. */
function aliasOf(view: unknown): string | null {
  if (typeof view !== 'object' || view === null) return null;
  const [[key, from] = [], ...more] = Object.entries(view);
  return key === 'from' && more.length === 0 && typeof from === 'string' ? from : null;
}

/**
 * Its own fields, then those of whom it receives the values of; `seen` stops a policy that turns in a circle. The level
 * of waiting has the longest words of all: they stand once, in the cell of the role it comes from.
 */
function phrasesOf(policy: PolicyDraft, role: string, dimension: string, seen: readonly string[]): Phrase[] {
  const view = viewOf(policy, role, dimension);
  if (view === undefined) return [];
  const path = ['roles', role, dimension];
  const alias = aliasOf(view);
  const own: Phrase[] =
    alias === null
      ? leavesOf(view, path).map(phraseOf)
      : [{ rank: 'detail', text: likeWords(alias), path: [...path, 'from'].join('.') }];
  return [
    ...own,
    ...(dimension === 'queue' ? [] : sourcesOf(view))
      .filter((from) => !seen.includes(from))
      .flatMap((from) => phrasesOf(policy, from, dimension, [...seen, role]).filter(tellsMore)),
  ];
}

/** Through how many hands a value came is told once, by the role that received it last. */
function tellsMore({ rank }: Phrase): boolean {
  return rank !== 'detail';
}

/** The roles whose values this view holds as they are, whole or in a part of it. */
function sourcesOf(view: unknown): string[] {
  if (typeof view !== 'object' || view === null) return [];
  return [aliasOf(view), ...Object.values(view).map(aliasOf)].filter((from) => from !== null);
}

/** Under which class of retention the values of a view rest (PRIVACY 11). */
function livesOf(policy: PolicyDraft, role: string, dimension: string, seen: readonly string[]): string[] {
  const view = viewOf(policy, role, dimension);
  const own = ownLives(dimension, view);
  const received = sourcesOf(view)
    .filter((from) => !seen.includes(from))
    .flatMap((from) => livesOf(policy, from, dimension, [...seen, role]));
  return [...own, ...received];
}

const LIVES_OF_OTHERS: Record<string, readonly string[]> = {
  presence: ['presence'],
  missions: ['mission'],
  reports: ['r13m'],
  own_requests: ['r72h'],
  audit: ['audit'],
  releases: ['r13m'],
};

function ownLives(dimension: string, view: unknown): readonly string[] {
  if (view === undefined || view === 'none' || aliasOf(view) !== null) return [];
  if (hasNoColumn(dimension)) return LIVES_OF_OTHERS[dimension] ?? [];
  if (view === 'own_tour') return ['r72h'];
  if (typeof view !== 'object' || view === null) return [];
  if ('codes' in view) return ['request'];
  if ('level' in view) return [];
  if ('own' in view) return ['r72h'];
  return 'kind' in view && (view.kind === 'passes' || view.kind === 'exact') ? ['r72h'] : ['r13m'];
}

const HEADS: Record<Column, () => string> = {
  surface: m.privacy_dim_surface,
  underground: m.privacy_dim_underground,
  rest: m.privacy_dim_rest,
  beds: m.privacy_dim_beds,
  queue: m.privacy_dim_queue,
  other: m.privacy_dim_other,
};

export function columnWords(column: Column): string {
  return HEADS[column]();
}

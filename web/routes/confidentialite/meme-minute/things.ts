import { m } from '#lib/paraglide/messages.js';
import { fieldWords, kindWords, saidOf, valueWords } from './fact-words.ts';

/** One thing in a frame: its key, its kind, and what is said of it, each fact apart. */
export type Thing = { readonly key: string; readonly kind: string; readonly facts: readonly string[] };

type Held = Readonly<Record<string, unknown>>;
const isHeld = (value: unknown): value is Held =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The things a frame tells of, in its order, and the moment it was taken at; null when the bytes are no list of
 * changes. It reads whatever it is given: a frame is shown here before anyone knows what a new audience receives.
 */
export function readFrame(bytes: string): { at: string | null; things: Thing[] } | null {
  const frame = parsed(bytes);
  const view = isHeld(frame) && isHeld(frame['changes']) ? frame['changes'] : frame;
  if (!isHeld(view) || !Array.isArray(view['changes'])) return null;
  const things = (view['changes'] as unknown[]).flatMap((change) => {
    if (!isHeld(change) || typeof change['key'] !== 'string' || !isHeld(change['value'])) return [];
    const { kind, id: _id, ...said } = change['value'];
    return [{ key: change['key'], kind: typeof kind === 'string' ? kind : '', facts: factsOf(said) }];
  });
  const presence = Array.isArray(view['presence']) ? (view['presence'] as unknown[]).filter(isHeld) : [];
  return {
    at: typeof view['at'] === 'string' ? view['at'] : null,
    things: [
      ...things,
      ...presence.map(({ team, ...said }) => ({
        key: `presence:${String(team)}`,
        kind: 'presence',
        facts: factsOf(said),
      })),
    ],
  };
}

function parsed(bytes: string): unknown {
  try {
    return JSON.parse(bytes) as unknown;
  } catch {
    return null;
  }
}

/** Each value with the name of its field. A list of short values is one fact, and each long one is a fact of its own. */
function factsOf(said: Held, under = ''): string[] {
  return Object.entries(said).flatMap(([field, value]) => {
    const name = under === '' ? field : `${under}.${field}`;
    if (isHeld(value)) return factsOf(value, name);
    // The percentage beside it says as much.
    if (name === 'level.share.kind' && value === 'part') return [];
    if (!Array.isArray(value)) return [factOf(name, saidOf(name, value))];
    const all = value as unknown[];
    if (all.length === 0) return [factOf(name, m.privacy_f_none())];
    if (all.every((each) => !isHeld(each))) return [factOf(name, all.map(valueWords).join(', '))];
    return all.map((each) => (isHeld(each) ? pairOf(each) : valueWords(each)));
  });
}

const factOf = (field: string, words: string) => `${fieldWords(field)}\u202f: ${words}`;

/** Two values are a thing and what is said of it; more are told with their names. */
function pairOf(said: Held): string {
  const values = Object.values(said);
  if (values.length === 2 && values.every((each) => typeof each === 'string')) {
    return values.map(valueWords).join('\u202f: ');
  }
  return factsOf(said).join(', ');
}

export type Group = 'situation' | 'surface' | 'underground' | 'rest' | 'beds' | 'queue' | 'other';
const GROUPS: Record<string, Group> = {
  situation: 'situation',
  'situation-surface': 'situation',
  'situation-souterrain': 'situation',
  'zone-coverage': 'surface',
  zone: 'surface',
  sector: 'surface',
  station: 'underground',
  group: 'underground',
  'metro-sector': 'underground',
  'rest-space': 'rest',
  'rest-space-band': 'rest',
  beds: 'beds',
  bed: 'beds',
  queue: 'queue',
  request: 'queue',
};
const ORDER: readonly Group[] = ['situation', 'surface', 'underground', 'rest', 'beds', 'queue', 'other'];

/** One line of the comparison: a thing, and what each frame says of it, in the order of the frames. */
export type Line = { readonly key: string; readonly cells: readonly (readonly string[] | null)[] };

/** The things of all frames side by side, by subject; null in a cell: that audience receives nothing of it. */
export function compared(frames: readonly (readonly Thing[])[]): { group: Group; lines: readonly Line[] }[] {
  const kinds = new Map(frames.flat().map((thing) => [subjectOf(thing), thing.kind]));
  return ORDER.map((group) => ({
    group,
    lines: [...kinds]
      .filter(([, kind]) => (GROUPS[kind] ?? 'other') === group)
      .map(([key]) => ({ key, cells: frames.map((things) => factsAbout(key, things)) })),
  })).filter(({ lines }) => lines.length > 0);
}

/** A rest space has two keys, as a count and as a class, and a situation one for each delay: each is one thing to compare. */
function subjectOf({ key }: Thing): string {
  return key.replace(/^rest-space-band:/, 'rest-space:').replace(/^situation-.*/, 'situation');
}

function factsAbout(subject: string, things: readonly Thing[]): readonly string[] | null {
  const told = things.filter((thing) => subjectOf(thing) === subject);
  if (told.length === 0) return null;
  return told.flatMap(({ kind, facts }) =>
    kind.startsWith('situation-') ? [kindWords(kind), ...facts] : facts,
  );
}

const HEADS: Record<Group, () => string> = {
  situation: m.privacy_k_situation,
  surface: m.privacy_group_surface,
  underground: m.privacy_group_underground,
  rest: m.privacy_group_rest,
  beds: m.privacy_group_beds,
  queue: m.privacy_group_queue,
  other: m.privacy_group_other,
};

export function groupWords(group: Group): string {
  return HEADS[group]();
}

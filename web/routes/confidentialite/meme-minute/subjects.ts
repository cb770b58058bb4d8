import { restSpaces } from '#territory/services.json';
import { groups, metroSectors, stations } from '#territory/stations.json';
import { sectors, zones } from '#territory/zones.json';
import { kindWords, namedWords, valueWords } from './fact-words.ts';
import { compared, type Thing } from './things.ts';

const NAMES = new Map<string, string>([
  ...[...zones, ...sectors, ...stations, ...groups, ...metroSectors].map(
    ({ id, name }) => [id, name] as const,
  ),
  ...restSpaces.map(({ id }) => [id, id] as const),
]);

/** Bed 10 stands after bed 9. */
const NUMBERED = new Intl.Collator('fr', { numeric: true });

/** What frames tell, by subject, each line with the name that the pack has for its place, in the pack's order. */
export function subjectsOf(frames: readonly (readonly Thing[])[]) {
  return compared(frames).map(({ group, lines }) => ({
    group,
    lines: lines
      .map((line) => ({ ...line, name: nameOf(line.key) }))
      .sort((a, b) => rankOf(a.key) - rankOf(b.key) || NUMBERED.compare(a.key, b.key)),
  }));
}

/** The pack's own name of the place in a key, with what follows it; a key without one is its own name. */
function nameOf(key: string): string {
  const [kind = '', id, ...more] = key.split(':');
  if (id === undefined) return kindWords(kind);
  return [
    (kind === 'saturation' ? undefined : NAMES.get(id)) ?? namedWords(kind, id),
    ...more.map(valueWords),
  ].join(', ');
}

/** Places stand in the pack's order: a frame's own is that of its last changes, another at each minute. */
function rankOf(key: string): number {
  const rank = [...NAMES.keys()].indexOf(key.split(':')[1] ?? '');
  return rank < 0 ? NAMES.size : rank;
}

import { localHourOf } from '#shared/kernel/local-time';
import { instantSchema } from '#shared/kernel/instant';
import { timezone } from '#lib/territory.ts';
import { restSpaces } from '#territory/services.json';
import { groups, metroSectors, stations } from '#territory/stations.json';
import { sectors, zones } from '#territory/zones.json';
import type { PageServerLoad } from './$types';
import { kindWords, valueWords } from './fact-words.ts';
import { compared, readFrame } from './things.ts';

const NAMES = new Map<string, string>([
  ...[...zones, ...sectors, ...stations, ...groups, ...metroSectors].map(
    ({ id, name }) => [id, name] as const,
  ),
  ...restSpaces.map(({ id }) => [id, id] as const),
]);

/**
 * What other audiences would be sent now, as it would be sent: those that the reader may look at, hence all four in a
 * demonstration.
 */
export const load: PageServerLoad = ({ locals, request }) => {
  const sent = locals.host.sameMinute(request.headers.get('cookie'));
  if (sent === null) return { minute: null };
  const frames = sent.map(({ audience, bytes }) => {
    const read = readFrame(bytes);
    return { audience, bytes, size: new TextEncoder().encode(bytes).length, read };
  });
  const subjects = compared(frames.map(({ read }) => read?.things ?? [])).map(({ group, lines }) => ({
    group,
    lines: lines
      .map((line) => ({ ...line, name: nameOf(line.key) }))
      .sort((a, b) => rankOf(a.key) - rankOf(b.key)),
  }));
  const at = instantSchema.safeParse(frames.find(({ read }) => read?.at)?.read?.at);
  return {
    minute: {
      at: at.success ? localHourOf(timezone, at.data) : null,
      frames: frames.map(({ read, ...frame }) => ({ ...frame, things: read?.things.length ?? null })),
      subjects,
    },
  };
};

/** The pack's own name of the place in a key, with what follows it; a key without one is its own name. */
function nameOf(key: string): string {
  const [kind = '', id, ...more] = key.split(':');
  if (id === undefined) return kindWords(kind);
  return [NAMES.get(id) ?? id, ...more.map(valueWords)].join(', ');
}

/** Places stand in the pack's order: a frame's own is that of its last changes, another at each minute. */
function rankOf(key: string): number {
  const rank = [...NAMES.keys()].indexOf(key.split(':')[1] ?? '');
  return rank < 0 ? NAMES.size : rank;
}

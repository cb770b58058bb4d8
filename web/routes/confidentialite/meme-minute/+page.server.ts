import { localHourOf } from '#shared/kernel/local-time';
import { instantSchema } from '#shared/kernel/instant';
import { timezone } from '#lib/territory.ts';
import type { PageServerLoad } from './$types';
import { readFrame } from './things.ts';
import { subjectsOf } from './subjects.ts';

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
  const subjects = subjectsOf(frames.map(({ read }) => read?.things ?? []));
  const at = instantSchema.safeParse(frames.find(({ read }) => read?.at)?.read?.at);
  return {
    minute: {
      at: at.success ? localHourOf(timezone, at.data) : null,
      frames: frames.map(({ read, ...frame }) => ({ ...frame, things: read?.things.length ?? null })),
      subjects,
    },
  };
};

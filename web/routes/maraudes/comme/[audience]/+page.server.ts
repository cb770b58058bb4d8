import { error } from '@sveltejs/kit';
import { timezone } from '#lib/territory.ts';
import { instantSchema } from '#shared/kernel/instant';
import { localHourOf } from '#shared/kernel/local-time';
import { seenByLead } from '#shared/view/sees-as';
import { subjectsOf } from '../../../confidentialite/meme-minute/subjects.ts';
import { readFrame } from '../../../confidentialite/meme-minute/things.ts';
import type { PageServerLoad } from './$types';

/** What a weaker audience would be sent now, for a lead who wants to know what others see. It is read, and that is all. */
export const load: PageServerLoad = ({ locals, params, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const audience = seenByLead(params.audience);
  if (!audience) error(404);
  const { simulated, speed } = locals.host;
  const bytes = locals.host.seenAs(audience, request.headers.get('cookie'));
  if (bytes === null) return { audience, seen: null, simulated, speed };
  const read = readFrame(bytes);
  const at = instantSchema.safeParse(read?.at);
  return {
    audience,
    simulated,
    speed,
    seen: {
      bytes,
      size: new TextEncoder().encode(bytes).length,
      things: read?.things.length ?? null,
      at: at.success ? localHourOf(timezone, at.data) : null,
      subjects: subjectsOf([read?.things ?? []]),
    },
  };
};

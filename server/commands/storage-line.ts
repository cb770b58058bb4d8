import type { WhyAway } from '#server/log/event-log';
import type { LogLine } from '#server/ports/logger';

/** What the journal says when the storage takes nothing, or something else keeps it from that, with the operator's next move. */
export function storageLine(why: WhyAway): LogLine {
  return { kind: 'storage', is: 'away', why, next: NEXT[why] };
}

const BY_ITSELF = 'this server goes on by itself';
const NEXT: Record<WhyAway, string> = {
  unreachable: `see that Redis runs, and that this machine reaches it: ${BY_ITSELF}`,
  loading: `nothing: Redis reads its files, and ${BY_ITSELF} once it has`,
  full: `give Redis room, in memory (maxmemory) or on its disk: ${BY_ITSELF}`,
  'not-primary': `lead this address to the server that is the primary now: ${BY_ITSELF}`,
  refused:
    'see what Redis says in the text of the next start, or set it as before: its settings, its rights and its passwords',
  lost: 'acknowledged facts are gone from Redis, and this server has stopped using it: put its disk or its copy back, or accept the loss, then start every server again (deploy/OPERATIONS.md)',
};

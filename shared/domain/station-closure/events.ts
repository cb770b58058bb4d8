import type { StationId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';

/** A station that the operator says is closed: public. What follows of it for a due pass is a lead's to say. */
export type StationClosure = {
  readonly id: StationId;
  readonly from: Instant;
  readonly until: Instant | null;
};
export type StationClosures = readonly StationClosure[];

/** Every station that is closed, as the operator's feed last had it: the whole list, which replaces the one before. */
export type ClosuresTold = { type: 'ClosuresTold'; at: Instant; closures: StationClosures };

export function evolveClosures(_before: StationClosures, event: ClosuresTold): StationClosures {
  return event.closures;
}

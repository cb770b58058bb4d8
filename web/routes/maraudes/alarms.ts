import type { RestSpaceId } from '#shared/kernel/ids';
import type { QueueLevel } from '#shared/view/capacity';
import type { DutyState } from './coverage.ts';
import type { Occupancy } from './occupancy.ts';

/** An alarm that the entities of this screen raise by themselves. All are P2; none has a place of people in it. */
export type LeadAlarm =
  | { readonly kind: 'admission' }
  | { readonly kind: 'complet'; readonly space: RestSpaceId }
  | { readonly kind: 'peril'; readonly cells: number };

/** In the order in which they ask for an answer: a person waits, then a door is closed, then a gap will be one. */
export function leadAlarms(state: {
  readonly queue: QueueLevel | null;
  readonly spaces: readonly { readonly id: RestSpaceId; readonly occupancy: Occupancy }[];
  readonly duties: readonly DutyState[];
}): LeadAlarm[] {
  const cells = state.duties.filter((duty) => duty === 'en-peril').length;
  return [
    ...(state.queue?.atRisk === '1+' ? [{ kind: 'admission' } as const] : []),
    ...state.spaces
      .filter(({ occupancy }) => occupancy.kind === 'ouvert' && occupancy.word === 'complet')
      .map(({ id }) => ({ kind: 'complet', space: id }) as const),
    ...(cells > 0 ? [{ kind: 'peril', cells } as const] : []),
  ];
}

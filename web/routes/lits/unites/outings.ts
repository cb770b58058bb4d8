import type { EntityOf } from '#shared/view/entity';

export type OutingEntity = Extract<EntityOf['hospital'], { kind: 'outing' }>;

/** An ended outing is shown as long as the server tells of it, but never more of them than this. */
const ENDED_SHOWN = 6;

/** Those that wait for an answer, the first owed first; then those that were accepted; then the last that ended. */
export function inOrder(outings: readonly OutingEntity[]): OutingEntity[] {
  const of = (...kinds: OutingEntity['state']['kind'][]) =>
    outings.filter(({ state }) => kinds.includes(state.kind));
  const waiting = of('demandee').sort(
    (a, b) => a.answerBy.localeCompare(b.answerBy) || a.askedAt.localeCompare(b.askedAt),
  );
  const accepted = of('acceptee').sort((a, b) => a.askedAt.localeCompare(b.askedAt));
  const ended = of('refusee', 'faite', 'retiree')
    .sort((a, b) => endOf(b).localeCompare(endOf(a)))
    .slice(0, ENDED_SHOWN);
  return [...waiting, ...accepted, ...ended];
}

function endOf({ state, askedAt }: OutingEntity): string {
  return state.kind === 'demandee' ? askedAt : state.at;
}

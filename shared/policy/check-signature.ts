import { approvalSchema, TO_CONFIGURE } from './draft.ts';
import type { Flaw, Subject } from './finding.ts';

/** As many digits as the wall shows of the hash. */
const SHOWN_AT_LEAST = 4;

/** V19: the hash that is shown is that of the file as written: nothing was dropped, filled in or changed in between. */
export function hashIsShown({ facts: { hash } }: Subject): Flaw[] {
  const isSame = hash.shown.length >= SHOWN_AT_LEAST && hash.computed.startsWith(hash.shown.toLowerCase());
  if (isSame) return [];
  return [{ path: 'hash', reason: `shown ${hash.shown}, computed ${hash.computed}` }];
}

/** V20: the data protection officer and a representative of the field have approved; a demonstration may wait for them. */
export function twoApproved({ policy: { approvals }, facts }: Subject): Flaw[] {
  const given = approvals.filter(({ name, on }) => name !== TO_CONFIGURE && on !== null);
  const wanted = approvalSchema.shape.role.options;
  const awaited = wanted.filter((role) => !given.some((approval) => approval.role === role));
  if (awaited.length > 0) {
    const flaw = { path: 'approvals', reason: `approbations à configurer (${awaited.join(', ')})` };
    return [facts.demonstration ? { ...flaw, severity: 'warning' } : flaw];
  }
  const people = new Set(given.map(({ name }) => name.trim().toLowerCase()));
  return people.size >= wanted.length ? [] : [{ path: 'approvals', reason: 'one person approved twice' }];
}

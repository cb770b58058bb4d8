import type { WhyAway } from '../event-log.ts';

/** What a server says that may well take the same command later, by the first word of its errors. */
const SAID: readonly (readonly [said: RegExp, why: WhyAway])[] = [
  [/^LOADING\b/, 'loading'],
  [/^(OOM|MISCONF)\b/, 'full'],
  [/^(READONLY|MASTERDOWN|NOMASTERLINK|NOREPLICAS|MOVED|CLUSTERDOWN|TRYAGAIN)\b/, 'not-primary'],
  [/^(NOAUTH|WRONGPASS|NOPERM)\b/, 'refused'],
  [/^(BUSY|NOLOG)\b|max number of clients|Function not found/, 'unreachable'],
];

/** Why a Redis server that answers so is away; undefined when it is not: the command itself is at fault. */
export function whyAway(said: string): WhyAway | undefined {
  return SAID.find(([words]) => words.test(said))?.[1];
}

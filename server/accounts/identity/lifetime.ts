import type { Grant } from '#shared/access/grant';
import { DAY, HOUR, instantAt, MINUTE, msOf, plus, type Instant } from '#shared/kernel/instant';
import type { Account, Session } from './rows.ts';
import { needsSecondFactor } from './second-factor-roles.ts';

/** How long a session lives, and how finely its moments are kept, in milliseconds. */
export type Lifetime = { readonly idle: number; readonly absolute: number; readonly grain: number };

/** A desk is signed in to for one shift, with both factors. */
const DESK: Lifetime = { idle: 8 * HOUR, absolute: 12 * HOUR, grain: 15 * MINUTE };
/** A phone in the field keeps its session for a month; a day is all that is noted of its use. */
const PHONE: Lifetime = { idle: 30 * DAY, absolute: 30 * DAY, grain: DAY };
/** Between the password and the code, or until a second factor is set. */
const UNFINISHED_MS = 15 * MINUTE;

export function lifetimeOf(grants: readonly Grant[]): Lifetime {
  return needsSecondFactor(grants) ? DESK : PHONE;
}

/** When a session ends if nobody uses it again. Cut to a grain, its moments only make it end sooner. */
export function endOf({ stage, openedAt, seenAt }: Session, { grants }: Account): Instant {
  if (stage !== 'open') return plus(openedAt, UNFINISHED_MS);
  const { idle, absolute } = lifetimeOf(grants);
  const idleEnd = plus(seenAt, idle);
  const absoluteEnd = plus(openedAt, absolute);
  return idleEnd < absoluteEnd ? idleEnd : absoluteEnd;
}

/** A moment as it is kept. */
export function cutTo(grain: number, now: Instant): Instant {
  return instantAt(Math.floor(msOf(now) / grain) * grain);
}

import type { Desk, TooOften, Visit } from './desk.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { whyNotPassword, type PasswordRefusal } from './password-rule.ts';
import { rolesOf } from './rows.ts';
import { needsSecondFactor } from './second-factor-roles.ts';
import type { Sessions } from './sessions.ts';

export type PasswordChanged =
  | { readonly kind: 'done'; readonly cookies: readonly string[] }
  | { readonly kind: 'SignInOver' }
  | { readonly kind: 'CurrentPasswordRefused' }
  | PasswordRefusal
  | TooOften;

/** Someone signed in gives themselves another password: the present one is asked for, every other device is signed out. */
export async function changeOwnPassword(
  { desk, sessions }: { desk: Desk; sessions: Sessions },
  typed: { current: string; next: string },
  visit: Visit,
): Promise<PasswordChanged> {
  const { book, clock, chance, throttle, breached } = desk;
  const held = sessions.of(visit.cookie);
  const before = held && book.account(held.account);
  if (held?.stage !== 'open' || !before?.password) return { kind: 'SignInOver' };
  const seconds = await throttle.begin(`password of ${before.id}`);
  if (seconds > 0) return { kind: 'TooOften', seconds };
  if (!(await verifyPassword(before.password, typed.current.slice(0, 512))))
    return { kind: 'CurrentPasswordRefused' };
  await throttle.succeeded(`password of ${before.id}`);
  const hasSecondFactor = needsSecondFactor(before.grants) || before.secondFactor !== null;
  const refusal = whyNotPassword(typed.next, { ...before, hasSecondFactor }, breached);
  if (refusal) return refusal;

  const password = await hashPassword(typed.next, chance);
  const account = book.account(before.id);
  if (sessions.of(visit.cookie)?.id !== held.id || account?.password !== before.password)
    return { kind: 'SignInOver' };
  const opened = sessions.open({ ...account, password }, visit, held.hasSecondFactor);
  const who = { kind: 'account', account: account.id, session: opened.session.id } as const;
  const roles = rolesOf(account.grants);
  const what = {
    kind: 'AccountChanged',
    account: account.id,
    what: 'password',
    before: roles,
    after: roles,
  } as const;
  await book.change([...sessions.endingAll(account.id), ...opened.changes], { at: clock.now(), who, what });
  return { kind: 'done', cookies: opened.cookies };
}

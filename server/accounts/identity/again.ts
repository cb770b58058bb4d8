import type { Desk, TooOften, Visit } from './desk.ts';
import { verifyPassword } from './password-hash.ts';
import type { Account, Session } from './rows.ts';
import { unseal } from './sealed.ts';
import type { Sessions } from './sessions.ts';
import { stepOfCode } from './totp.ts';

/** Longer than any password that could have been set. */
const LONGEST_TYPED = 512;

/** What an account shows again: its password, else a code of its application, else a sign-in that was just made. */
export type Proof = 'password' | 'code' | 'sign-in';

export type ProofRefusal =
  /** Nothing was shown yet. */
  | { readonly kind: 'ProofAsked'; readonly by: Proof }
  | { readonly kind: 'CurrentPasswordRefused' }
  | { readonly kind: 'CodeRefused' }
  | { readonly kind: 'SignInOver' }
  | TooOften;
export type Shown = { readonly kind: 'shown'; readonly account: Account; readonly session: Session };

export function proofOf({ password, secondFactor }: Account): Proof {
  if (password !== null) return 'password';
  return secondFactor !== null ? 'code' : 'sign-in';
}

/**
 * Someone signed in shows a factor again, before an act that a stolen session must not do.
 * @param typed what they typed; null when they were not asked yet
 */
export async function showAgain(
  { desk, sessions }: { desk: Desk; sessions: Sessions },
  typed: string | null,
  visit: Visit,
): Promise<Shown | ProofRefusal> {
  const { book, throttle } = desk;
  const session = sessions.of(visit.cookie);
  const account = session && book.account(session.account);
  if (session?.stage !== 'open' || !account) return { kind: 'SignInOver' };
  const by = proofOf(account);
  // One just opened by a provider is proof enough for an account that has no factor of its own here.
  if (by === 'sign-in') return (await sessions.isJustOpened(session.id)) ? shown(account, session) : ask(by);
  if (typed === null) return ask(by);
  const tries = `${by} of ${account.id}`;
  const seconds = await throttle.begin(tries);
  if (seconds > 0) return { kind: 'TooOften', seconds };
  const after = by === 'password' ? await withPassword(account, typed) : withCode(desk, account, typed);
  if (!after) return { kind: by === 'password' ? 'CurrentPasswordRefused' : 'CodeRefused' };
  await throttle.succeeded(tries);
  // Read again: rights, the factor or the session may have gone while the password was computed.
  const still = book.account(account.id);
  if (sessions.of(visit.cookie)?.id !== session.id || still?.password !== account.password)
    return { kind: 'SignInOver' };
  if (after !== account) await book.change([{ put: 'accounts', row: after }]);
  return shown(book.account(account.id) ?? after, session);
}

async function withPassword(account: Account, typed: string): Promise<Account | null> {
  const isRight =
    account.password !== null && (await verifyPassword(account.password, typed.slice(0, LONGEST_TYPED)));
  return isRight ? account : null;
}

/** The account with this code taken: it serves once. */
function withCode({ key, clock }: Desk, account: Account, typed: string): Account | null {
  const kept = account.secondFactor;
  if (kept === null) return null;
  const lastStep = stepOfCode(
    unseal(kept.sealed, account.id, key.sealing),
    typed,
    clock.now(),
    kept.lastStep,
  );
  return lastStep === null ? null : { ...account, secondFactor: { ...kept, lastStep } };
}

function shown(account: Account, session: Session): Shown {
  return { kind: 'shown', account, session };
}

function ask(by: Proof): ProofRefusal {
  return { kind: 'ProofAsked', by };
}

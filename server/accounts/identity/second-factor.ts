import { showAgain, type ProofRefusal } from './again.ts';
import type { Desk, TooOften, Visit } from './desk.ts';
import type { SessionId } from '#shared/kernel/ids';
import { drawRecoveryCodes, hashOfRecoveryCode } from './recovery-codes.ts';
import type { Account, Session } from './rows.ts';
import { seal, unseal } from './sealed.ts';
import type { Sessions } from './sessions.ts';
import { base32, otpauthUri, stepOfCode, TOTP_SECRET_BYTES } from './totp.ts';

/** What an authenticator application is given, once: a QR code of the uri, or the secret to copy. */
export type Enrolment = { readonly secret: string; readonly uri: string };

export type Entered = { readonly kind: 'signed-in'; readonly cookies: readonly string[] };
export type Enrolled = Entered & { readonly recoveryCodes: readonly string[] };
export type CodesDrawn = { readonly kind: 'drawn'; readonly recoveryCodes: readonly string[] };
export type CodeRefusal = { readonly kind: 'CodeRefused' } | TooOften | { readonly kind: 'SignInOver' };

/** The second factor: a code of an authenticator application, or one of ten recovery codes. */
export class SecondFactor {
  readonly #desk: Desk;
  readonly #sessions: Sessions;

  constructor(desk: Desk, sessions: Sessions) {
    this.#desk = desk;
    this.#sessions = sessions;
  }

  /** A code for a session whose first factor was right. Six digits are of the application, anything else a recovery code. */
  async enter(code: string, visit: Visit): Promise<Entered | CodeRefusal> {
    const { book, throttle } = this.#desk;
    const before = this.#sessions.of(visit.cookie);
    if (before?.stage !== 'second-factor') return { kind: 'SignInOver' };
    const seconds =
      (await throttle.take('code of an account', before.account)) || (await throttle.begin(before.account));
    if (seconds > 0) return { kind: 'TooOften', seconds };
    // Read once nothing is waited for any more: a code is compared with the last one taken.
    const session = this.#sessions.of(visit.cookie);
    const account = session && book.account(session.account);
    if (session?.id !== before.id || !account?.secondFactor) return { kind: 'SignInOver' };
    return /^[\s\d]{1,12}$/.test(code)
      ? this.#withTotp(code, account, account.secondFactor, session, visit)
      : this.#withRecoveryCode(code, account, session, visit);
  }

  #withTotp(
    code: string,
    account: Account,
    kept: NonNullable<Account['secondFactor']>,
    session: Session,
    visit: Visit,
  ): Promise<Entered | CodeRefusal> {
    const secret = unseal(kept.sealed, account.id, this.#desk.key.sealing);
    const lastStep = stepOfCode(secret, code, this.#desk.clock.now(), kept.lastStep);
    if (lastStep === null) return this.#refused(account, session);
    return this.#opened({ ...account, secondFactor: { ...kept, lastStep } }, visit, 'totp');
  }

  async #withRecoveryCode(
    code: string,
    { id, recovery }: Account,
    session: Session,
    visit: Visit,
  ): Promise<Entered | CodeRefusal> {
    const hash = recovery && (await hashOfRecoveryCode(code.slice(0, 64), recovery));
    // Read again: the same code may have been sent twice while its hash was computed.
    const account = this.#desk.book.account(id);
    const stillThere = this.#sessions.of(visit.cookie)?.id === session.id;
    if (!account?.recovery || hash === null || !stillThere || !account.recovery.hashes.includes(hash)) {
      return this.#refused({ id }, session);
    }
    const hashes = account.recovery.hashes.filter((one) => one !== hash);
    return this.#opened({ ...account, recovery: { ...account.recovery, hashes } }, visit, 'recovery-code');
  }

  async #refused({ id }: Pick<Account, 'id'>, session: Session): Promise<CodeRefusal> {
    const { book, clock } = this.#desk;
    const who = { kind: 'account', account: id, session: session.id } as const;
    const what = { kind: 'SignInRefused', why: 'second-factor', account: id } as const;
    await book.change([], { at: clock.now(), who, what });
    return { kind: 'CodeRefused' };
  }

  async #opened(account: Account, visit: Visit, by: 'totp' | 'recovery-code'): Promise<Entered> {
    const { book, clock, throttle } = this.#desk;
    const { session, changes, cookies } = this.#sessions.open(account, visit, true);
    const who = { kind: 'account', account: account.id, session: session.id } as const;
    await book.change(changes, { at: clock.now(), who, what: { kind: 'SignedIn', by } });
    await throttle.succeeded(account.id);
    await this.#sessions.noteOpened(session);
    return { kind: 'signed-in', cookies };
  }

  /** Begins to set a second factor: at enrolment, or by someone signed in who has none. Shown again, it is another one. */
  async begin(visit: Visit): Promise<Enrolment | { readonly kind: 'SignInOver' }> {
    const session = this.#sessions.of(visit.cookie);
    const account = session && this.#desk.book.account(session.account);
    if (!session || !account || account.secondFactor !== null) return { kind: 'SignInOver' };
    const secret = this.#desk.chance.bytes(TOTP_SECRET_BYTES);
    await this.#desk.fleeting.put('secret shown', session.id, secret.toString('base64'));
    return enrolmentOf(secret, account);
  }

  /** The secret that this session was shown and has not confirmed; null when there is none. */
  async shown(visit: Visit): Promise<Enrolment | null> {
    const session = this.#sessions.of(visit.cookie);
    const account = session && this.#desk.book.account(session.account);
    const secret = session && (await this.#shownTo(session.id));
    return secret && account ? enrolmentOf(secret, account) : null;
  }

  async #shownTo(session: SessionId): Promise<Buffer | null> {
    const secret = await this.#desk.fleeting.get('secret shown', session);
    return secret === null ? null : Buffer.from(secret, 'base64');
  }

  /** The first code proves that the application has the secret. Gives the recovery codes, this once. */
  async confirm(code: string, visit: Visit): Promise<Enrolled | CodeRefusal> {
    const { book, clock, chance, fleeting, key, throttle } = this.#desk;
    const held = this.#sessions.of(visit.cookie);
    const secret = held && (await this.#shownTo(held.id));
    if (!held || !secret) return { kind: 'SignInOver' };
    const now = clock.now();
    const seconds = await throttle.take('code of an account', held.account);
    if (seconds > 0) return { kind: 'TooOften', seconds };
    const lastStep = stepOfCode(secret, code, now, 0);
    if (lastStep === null) return { kind: 'CodeRefused' };

    const { codes, kept } = await drawRecoveryCodes(chance);
    const account = book.account(held.account);
    if (this.#sessions.of(visit.cookie)?.id !== held.id || account?.secondFactor !== null) {
      return { kind: 'SignInOver' };
    }
    const secondFactor = { sealed: seal(secret, account.id, key.sealing, chance), lastStep };
    const opened = this.#sessions.open({ ...account, secondFactor, recovery: kept }, visit, true);
    const who = { kind: 'account', account: account.id, session: opened.session.id } as const;
    const set = { kind: 'SecondFactorSet', account: account.id, before: 'none', after: 'totp' } as const;
    const signedIn = { at: now, who, what: { kind: 'SignedIn', by: 'totp' } } as const;
    await book.change(
      opened.changes,
      { at: now, who, what: set },
      ...(held.stage === 'enrolment' ? [signedIn] : []),
    );
    await fleeting.take('secret shown', held.id);
    await this.#sessions.noteOpened(opened.session);
    return { kind: 'signed-in', cookies: opened.cookies, recoveryCodes: codes };
  }

  /**
   * Ten other recovery codes, for who shows a factor again: told this once. Those before open nothing any more.
   * @param proof what was typed; null when it was not asked for yet
   */
  async drawAgain(proof: string | null, visit: Visit): Promise<CodesDrawn | ProofRefusal> {
    const shown = await showAgain({ desk: this.#desk, sessions: this.#sessions }, proof, visit);
    if (shown.kind !== 'shown') return shown;
    const { book, clock, chance } = this.#desk;
    const { codes, kept } = await drawRecoveryCodes(chance);
    const account = book.account(shown.account.id);
    const stillThere = this.#sessions.of(visit.cookie)?.id === shown.session.id;
    if (!stillThere || !account?.secondFactor) return { kind: 'SignInOver' };
    const who = { kind: 'account', account: account.id, session: shown.session.id } as const;
    const what = { kind: 'RecoveryCodesDrawn', account: account.id } as const;
    await book.change([{ put: 'accounts', row: { ...account, recovery: kept } }], {
      at: clock.now(),
      who,
      what,
    });
    return { kind: 'drawn', recoveryCodes: codes };
  }
}

function enrolmentOf(secret: Buffer, { login }: Account): Enrolment {
  return { secret: base32(secret), uri: otpauthUri(secret, login) };
}

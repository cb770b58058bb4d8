import { hashPassword, verifyPassword } from './password-hash.ts';
import type { SessionId } from '#shared/kernel/ids';
import { prefixOf } from './address-prefix.ts';
import type { Desk, TooOften, Visit } from './desk.ts';
import type { Farewell } from './farewell.ts';
import { loginSchema, type Account } from './rows.ts';
import type { Opened, Sessions } from './sessions.ts';
import { drawToken, hashOfToken } from './token.ts';

/** Passwords waiting to be computed, each of them 19 MiB and 35 ms: beyond these a sign-in is asked to wait. */
const MOST_AT_ONCE = 24;
const BUSY_SECONDS = 5;
/** Longer than any password that could have been set. */
const LONGEST_TYPED = 512;

/** What a first factor leads to. The cookies are to be sent with the answer, whatever the stage. */
export type SignedIn = {
  readonly kind:
    | 'signed-in'
    /** A code is awaited (second-factor.ts). */
    | 'second-factor'
    /** This account needs a second factor and has none: it is set now, before anything else. */
    | 'enrolment';
  readonly session: SessionId;
  readonly cookies: readonly string[];
};

type HowEntered = {
  readonly by: 'password' | 'provider' | 'invitation';
  readonly hasSecondFactor: boolean;
  readonly farewell?: Farewell;
};

/** One answer for an unknown address, a wrong password and a suspended account: it tells a stranger nothing. */
export type SignInRefusal = { readonly kind: 'SignInRefused' } | TooOften;

export class SignIn {
  readonly #desk: Desk;
  readonly #sessions: Sessions;
  /** The hash of a password that nobody has, so that an unknown address takes as long as a known one. */
  readonly #nobodys: string;
  #computing = 0;

  private constructor(desk: Desk, sessions: Sessions, nobodys: string) {
    this.#desk = desk;
    this.#sessions = sessions;
    this.#nobodys = nobodys;
  }

  static async create(desk: Desk, sessions: Sessions): Promise<SignIn> {
    return new SignIn(desk, sessions, await hashPassword(drawToken(desk.chance), desk.chance));
  }

  async withPassword(
    typed: { login: string; password: string },
    visit: Visit,
  ): Promise<SignedIn | SignInRefusal> {
    const { book, throttle, cookies } = this.#desk;
    const login = loginSchema.safeParse(typed.login);
    const found = login.success ? book.accountOf(login.data) : undefined;
    const device = cookies.read(visit.cookie, 'device');
    const isKnown = device !== undefined && found?.devices.includes(hashOfToken(device)) === true;
    // A known device waits for its own mistakes alone: strangers' wrong passwords must not keep a team out.
    const tries = `${typed.login.trim().toLowerCase().slice(0, 254)} ${isKnown ? device : ''}`;
    const seconds =
      (await throttle.take('sign-in from an address', prefixOf(visit.address))) ||
      (device === undefined ? 0 : await throttle.take('sign-in from a device', device)) ||
      (this.#computing >= MOST_AT_ONCE ? BUSY_SECONDS : 0);
    if (seconds > 0) return { kind: 'TooOften', seconds };

    const isRight = await this.#isPasswordOf(found, typed.password, tries);
    if (typeof isRight === 'object') return isRight;
    // Read again: it may have been suspended, or given another password, while this one was computed.
    const account = found && book.account(found.id);
    if (!isRight || account?.state !== 'active' || account.password !== found?.password) {
      const why = isRight && account?.state !== 'active' ? 'not-active' : 'password';
      await this.#refused(why, account);
      return { kind: 'SignInRefused' };
    }
    await throttle.succeeded(tries);
    return this.enter(account, visit, { by: 'password', hasSecondFactor: false });
  }

  /** Opens a session for someone who has just shown a first factor, and answers once it is kept. */
  async enter(
    account: Account,
    visit: Visit,
    { by, hasSecondFactor, farewell }: HowEntered,
    ...more: Opened['changes']
  ): Promise<SignedIn> {
    const opened = this.#sessions.open(account, visit, hasSecondFactor, farewell);
    const { session } = opened;
    const who = { kind: 'account', account: account.id, session: session.id } as const;
    const told = { at: this.#desk.clock.now(), who, what: { kind: 'SignedIn', by } } as const;
    // Told once the door is open: until then it is not a sign-in.
    await this.#desk.book.change([...more, ...opened.changes], ...(session.stage === 'open' ? [told] : []));
    await this.#sessions.noteOpened(session);
    const kind = session.stage === 'open' ? 'signed-in' : session.stage;
    return { kind, session: session.id, cookies: opened.cookies };
  }

  /** @param tries the name under which this try is counted */
  async #isPasswordOf(
    account: Account | undefined,
    password: string,
    tries: string,
  ): Promise<boolean | TooOften> {
    this.#computing += 1;
    try {
      const seconds = await this.#desk.throttle.begin(tries);
      if (seconds > 0) return { kind: 'TooOften', seconds };
      const kept = account?.state === 'active' ? account.password : null;
      const isRight = await verifyPassword(kept ?? this.#nobodys, password.slice(0, LONGEST_TYPED));
      return isRight && kept !== null;
    } finally {
      this.#computing -= 1;
    }
  }

  #refused(why: 'password' | 'not-active', account: Account | undefined): Promise<void> {
    const what = { kind: 'SignInRefused', why, account: account?.id ?? null } as const;
    return this.#desk.book.change([], { at: this.#desk.clock.now(), who: { kind: 'anyone' }, what });
  }
}

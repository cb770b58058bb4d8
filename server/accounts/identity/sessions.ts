import { plus, SECOND, type Instant } from '#shared/kernel/instant';
import type { Holder } from '../holder.ts';
import type { Desk, Visit } from './desk.ts';
import { deviceLabel, type DeviceLabel } from './device-label.ts';
import { openFarewell, sealFarewell, type Farewell } from './farewell.ts';
import type { AccountId, SessionId } from '#shared/kernel/ids';
import { cutTo, endOf, lifetimeOf } from './lifetime.ts';
import { isLess, type Account, type Session } from './rows.ts';
import { needsSecondFactor } from './second-factor-roles.ts';
import { ChangedElsewhere, type Change } from './store.ts';
import { drawToken, hashOfToken } from './token.ts';

/** What was on its way when the token changed still arrives. */
const FORMER_GOOD_MS = 60 * SECOND;
/** Devices remembered per account. */
const MOST_DEVICES = 10;

/** One line of the list where people look at their own devices. Days, not hours: it is not a record of work. */
export type DeviceLine = DeviceLabel & {
  readonly session: SessionId;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly isThisOne: boolean;
};

/** A session that was just opened: its changes, still to be kept, and the cookies that carry it. */
export type Opened = {
  readonly session: Session;
  readonly changes: readonly Change[];
  readonly cookies: readonly string[];
};

export class Sessions {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The session whose cookie this is, at whatever stage; undefined once it is over. */
  of(cookie: string | undefined): Session | undefined {
    const { book, clock, cookies } = this.#desk;
    const token = cookies.read(cookie, 'session');
    if (token === undefined) return undefined;
    const hash = hashOfToken(token);
    const session = book.sessionOf(hash);
    const now = clock.now();
    if (!session || !this.isLive(session, now)) return undefined;
    if (session.token !== hash && !(session.former && now < session.former.until)) return undefined;
    return session;
  }

  /** Whether it brings a token of a session that nothing is known of here. */
  isStrange(cookie: string | undefined): boolean {
    const { book, cookies } = this.#desk;
    const token = cookies.read(cookie, 'session');
    return token !== undefined && book.sessionOf(hashOfToken(token)) === undefined;
  }

  /** Whether it is not over and its account may still sign in. */
  isLive(session: Session, now: Instant): boolean {
    const account = this.#desk.book.account(session.account);
    return account?.state === 'active' && now < endOf(session, account);
  }

  /**
   * A session under a new token, at the stage that the account still asks for. The one that the browser held ends: a
   * token from before a sign-in is never one from after it.
   * @param farewell what the provider that vouched wants back at the end; else what the session before held of it
   */
  open(account: Account, visit: Visit, hasSecondFactor: boolean, farewell?: Farewell): Opened {
    const { clock, chance, cookies } = this.#desk;
    const now = clock.now();
    const { absolute, grain } = lifetimeOf(account.grants);
    const stage = stageOf(account, hasSecondFactor);
    const token = drawToken(chance);
    const { device } = this.deviceOf(visit.cookie);
    const held = this.of(visit.cookie);
    const provider = held?.account === account.id ? held.provider : null;
    const session: Session = {
      id: chance.uuid() as SessionId,
      account: account.id,
      token: hashOfToken(token),
      former: null,
      stage,
      hasSecondFactor,
      rotate: false,
      forget: false,
      provider: farewell ? sealFarewell(farewell, account, this.#desk) : provider,
      ...deviceLabel(visit.userAgent),
      openedAt: cutTo(stage === 'open' ? grain : SECOND, now),
      seenAt: cutTo(stage === 'open' ? grain : SECOND, now),
    };
    const known = [...account.devices.filter((one) => one !== hashOfToken(device)), hashOfToken(device)];
    const devices = stage === 'open' ? known.slice(-MOST_DEVICES) : account.devices;
    return {
      session,
      changes: [
        ...(held ? [{ drop: 'sessions', id: held.id } as const] : []),
        { put: 'sessions', row: session },
        { put: 'accounts', row: { ...account, devices } },
      ],
      cookies: [cookies.set('session', token, absolute), cookies.set('device', device)],
    };
  }

  /** What tells this browser from others, and the cookie that keeps it so. */
  deviceOf(cookie: string | undefined): { readonly device: string; readonly cookies: readonly string[] } {
    const { chance, cookies } = this.#desk;
    const device = cookies.read(cookie, 'device') ?? drawToken(chance);
    return { device, cookies: [cookies.set('device', device)] };
  }

  /** Notes that someone has just come in, for some minutes: the grain that is kept is too coarse to tell. */
  async noteOpened({ id, stage }: Session): Promise<void> {
    if (stage === 'open') await this.#desk.fleeting.put('session just opened', id, '');
  }

  /** Whether it was opened some minutes ago. */
  async isJustOpened(session: SessionId): Promise<boolean> {
    return (await this.#desk.fleeting.get('session just opened', session)) !== null;
  }

  isKnown(session: SessionId): boolean {
    return this.#desk.book.session(session) !== undefined;
  }

  /** A person did something through this session: its idle end moves, at the grain that is kept. */
  async touch(holder: Holder): Promise<void> {
    const { book, clock } = this.#desk;
    const session = holder.kind === 'account' ? book.session(holder.session) : undefined;
    const account = session && book.account(session.account);
    if (!session || !account || session.stage !== 'open' || !this.isLive(session, clock.now())) return;
    const seenAt = cutTo(lifetimeOf(account.grants).grain, clock.now());
    if (seenAt <= session.seenAt) return;
    await book.change([{ put: 'sessions', row: { ...session, seenAt } }]).catch(unlessElsewhere);
  }

  /**
   * After a change of rights the next page is given another token: the Set-Cookie to send, or none. `forget`: one of those
   * rights was taken, so the browser is to drop what it keeps of ours.
   */
  async rotated(
    cookie: string | undefined,
  ): Promise<{ readonly cookies: readonly string[]; readonly forget: boolean }> {
    const { book, clock, chance, cookies } = this.#desk;
    const session = this.of(cookie);
    const account = session && book.account(session.account);
    if (!session?.rotate || !account) return { cookies: [], forget: false };
    const token = drawToken(chance);
    const former = { token: session.token, until: plus(clock.now(), FORMER_GOOD_MS) };
    const row = { ...session, token: hashOfToken(token), former, rotate: false, forget: false };
    const isKept = await book.change([{ put: 'sessions', row }]).then(() => true, unlessElsewhere);
    // Another server gives this browser its next token at this moment; the present one is good a little longer.
    if (!isKept) return { cookies: [], forget: false };
    const line = cookies.set('session', token, lifetimeOf(account.grants).absolute);
    return { cookies: [line], forget: session.forget };
  }

  /** The devices on which this account is signed in, the last used first. */
  devicesOf(account: AccountId, here: SessionId | null): readonly DeviceLine[] {
    const now = this.#desk.clock.now();
    return this.#desk.book.sessions
      .filter(
        (session) => session.account === account && session.stage === 'open' && this.isLive(session, now),
      )
      .sort((one, other) => other.seenAt.localeCompare(one.seenAt))
      .map(({ id, browser, system, openedAt, seenAt }) => ({
        session: id,
        browser,
        system,
        firstDay: openedAt.slice(0, 10),
        lastDay: seenAt.slice(0, 10),
        isThisOne: id === here,
      }));
  }

  /** Whether a cookie is of a session that is over: somebody was here, and nobody is. */
  isOver(cookie: string | undefined): boolean {
    return this.#desk.cookies.read(cookie, 'session') !== undefined && this.of(cookie) === undefined;
  }

  /** What the provider by which this session was opened wants back; null when none did. */
  farewellOf(cookie: string | undefined): Farewell | null {
    const session = this.of(cookie);
    return session ? openFarewell(session, this.#desk) : null;
  }

  /** Signs this browser out. The device stays known. */
  async signOut(cookie: string | undefined): Promise<readonly string[]> {
    const session = this.of(cookie);
    if (session) await this.#desk.book.change([{ drop: 'sessions', id: session.id }]);
    return [this.#desk.cookies.clear('session')];
  }

  /** Signs one device of one's own out, or all of them but this one. */
  async revoke(holder: Holder, which: SessionId | 'others'): Promise<void> {
    if (holder.kind !== 'account') return;
    const { book, clock } = this.#desk;
    const ended = book.sessions.filter(
      ({ id, account }) =>
        account === holder.account && (which === 'others' ? id !== holder.session : id === which),
    );
    if (ended.length === 0) return;
    const what = { kind: 'SessionsRevoked', account: holder.account } as const;
    await book.change(dropped(ended), { at: clock.now(), who: holder, what });
  }

  /** Every session of an account, ended: changes still to be kept. */
  endingAll(account: AccountId): readonly Change[] {
    return dropped(this.#desk.book.sessions.filter((session) => session.account === account));
  }

  /**
   * What becomes of every session of an account whose rights change: another token at its next page; the end, where a
   * second factor is now asked for that it was not opened with. To be kept with the change.
   */
  following(before: Account, after: Account): readonly Change[] {
    const forget = isLess(after.grants, before.grants);
    const needsMore = needsSecondFactor(after.grants);
    return this.#desk.book.sessions
      .filter((session) => session.account === after.id)
      .map((row) =>
        row.stage === 'open' && needsMore && !row.hasSecondFactor
          ? { drop: 'sessions', id: row.id }
          : { put: 'sessions', row: { ...row, rotate: true, forget: row.forget || forget } },
      );
  }

  /** Drops those that are over; whoever stands behind them is told at once. */
  async dropOver(): Promise<void> {
    const now = this.#desk.clock.now();
    const over = this.#desk.book.sessions.filter((session) => !this.isLive(session, now));
    if (over.length > 0) await this.#desk.book.change(dropped(over));
  }
}

/** What still stands between the first factor and the door. */
function stageOf(account: Account, hasSecondFactor: boolean): Session['stage'] {
  if (hasSecondFactor) return 'open';
  if (account.secondFactor !== null) return 'second-factor';
  return needsSecondFactor(account.grants) ? 'enrolment' : 'open';
}

/** What another server has just done of a session need not be done here. */
function unlessElsewhere(fault: unknown): false {
  if (fault instanceof ChangedElsewhere) return false;
  throw fault;
}

function dropped(sessions: readonly Session[]): Change[] {
  return sessions.map(({ id }) => ({ drop: 'sessions', id }));
}

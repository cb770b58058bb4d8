import { createHash } from 'node:crypto';
import { DAY, MINUTE, msOf, plus, SECOND, type Instant } from '#shared/kernel/instant';
import { isReadFrom, type ScreenSize } from '#shared/access/screen-size';
import type { ScreenGrant } from '#shared/access/grant';
import type { DeviceModel } from '#shared/access/screens-desk';
import type { Holders } from '../holder.ts';
import type { By } from './accounts.ts';
import type { Desk, Visit } from './desk.ts';
import type { ScreenId } from '#shared/kernel/ids';
import { cutTo } from './lifetime.ts';
import type { Screen } from './rows.ts';
import { ChangedElsewhere } from './store.ts';
import type { What } from './told.ts';
import { drawToken, hashOfToken, type TokenHash } from './token.ts';

/** What was on its way when the token changed still arrives. */
const FORMER_GOOD_MS = 60 * SECOND;
/** An approval that the device never came for. */
const UNCOLLECTED_MS = 15 * MINUTE;
/** A screen that has been in a cupboard for so long is paired again. */
const UNSEEN_MS = 90 * DAY;

export type ScreenLine = DeviceModel & {
  readonly screen: ScreenId;
  readonly label: string;
  readonly grant: ScreenGrant;
  readonly pairedDay: string;
  readonly seenDay: string;
  /** Seconds since it was last heard by this process; null when it was not yet. */
  readonly seenSecondsAgo: number | null;
  /** Whether it has come for its token. */
  readonly isInUse: boolean;
  readonly size: ScreenSize | null;
};

/**
 * Screens that nobody signs in to. Each holds two cookies: its own key, and a token that it changes from time to time. A
 * token is given first and takes effect when it is first seen, so an answer lost on a bad network loses no screen; one
 * from before the last is a copy in someone else's hands, and revokes it.
 */
export class Screens {
  readonly #desk: Desk;
  readonly #holders: Holders;
  readonly #onFault: (cause: unknown) => void;
  /** When each was last heard. Memory only: a trail of a room's hours is nobody's business, and a day is kept. */
  readonly #heardAt = new Map<ScreenId, Instant>();
  /** When each was last given a token that it has not shown yet. */
  readonly #givenAt = new Map<ScreenId, Instant>();

  constructor(desk: Desk, holders: Holders, onFault: (cause: unknown) => void) {
    this.#desk = desk;
    this.#holders = holders;
    this.#onFault = onFault;
  }

  /** The screen whose cookies these are. At once: what it changes is true in memory, and kept right after. */
  of(cookie: string | undefined): Screen | undefined {
    const { book, clock, cookies } = this.#desk;
    const device = cookies.read(cookie, 'device');
    const said = cookies.read(cookie, 'screen');
    if (device === undefined || said === undefined) return undefined;
    const screen = book.screenOf(hashOfToken(device));
    if (!screen) return undefined;
    const token = hashOfToken(said);
    const now = clock.now();
    const seenAt = cutTo(DAY, now);
    if (token === screen.next) {
      const former = screen.token && { token: screen.token, until: plus(now, FORMER_GOOD_MS) };
      return this.#keep({ ...screen, token, next: null, former, deviceCode: null, seenAt });
    }
    if (token === screen.token) return seenAt > screen.seenAt ? this.#keep({ ...screen, seenAt }) : screen;
    if (token === screen.former?.token && now < screen.former.until) return screen;
    // While it is being paired anew, the token of its earlier life is only old.
    if (screen.deviceCode === null) this.#revokeReused(screen, token).catch(this.#onFault);
    return undefined;
  }

  /** Another server may have given that token a moment ago: it is asked before a screen is taken away. */
  async #revokeReused({ id }: Screen, token: TokenHash): Promise<void> {
    const { book, clock } = this.#desk;
    if (book.isShared) await book.hearNow();
    const screen = book.screen(id);
    if (!screen || token === screen.token || token === screen.next) return;
    if (token === screen.former?.token && clock.now() < screen.former.until) return;
    await this.#revoke(screen, 'reused', { kind: 'screen', screen: id });
  }

  /** Whether it brings a token of a screen that nothing is known of here. */
  isStrange(cookie: string | undefined): boolean {
    const { book, cookies } = this.#desk;
    const device = cookies.read(cookie, 'device');
    const said = cookies.read(cookie, 'screen');
    if (device === undefined || said === undefined) return false;
    const screen = book.screenOf(hashOfToken(device));
    const token = hashOfToken(said);
    return ![screen?.token, screen?.next, screen?.former?.token].includes(token);
  }

  /** It asks for something, or its link beats. */
  heard(id: ScreenId): void {
    this.#heardAt.set(id, this.#desk.clock.now());
  }

  /** Whether this browser holds the token of a screen, good or not. */
  holdsToken(cookie: string | undefined): boolean {
    return this.#desk.cookies.read(cookie, 'screen') !== undefined;
  }

  /** The next token of a screen: the Set-Cookie to send, none for what is no screen or asks too often. */
  async refresh(visit: Visit): Promise<readonly string[]> {
    const { book, clock, chance, cookies, throttle } = this.#desk;
    const screen = this.of(visit.cookie);
    if (!screen) return [];
    const now = clock.now();
    this.heard(screen.id);
    // Two answers on their way at once may arrive in either order: the browser must not be left with the other one.
    const givenAt = screen.next && this.#givenAt.get(screen.id);
    if (givenAt && now < plus(givenAt, FORMER_GOOD_MS)) return [];
    if ((await throttle.take('refresh of a screen', screen.id)) > 0) return [];
    const token = drawToken(chance);
    this.#givenAt.set(screen.id, now);
    const who = { kind: 'screen', screen: screen.id } as const;
    await book.change([{ put: 'screens', row: { ...screen, next: hashOfToken(token) } }], {
      at: now,
      who,
      what: { kind: 'ScreenRefreshed', screen: screen.id },
    });
    return [cookies.set('screen', token)];
  }

  /** Ends a screen, at once, for whoever may administer. False when there is none, or they may not. */
  async revoke(by: By, id: ScreenId): Promise<boolean> {
    const screen = this.#desk.book.screen(id);
    if (!screen || !this.#mayAdminister(by)) return false;
    await this.#revoke(screen, 'asked', by);
    return true;
  }

  /** Says how large it is and from how far it is read. */
  async measure(
    by: By,
    id: ScreenId,
    size: ScreenSize,
  ): Promise<'done' | 'NotAllowed' | 'ScreenUnknown' | 'TooSmall'> {
    if (!this.#mayAdminister(by)) return 'NotAllowed';
    const { book, clock } = this.#desk;
    const screen = book.screen(id);
    if (!screen) return 'ScreenUnknown';
    if (screen.grant.role === 'wall' && !isReadFrom(size)) return 'TooSmall';
    const what: What = {
      kind: 'ConfigurationChanged',
      part: 'screens',
      before: screen.size && fingerprint(screen.size),
      after: fingerprint(size),
    };
    await book.change([{ put: 'screens', row: { ...screen, size } }], { at: clock.now(), who: by, what });
    return 'done';
  }

  list(): readonly ScreenLine[] {
    const now = msOf(this.#desk.clock.now());
    return this.#desk.book.screens.map((row) => {
      const { id, label, grant, pairedAt, seenAt, browser, system, size, token } = row;
      const heardAt = this.#heardAt.get(id);
      return {
        screen: id,
        label,
        grant,
        browser,
        system,
        pairedDay: pairedAt.slice(0, 10),
        seenDay: seenAt.slice(0, 10),
        seenSecondsAgo: heardAt === undefined ? null : Math.floor((now - msOf(heardAt)) / SECOND),
        isInUse: token !== null,
        size,
      };
    });
  }

  /** Drops approvals that nobody came for, and screens not seen for a season. */
  async dropOver(): Promise<void> {
    const now = this.#desk.clock.now();
    for (const screen of this.#desk.book.screens) {
      const isUncollected = screen.token === null && now > plus(screen.pairedAt, UNCOLLECTED_MS);
      if (isUncollected || now > plus(screen.seenAt, UNSEEN_MS))
        await this.#revoke(screen, 'unseen', 'console');
    }
  }

  #mayAdminister(by: By): boolean {
    return by === 'console' || this.#holders.grantsOf(by).some(({ role }) => role === 'admin');
  }

  #keep(row: Screen): Screen {
    this.#desk.book.change([{ put: 'screens', row }]).catch((fault: unknown) => {
      // It came to two servers at once: what the other one noted of it stands.
      if (!(fault instanceof ChangedElsewhere)) this.#onFault(fault);
    });
    return row;
  }

  #revoke(
    { id, grant }: Screen,
    why: Extract<What, { kind: 'ScreenRevoked' }>['why'],
    who: By,
  ): Promise<void> {
    this.#heardAt.delete(id);
    this.#givenAt.delete(id);
    const what = { kind: 'ScreenRevoked', screen: id, before: grant.role, why } as const;
    return this.#desk.book.change([{ drop: 'screens', id }], { at: this.#desk.clock.now(), who, what });
  }
}

/** Tells one size from another in the audit, which holds no value of a configuration. */
function fingerprint(size: ScreenSize): string {
  return createHash('sha256').update(JSON.stringify(size)).digest('hex').slice(0, 16);
}

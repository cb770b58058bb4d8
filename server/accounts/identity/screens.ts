import { DAY, MINUTE, plus, SECOND } from '#shared/kernel/instant';
import type { Grant } from '#shared/access/grant';
import type { Holders } from '../holder.ts';
import type { By } from './accounts.ts';
import type { Desk, Visit } from './desk.ts';
import type { ScreenId } from '#shared/kernel/ids';
import { cutTo } from './lifetime.ts';
import type { Screen } from './rows.ts';
import type { What } from './told.ts';
import { drawToken, hashOfToken } from './token.ts';

/** What was on its way when the token changed still arrives. */
const FORMER_GOOD_MS = 60 * SECOND;
/** An approval that the device never came for. */
const UNCOLLECTED_MS = 15 * MINUTE;
/** A screen that has been in a cupboard for so long is paired again. */
const UNSEEN_MS = 90 * DAY;

/** What an unattended screen may be: a wall to read, or one space's counter. */
export type ScreenGrant = Extract<Grant, { role: 'wall' | 'restspace' }>;

export type ScreenLine = {
  readonly screen: ScreenId;
  readonly label: string;
  readonly grant: Grant;
  readonly pairedDay: string;
  readonly seenDay: string;
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
    if (screen.deviceCode === null)
      this.#revoke(screen, 'reused', { kind: 'screen', screen: screen.id }).catch(this.#onFault);
    return undefined;
  }

  /** The next token of a screen: the Set-Cookie to send, none for what is no screen or asks too often. */
  async refresh(visit: Visit): Promise<readonly string[]> {
    const { book, clock, chance, cookies, throttle } = this.#desk;
    const screen = this.of(visit.cookie);
    if (!screen) return [];
    const now = clock.now();
    if (throttle.take('refresh of a screen', screen.id, now) > 0) return [];
    const token = drawToken(chance);
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
    const may = by === 'console' || this.#holders.grantsOf(by).some(({ role }) => role === 'admin');
    if (!screen || !may) return false;
    await this.#revoke(screen, 'asked', by);
    return true;
  }

  list(): readonly ScreenLine[] {
    return this.#desk.book.screens.map(({ id, label, grant, pairedAt, seenAt }) => ({
      screen: id,
      label,
      grant,
      pairedDay: pairedAt.slice(0, 10),
      seenDay: seenAt.slice(0, 10),
    }));
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

  #keep(row: Screen): Screen {
    this.#desk.book.change([{ put: 'screens', row }]).catch(this.#onFault);
    return row;
  }

  #revoke(
    { id, grant }: Screen,
    why: Extract<What, { kind: 'ScreenRevoked' }>['why'],
    who: By,
  ): Promise<void> {
    const before = grant.role === 'wall' ? 'wall' : 'restspace';
    const what = { kind: 'ScreenRevoked', screen: id, before, why } as const;
    return this.#desk.book.change([{ drop: 'screens', id }], { at: this.#desk.clock.now(), who, what });
  }
}

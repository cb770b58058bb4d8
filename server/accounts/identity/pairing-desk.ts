import { MINUTE, plus, SECOND, type Instant } from '#shared/kernel/instant';
import type { ScreenGrant } from '#shared/access/grant';
import type { Chance } from '#server/ports/chance';
import type { Holders } from '../holder.ts';
import type { By } from './accounts.ts';
import { prefixOf } from './address-prefix.ts';
import type { Desk, TooOften, Visit } from './desk.ts';
import { deviceLabel, type DeviceLabel } from './device-label.ts';
import type { ScreenId } from '#shared/kernel/ids';
import { nameSchema, type Screen } from './rows.ts';
import { drawToken, hashOfToken, isTokenShaped, type TokenHash } from './token.ts';

// The shape of RFC 8628: the device shows a short code, a person who stands before it approves that code elsewhere.

/** Twenty consonants: no word, nothing to take for a digit. Eight of them are 34.6 bits, for ten minutes. */
const USER_CODE_ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
const USER_CODE_LENGTH = 8;
const CODE_LIVES_MS = 10 * MINUTE;
const INTERVAL_SECONDS = 5;
const SLOWER_BY_SECONDS = 5;
/** More devices than any deployment pairs in ten minutes. */
const MOST_PENDING = 200;

type Pending = {
  readonly userCode: string;
  readonly device: TokenHash;
  readonly label: DeviceLabel;
  readonly address: string | undefined;
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  intervalSeconds: number;
  polledAt: Instant | null;
  isDenied: boolean;
};

/** What the screen shows, and what it polls with. */
export type CodeShown = {
  readonly kind: 'code';
  /** Secret: the screen keeps it in its page and shows it to nobody. */
  readonly deviceCode: string;
  /** `BCDF-GHJK`. */
  readonly userCode: string;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
  readonly cookies: readonly string[];
};

export type Polled =
  | { readonly kind: 'pending'; readonly intervalSeconds: number }
  | { readonly kind: 'slow_down'; readonly intervalSeconds: number }
  | { readonly kind: 'approved'; readonly cookies: readonly string[] }
  | { readonly kind: 'denied' }
  | { readonly kind: 'expired' };

/** What an administrator compares before approving. */
export type AskedFor = DeviceLabel & {
  readonly kind: 'asked';
  readonly userCode: string;
  readonly address: string | null;
  readonly askedAt: Instant;
};
export type PairingRefusal =
  | { readonly kind: 'NotAllowed' }
  | { readonly kind: 'CodeUnknown' }
  | { readonly kind: 'Malformed'; readonly field: 'label' }
  | TooOften;

/** Codes that wait for someone, in memory: after a restart a screen shows another one. What was approved is kept. */
export class PairingDesk {
  readonly #desk: Desk;
  readonly #holders: Holders;
  readonly #pending = new Map<TokenHash, Pending>();

  constructor(desk: Desk, holders: Holders) {
    this.#desk = desk;
    this.#holders = holders;
  }

  /** A device asks to be paired. It is given its key, if it has none, and forgets the token of an earlier life. */
  ask(visit: Visit): CodeShown | TooOften {
    const { clock, chance, cookies, throttle } = this.#desk;
    const now = clock.now();
    this.dropOver();
    const seconds = throttle.take('pairing asked from an address', prefixOf(visit.address), now);
    if (seconds > 0 || this.#pending.size >= MOST_PENDING)
      return { kind: 'TooOften', seconds: seconds || INTERVAL_SECONDS };
    const device = cookies.read(visit.cookie, 'device') ?? drawToken(chance);
    const deviceCode = drawToken(chance);
    const userCode = this.#freeCode(chance);
    this.#pending.set(hashOfToken(deviceCode), {
      userCode,
      device: hashOfToken(device),
      label: deviceLabel(visit.userAgent),
      address: visit.address,
      askedAt: now,
      expiresAt: plus(now, CODE_LIVES_MS),
      intervalSeconds: INTERVAL_SECONDS,
      polledAt: null,
      isDenied: false,
    });
    return {
      kind: 'code',
      deviceCode,
      userCode: shown(userCode),
      expiresInSeconds: CODE_LIVES_MS / SECOND,
      intervalSeconds: INTERVAL_SECONDS,
      cookies: [cookies.set('device', device), cookies.clear('screen')],
    };
  }

  /** How it stands. Asked again after an approval whose answer was lost, it gives another token. */
  async poll(deviceCode: string, visit: Visit): Promise<Polled> {
    const { book, clock, chance, cookies } = this.#desk;
    const device = cookies.read(visit.cookie, 'device');
    if (!isTokenShaped(deviceCode) || device === undefined) return { kind: 'expired' };
    const code = hashOfToken(deviceCode);
    const screen = book.screens.find((one) => one.deviceCode === code && one.device === hashOfToken(device));
    if (screen) {
      const token = drawToken(chance);
      await book.change([{ put: 'screens', row: { ...screen, next: hashOfToken(token) } }]);
      return { kind: 'approved', cookies: [cookies.set('screen', token)] };
    }
    const pending = this.#pending.get(code);
    const now = clock.now();
    if (!pending || pending.device !== hashOfToken(device) || pending.expiresAt <= now)
      return { kind: 'expired' };
    if (pending.isDenied) return { kind: 'denied' };
    const isTooSoon =
      pending.polledAt !== null && now < plus(pending.polledAt, pending.intervalSeconds * SECOND);
    pending.polledAt = now;
    if (isTooSoon) pending.intervalSeconds += SLOWER_BY_SECONDS;
    return { kind: isTooSoon ? 'slow_down' : 'pending', intervalSeconds: pending.intervalSeconds };
  }

  /** What a code typed by an administrator stands for, to be compared with the screen before them. */
  look(by: By, typed: string): AskedFor | PairingRefusal {
    const found = this.#found(by, typed);
    if ('kind' in found) return found;
    const { userCode, label, address, askedAt } = found.pending;
    return { kind: 'asked', ...label, userCode: shown(userCode), address: address ?? null, askedAt };
  }

  /** Approves a code: the screen will be this, and nothing else. Kept before it is answered. */
  async approve(
    by: By,
    typed: string,
    { grant, label }: { grant: ScreenGrant; label: string },
  ): Promise<{ readonly kind: 'approved'; readonly screen: ScreenId } | PairingRefusal> {
    const found = this.#found(by, typed);
    if ('kind' in found) return found;
    const name = nameSchema.safeParse(label);
    if (!name.success) return { kind: 'Malformed', field: 'label' };
    const { book, clock, chance } = this.#desk;
    const now = clock.now();
    const { code, pending } = found;
    this.#pending.delete(code);
    const row: Screen = {
      id: chance.uuid() as ScreenId,
      grant,
      label: name.data,
      ...pending.label,
      size: null,
      device: pending.device,
      deviceCode: code,
      token: null,
      next: null,
      former: null,
      pairedAt: now,
      seenAt: now,
    };
    const before = book.screenOf(pending.device);
    const what = { kind: 'ScreenPaired', screen: row.id, after: grant.role } as const;
    await book.change(
      [...(before ? [{ drop: 'screens', id: before.id } as const] : []), { put: 'screens', row }],
      { at: now, who: by, what },
    );
    return { kind: 'approved', screen: row.id };
  }

  deny(by: By, typed: string): { readonly kind: 'done' } | PairingRefusal {
    const found = this.#found(by, typed);
    if ('kind' in found) return found;
    found.pending.isDenied = true;
    return { kind: 'done' };
  }

  /** Forgets the codes that are over. */
  dropOver(): void {
    const now = this.#desk.clock.now();
    for (const [code, { expiresAt }] of this.#pending) if (expiresAt <= now) this.#pending.delete(code);
  }

  #found(by: By, typed: string): { code: TokenHash; pending: Pending } | PairingRefusal {
    if (by !== 'console' && !this.#holders.grantsOf(by).some(({ role }) => role === 'admin')) {
      return { kind: 'NotAllowed' };
    }
    const { clock, throttle } = this.#desk;
    const who = by !== 'console' && by.kind === 'account' ? by.account : 'console';
    const seconds = throttle.take('pairing code typed by an account', who, clock.now());
    if (seconds > 0) return { kind: 'TooOften', seconds };
    this.dropOver();
    const plain = typed
      .slice(0, 40)
      .toUpperCase()
      .replace(/[^A-Z]/g, '');
    for (const [code, pending] of this.#pending) {
      if (pending.userCode === plain && !pending.isDenied) return { code, pending };
    }
    return { kind: 'CodeUnknown' };
  }

  #freeCode(chance: Chance): string {
    const taken = new Set([...this.#pending.values()].map(({ userCode }) => userCode));
    for (;;) {
      const code = Array.from(
        { length: USER_CODE_LENGTH },
        () => USER_CODE_ALPHABET[chance.below(USER_CODE_ALPHABET.length)],
      ).join('');
      if (!taken.has(code)) return code;
    }
  }
}

function shown(userCode: string): string {
  return `${userCode.slice(0, 4)}-${userCode.slice(4)}`;
}

import { z } from 'zod';
import { instantSchema, plus, SECOND, type Instant } from '#shared/kernel/instant';
import type { ScreenGrant } from '#shared/access/grant';
import type { Holders } from '../holder.ts';
import type { By } from './accounts.ts';
import { prefixOf } from './address-prefix.ts';
import type { Desk, TooOften, Visit } from './desk.ts';
import { browserSchema, deviceLabel, systemSchema, type DeviceLabel } from './device-label.ts';
import { FLEETING } from './fleeting.ts';
import type { ScreenId } from '#shared/kernel/ids';
import { nameSchema, type Screen } from './rows.ts';
import { drawToken, hashOfToken, isTokenShaped, tokenHashSchema, type TokenHash } from './token.ts';

// The shape of RFC 8628: the device shows a short code, a person who stands before it approves that code elsewhere.

/** Twenty consonants: no word, nothing to take for a digit. Eight of them are 34.6 bits, for ten minutes. */
const USER_CODE_ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
const USER_CODE_LENGTH = 8;
const CODE_LIVES_SECONDS = FLEETING.pairing.livesMs / SECOND;
const INTERVAL_SECONDS = 5;
const SLOWER_BY_SECONDS = 5;

/** A screen that shows a code, as it is held until somebody approves it. */
const pendingSchema = z.strictObject({
  userCode: z.string(),
  device: tokenHashSchema,
  label: z.strictObject({ browser: browserSchema, system: systemSchema }),
  address: z.string().nullable(),
  askedAt: instantSchema,
  isDenied: z.boolean(),
});
type Pending = z.infer<typeof pendingSchema>;

/** When a screen asked last how it stands, and how long it waits until it asks again. */
const polledSchema = z.strictObject({ at: instantSchema, intervalSeconds: z.int() });

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

/** Codes that wait for someone, held for ten minutes: lost, a screen shows another one. What was approved is kept. */
export class PairingDesk {
  readonly #desk: Desk;
  readonly #holders: Holders;

  constructor(desk: Desk, holders: Holders) {
    this.#desk = desk;
    this.#holders = holders;
  }

  /** A device asks to be paired. It is given its key, if it has none, and forgets the token of an earlier life. */
  async ask(visit: Visit): Promise<CodeShown | TooOften> {
    const { clock, chance, cookies, fleeting, throttle } = this.#desk;
    const seconds = await throttle.take('pairing asked from an address', prefixOf(visit.address));
    if (seconds > 0) return { kind: 'TooOften', seconds };
    const device = cookies.read(visit.cookie, 'device') ?? drawToken(chance);
    const deviceCode = drawToken(chance);
    const code = hashOfToken(deviceCode);
    const userCode = await this.#freeCode();
    const pending: Pending = {
      userCode,
      device: hashOfToken(device),
      label: deviceLabel(visit.userAgent),
      address: visit.address ?? null,
      askedAt: clock.now(),
      isDenied: false,
    };
    const isHeld =
      (await fleeting.put('pairing', code, JSON.stringify(pending))) &&
      (await fleeting.put('pairing code', userCode, code));
    if (!isHeld) return { kind: 'TooOften', seconds: INTERVAL_SECONDS };
    return {
      kind: 'code',
      deviceCode,
      userCode: shown(userCode),
      expiresInSeconds: CODE_LIVES_SECONDS,
      intervalSeconds: INTERVAL_SECONDS,
      cookies: [cookies.set('device', device), cookies.clear('screen')],
    };
  }

  /** How it stands. Asked again after an approval whose answer was lost, it gives another token. */
  async poll(deviceCode: string, visit: Visit): Promise<Polled> {
    const { book, cookies } = this.#desk;
    const device = cookies.read(visit.cookie, 'device');
    if (!isTokenShaped(deviceCode) || device === undefined) return { kind: 'expired' };
    const by = { code: hashOfToken(deviceCode), device: hashOfToken(device) };
    const approved = await this.#collected(by);
    if (approved) return approved;
    const pending = await this.#pendingOf(by.code);
    if (!pending) {
      // It is gone because it is over, or because it was approved a moment ago, maybe on another server.
      await book.hearNow();
      return (await this.#collected(by)) ?? { kind: 'expired' };
    }
    if (pending.device !== by.device) return { kind: 'expired' };
    return pending.isDenied ? { kind: 'denied' } : this.#paced(by.code);
  }

  /** The token of a screen that was approved; null while it is not. */
  async #collected({ code, device }: { code: TokenHash; device: TokenHash }): Promise<Polled | null> {
    const { book, chance, cookies } = this.#desk;
    const screen = book.screens.find((one) => one.deviceCode === code && one.device === device);
    if (!screen) return null;
    const token = drawToken(chance);
    await book.change([{ put: 'screens', row: { ...screen, next: hashOfToken(token) } }]);
    return { kind: 'approved', cookies: [cookies.set('screen', token)] };
  }

  /** Nothing is new: when to ask again, later each time that it is asked too soon. */
  async #paced(code: TokenHash): Promise<Polled> {
    const { clock, fleeting } = this.#desk;
    const said = await fleeting.get('pairing polled', code);
    const last = said === null ? null : polledSchema.parse(JSON.parse(said));
    const now = clock.now();
    const interval = last?.intervalSeconds ?? INTERVAL_SECONDS;
    const isTooSoon = last !== null && now < plus(last.at, interval * SECOND);
    const intervalSeconds = isTooSoon ? interval + SLOWER_BY_SECONDS : interval;
    await fleeting.put('pairing polled', code, JSON.stringify({ at: now, intervalSeconds }));
    return { kind: isTooSoon ? 'slow_down' : 'pending', intervalSeconds };
  }

  /** What a code typed by an administrator stands for, to be compared with the screen before them. */
  async look(by: By, typed: string): Promise<AskedFor | PairingRefusal> {
    const found = await this.#found(by, typed);
    if ('kind' in found) return found;
    const { userCode, label, address, askedAt } = found.pending;
    return { kind: 'asked', ...label, userCode: shown(userCode), address, askedAt };
  }

  /** Approves a code: the screen will be this, and nothing else. Kept before it is answered. */
  async approve(
    by: By,
    typed: string,
    { grant, label }: { grant: ScreenGrant; label: string },
  ): Promise<{ readonly kind: 'approved'; readonly screen: ScreenId } | PairingRefusal> {
    const found = await this.#found(by, typed);
    if ('kind' in found) return found;
    const name = nameSchema.safeParse(label);
    if (!name.success) return { kind: 'Malformed', field: 'label' };
    const { book, clock, chance, fleeting } = this.#desk;
    const { code, pending } = found;
    // Once: of two who approve or deny it, one does.
    if ((await fleeting.take('pairing code', pending.userCode)) === null) return { kind: 'CodeUnknown' };
    const now = clock.now();
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
    // Not before it is durable: the screen that finds its code gone looks for what was approved.
    await fleeting.take('pairing', code);
    return { kind: 'approved', screen: row.id };
  }

  async deny(by: By, typed: string): Promise<{ readonly kind: 'done' } | PairingRefusal> {
    const found = await this.#found(by, typed);
    if ('kind' in found) return found;
    const { fleeting } = this.#desk;
    const { code, pending } = found;
    if ((await fleeting.take('pairing code', pending.userCode)) === null) return { kind: 'CodeUnknown' };
    await fleeting.change('pairing', code, JSON.stringify({ ...pending, isDenied: true }));
    return { kind: 'done' };
  }

  async #found(by: By, typed: string): Promise<{ code: TokenHash; pending: Pending } | PairingRefusal> {
    if (by !== 'console' && !this.#holders.grantsOf(by).some(({ role }) => role === 'admin')) {
      return { kind: 'NotAllowed' };
    }
    const { fleeting, throttle } = this.#desk;
    const who = by !== 'console' && by.kind === 'account' ? by.account : 'console';
    const seconds = await throttle.take('pairing code typed by an account', who);
    if (seconds > 0) return { kind: 'TooOften', seconds };
    const plain = typed
      .slice(0, 40)
      .toUpperCase()
      .replace(/[^A-Z]/g, '');
    const code = tokenHashSchema.safeParse(await fleeting.get('pairing code', plain));
    const pending = code.success ? await this.#pendingOf(code.data) : null;
    return code.success && pending ? { code: code.data, pending } : { kind: 'CodeUnknown' };
  }

  async #pendingOf(code: TokenHash): Promise<Pending | null> {
    const held = await this.#desk.fleeting.get('pairing', code);
    return held === null ? null : pendingSchema.parse(JSON.parse(held));
  }

  async #freeCode(): Promise<string> {
    const { chance, fleeting } = this.#desk;
    for (;;) {
      const code = Array.from(
        { length: USER_CODE_LENGTH },
        () => USER_CODE_ALPHABET[chance.below(USER_CODE_ALPHABET.length)],
      ).join('');
      if ((await fleeting.get('pairing code', code)) === null) return code;
    }
  }
}

function shown(userCode: string): string {
  return `${userCode.slice(0, 4)}-${userCode.slice(4)}`;
}

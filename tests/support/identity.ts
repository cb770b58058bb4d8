import { createHash } from 'node:crypto';
import { noBreachedPasswords } from '#server/accounts/identity/breached-list';
import type { Visit } from '#server/accounts/identity/desk';
import { Identity } from '#server/accounts/identity/identity';
import { codeAt, stepAt } from '#server/accounts/identity/totp';
import type { IdentityStore } from '#server/accounts/identity/store';
import type { ServerKey } from '#server/accounts/identity/key';
import type { Chance } from '#server/ports/chance';
import { SettableClock } from '#server/ports/clock';
import type { Grant } from '#shared/access/grant';
import { plus, type Instant } from '#shared/kernel/instant';
import type { Holder } from '#server/accounts/holder';
import { MemoryStore } from './memory-store.ts';

export const START = '2026-03-02T07:00:00.000Z' as Instant;
export const LEAD: Grant = { role: 'lead' };
export const TEAM = { role: 'outreach', team: 'T2' } as Grant;
/** Long, of no frequent piece, and of nobody's name. */
export const PASSWORD = 'zibeline quartz obtus 88';
export const OTHER_PASSWORD = 'glyphe tambour vexant 31';

/** Chance that is drawn again the same: every secret of a test can be named. */
export function seededChance(seed: string): Chance {
  let drawn = 0;
  const bytes = (count: number): Buffer => {
    const parts: Buffer[] = [];
    while (parts.length * 32 < count)
      parts.push(
        createHash('sha256')
          .update(`${seed} ${(drawn += 1)}`)
          .digest(),
      );
    return Buffer.concat(parts).subarray(0, count);
  };
  return {
    bytes,
    below: (end) => bytes(6).readUIntBE(0, 6) % end,
    uuid: () => {
      const hex = bytes(16).toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
}

/** One browser: keeps the cookies it is given, and sends them. */
export class Browser {
  readonly #kept = new Map<string, string>();
  readonly address: string;
  constructor(address = '192.0.2.7') {
    this.address = address;
  }
  get visit(): Visit {
    return {
      cookie: this.cookie,
      address: this.address,
      userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0',
    };
  }
  get cookie(): string | undefined {
    return [...this.#kept].map(([name, value]) => `${name}=${value}`).join('; ') || undefined;
  }
  /** Keeps what an answer sets, and gives the answer. */
  take<Answer extends object>(answer: Answer): Answer {
    const lines = 'cookies' in answer ? (answer.cookies as readonly string[]) : [];
    this.keep(lines);
    return answer;
  }
  keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#kept.delete(name);
      else this.#kept.set(name, value);
    }
  }
  token(name: 'session' | 'screen' | 'device'): string {
    return this.#kept.get(`passerelle-${name}`) ?? '';
  }
  without(name: 'session' | 'screen' | 'device'): this {
    this.#kept.delete(`passerelle-${name}`);
    return this;
  }
  copy(): Browser {
    const copy = new Browser(this.address);
    for (const [name, value] of this.#kept) copy.#kept.set(name, value);
    return copy;
  }
}

export class IdentityBench {
  readonly clock = new SettableClock(START);
  readonly faults: unknown[] = [];
  readonly felt: (Holder | null)[] = [];
  readonly chance: Chance;
  readonly store: IdentityStore;
  identity: Identity;
  readonly #key: ServerKey;
  /** The secret of each account's authenticator application. */
  readonly #secrets = new Map<string, Buffer>();

  private constructor(store: IdentityStore, chance: Chance, key: ServerKey) {
    this.store = store;
    this.chance = chance;
    this.#key = key;
    // Given by `open` before anyone sees it.
    this.identity = null as unknown as Identity;
  }

  static async open(store: IdentityStore = new MemoryStore(), seed = 'bench'): Promise<IdentityBench> {
    const hash = (use: string) => createHash('sha256').update(use).digest();
    const key = {
      sealing: hash('sealing'),
      farewells: hash('farewells'),
      moments: hash('moments'),
      check: 'check',
    };
    const bench = new IdentityBench(store, seededChance(seed), key);
    await bench.restart();
    return bench;
  }

  /** The same store, read by another process. */
  async restart(): Promise<void> {
    this.identity = await Identity.open({
      store: this.store,
      key: this.#key,
      clock: this.clock,
      chance: this.chance,
      breached: noBreachedPasswords,
      policy: () => '9c21',
      isSecure: false,
      onFault: (cause) => this.faults.push(cause),
    });
    this.identity.holders.onChange((holder) => this.felt.push(holder));
  }

  later(ms: number): void {
    this.clock.set(plus(this.clock.now(), ms));
  }

  /** Invited by the console, password set, second factor set where it is asked for: signed in on this browser. */
  async person(
    grants: readonly Grant[],
    {
      login = 'a.personne@exemple.test',
      browser = new Browser(),
    }: { login?: string; browser?: Browser } = {},
  ): Promise<{ browser: Browser; login: string; account: string; recoveryCodes: readonly string[] }> {
    const asked = { login, name: 'Prénom Nom', organisation: 'Organisme à configurer', grants };
    const invited = await this.identity.accounts.invite('console', asked);
    if (invited.kind !== 'invited') throw new Error(invited.kind);
    const taken = await this.identity.invitations.take(
      { token: invited.token, password: PASSWORD },
      browser.visit,
    );
    const stage = browser.take(taken).kind;
    const recoveryCodes = stage === 'enrolment' ? await this.enrol(browser, login) : [];
    return { browser, login, account: invited.account, recoveryCodes };
  }

  async enrol(browser: Browser, login: string): Promise<readonly string[]> {
    const begun = await this.identity.secondFactor.begin(browser.visit);
    if ('kind' in begun) throw new Error(begun.kind);
    const bits = [...begun.secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
    const binary = bits.map((five) => five.toString(2).padStart(5, '0')).join('');
    this.#secrets.set(login, Buffer.from((binary.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2))));
    const enrolled = await this.identity.secondFactor.confirm(this.code(login), browser.visit);
    if (enrolled.kind !== 'signed-in') throw new Error(enrolled.kind);
    browser.take(enrolled);
    return enrolled.recoveryCodes;
  }

  /** What the authenticator application of this person shows now. */
  code(login: string): string {
    return codeAt(this.#secrets.get(login) ?? Buffer.alloc(20), stepAt(this.clock.now()));
  }

  rolesOf(browser: Browser): string[] {
    const { holders } = this.identity;
    return holders.grantsOf(holders.holderOf(browser.cookie)).map(({ role }) => role);
  }

  async administrator(): Promise<{ browser: Browser; by: Holder; login: string; account: string }> {
    const { browser, login, account } = await this.person([{ role: 'admin' }], {
      login: 'admin@exemple.test',
    });
    return { browser, by: this.identity.holders.holderOf(browser.cookie), login, account };
  }
}

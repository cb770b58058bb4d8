import type { Holder } from '../holder.ts';
import { CHAIN_ORIGIN, chained, type ChainEnd } from './chain.ts';
import type { AccountId, ScreenId, SessionId } from '#shared/kernel/ids';
import { apply, clear, nobody, replace } from './everyone.ts';
import type { Account, Invitation, Login, Screen, Session } from './rows.ts';
import { isAboutTheSame } from './same-row.ts';
import { ChangedElsewhere, Overtaken, type Change, type IdentityStore, type Kept } from './store.ts';
import { LogUnavailable } from '#server/log/event-log';
import type { Told } from './told.ts';
import type { TokenHash } from './token.ts';

type Batch = { changes: Change[]; told: Told[]; done: PromiseWithResolvers<void> };

/** Another server is faster a few times in a row at most. */
const MOST_TRIES = 20;

/**
 * Every identity, in memory, over a store. A change is true at once for whoever asks next, so that two of them never
 * decide on the same past; its promise resolves when it is durable, and only then is anyone answered. A store that fails
 * fails every change that waits, and memory is read from it again: until then nobody is anybody.
 */
export class Book {
  readonly #store: IdentityStore;
  readonly #policy: () => string;
  readonly #everyone = nobody();
  #head: ChainEnd = CHAIN_ORIGIN;
  #anchor: ChainEnd = CHAIN_ORIGIN;
  #isRead = false;
  /** Something was changed here and may not be kept. */
  #isDoubtful = false;
  #waiting: Batch | null = null;
  #writing: Promise<void> | null = null;
  readonly #listeners: ((holder: Holder | null) => void)[] = [];
  #onKept: () => void = () => {};
  /** Asked for, and not begun: it will hear what was kept until then. */
  #hearing: Promise<void> | null = null;

  /** @param policy the hash of the release policy in force, written on every row of the audit */
  constructor(store: IdentityStore, policy: () => string) {
    this.#store = store;
    this.#policy = policy;
  }

  /** Reads everything from the store: at the start, and after a write that failed. */
  async read(): Promise<void> {
    this.#replace(await this.#store.load());
  }

  #replace(kept: Kept): void {
    replace(this.#everyone, kept);
    this.#head = kept.head;
    this.#anchor = kept.anchor;
    this.#isRead = true;
    this.#isDoubtful = false;
  }

  get accounts(): readonly Account[] {
    return [...this.#everyone.accounts.values()];
  }
  get screens(): readonly Screen[] {
    return [...this.#everyone.screens.values()];
  }
  get sessions(): readonly Session[] {
    return [...this.#everyone.sessions.values()];
  }
  get invitations(): readonly Invitation[] {
    return [...this.#everyone.invitations.values()];
  }
  /** Whether other servers change what is kept. */
  get isShared(): boolean {
    return this.#store.foreign !== undefined;
  }
  /** The two ends of the audit's chain. */
  get ends(): { readonly head: ChainEnd; readonly anchor: ChainEnd } {
    return { head: this.#head, anchor: this.#anchor };
  }

  account(id: AccountId): Account | undefined {
    return this.#everyone.accounts.get(id);
  }
  session(id: SessionId): Session | undefined {
    return this.#everyone.sessions.get(id);
  }
  screen(id: ScreenId): Screen | undefined {
    return this.#everyone.screens.get(id);
  }
  accountOf(login: Login): Account | undefined {
    return this.accounts.find((account) => account.login === login);
  }
  sessionOf(token: TokenHash): Session | undefined {
    return this.sessions.find((session) => session.token === token || session.former?.token === token);
  }
  screenOf(device: TokenHash): Screen | undefined {
    return this.screens.find((screen) => screen.device === device);
  }

  /**
   * Applies these changes and tells the audit of them, in one transaction. Resolves once they are durable.
   * @throws whatever the store failed of; nothing of them is kept then
   */
  async change(changes: readonly Change[], ...told: readonly Told[]): Promise<void> {
    if (!this.#isRead) throw new Error('the identities could not be read');
    // What is not of the grammar is refused here, before anything is changed; its place in the chain is known later.
    for (const one of told) chained(this.#head, one, this.#policy());
    const felt = changes.flatMap((change) => this.#apply(change));
    this.#waiting ??= { changes: [], told: [], done: Promise.withResolvers() };
    this.#waiting.changes.push(...changes);
    this.#waiting.told.push(...told);
    const { promise } = this.#waiting.done;
    this.#writing ??= this.#keepWaiting();
    for (const holder of felt) this.#say(holder);
    await promise;
  }

  /** Once all that was changed is durable, or has failed. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /** Calls back with whoever's rights changed; null when it may be everyone's. */
  onChange(listener: (holder: Holder | null) => void): void {
    this.#listeners.push(listener);
  }

  /** Calls back each time that something became durable here: other servers are to hear of it. */
  onKept(listener: () => void): void {
    this.#onKept = listener;
  }

  #say(holder: Holder | null): void {
    for (const listener of this.#listeners) listener(holder);
  }

  async #keepWaiting(): Promise<void> {
    // What is asked in the same turn shares one transaction.
    await Promise.resolve();
    while (this.#waiting) {
      const batch = this.#waiting;
      this.#waiting = null;
      try {
        await this.#commit(batch);
        batch.done.resolve();
      } catch (fault) {
        const behind = this.#takeWaiting();
        batch.done.reject(fault);
        behind?.done.reject(fault);
        // A storage that is away takes nobody's rights away: what was changed here is looked at again once it is back.
        if (fault instanceof LogUnavailable) this.#isDoubtful = true;
        else if (fault instanceof ChangedElsewhere) await this.#readBeside();
        else await this.#readAgain();
      }
    }
    this.#writing = null;
  }

  /** On the chain as it ends now. What another server kept meanwhile comes first, if it is about something else. */
  async #commit({ changes, told }: Batch): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      let head = this.#head;
      const rows = told.map((one) => {
        const row = chained(head, one, this.#policy());
        head = row;
        return { tell: row };
      });
      try {
        await this.#store.commit([...changes, ...rows]);
        this.#head = { n: head.n, hash: head.hash };
        this.#onKept();
        return;
      } catch (fault) {
        if (!(fault instanceof Overtaken) || tries >= MOST_TRIES) throw fault;
      }
      const foreign = (await this.#store.foreign?.()) ?? 'too-many';
      if (foreign === 'too-many' || isAboutTheSame(foreign, changes)) throw new ChangedElsewhere();
      this.#take(foreign);
    }
  }

  /** What other servers have changed: known here from now on, and felt by whom it is about. */
  async hearOthers(): Promise<void> {
    if (!this.#isRead || this.#writing || !this.#store.foreign) return;
    const hearing = this.#hear(this.#store.foreign());
    // What is changed meanwhile waits: it is written on a chain that ends with what is heard.
    this.#writing = hearing;
    await hearing;
  }

  /** The same, of all that they had kept when this was asked. Those who ask at the same time ask once. */
  hearNow(): Promise<void> {
    if (!this.#store.foreign) return Promise.resolve();
    this.#hearing ??= this.#hearNext();
    return this.#hearing;
  }

  async #hearNext(): Promise<void> {
    try {
      // One turn at least: those who ask meanwhile share it.
      do {
        await this.#writing;
      } while (this.#writing);
    } finally {
      // Whatever became of what was written, the next who ask are heard.
      this.#hearing = null;
    }
    await this.hearOthers();
  }

  async #hear(asked: Promise<readonly Change[] | 'too-many'>): Promise<void> {
    try {
      const foreign = await asked;
      if (foreign === 'too-many') await this.#readBeside();
      else if (this.#waiting && isAboutTheSame(foreign, this.#waiting.changes)) {
        this.#takeWaiting()?.done.reject(new ChangedElsewhere());
        await this.#readBeside();
      } else this.#take(foreign);
    } catch (fault) {
      // The log, on the same server, says that it is away; what was missed is heard once it is back.
      if (!(fault instanceof LogUnavailable)) throw fault;
    } finally {
      this.#writing = null;
      if (this.#waiting) this.#writing = this.#keepWaiting();
    }
  }

  #take(foreign: readonly Change[]): void {
    const felt = foreign.flatMap((change) => this.#apply(change));
    for (const holder of felt) this.#say(holder);
  }

  /** What waits was decided on a past that did not happen. */
  #takeWaiting(): Batch | null {
    const behind = this.#waiting;
    this.#waiting = null;
    return behind;
  }

  async #readAgain(): Promise<void> {
    this.#isRead = false;
    clear(this.#everyone);
    await this.read().catch(() => {
      // It stays empty, and every change is refused, until `readIfLost` succeeds.
    });
    this.#say(null);
  }

  /** Reads all of it again while what is known stands: the store is well, and only ahead of this server. */
  async #readBeside(): Promise<void> {
    const kept = await this.#store.load().catch(() => null);
    if (kept === null) {
      this.#isDoubtful = true;
      return;
    }
    // Decided meanwhile, on what is no more.
    this.#takeWaiting()?.done.reject(new ChangedElsewhere());
    this.#replace(kept);
    this.#say(null);
  }

  /** Tries again to read a store that could not be read. */
  async readIfLost(): Promise<void> {
    if (this.#writing || (this.#isRead && !this.#isDoubtful)) return;
    if (!this.#isRead) return this.#readAgain();
    const reading = this.#readBeside().finally(() => {
      this.#writing = this.#waiting ? this.#keepWaiting() : null;
    });
    // What is changed meanwhile waits, and is not written beside what is read.
    this.#writing = reading;
    await reading;
  }

  /** Applies one change; gives the holders whose rights it touches. */
  #apply(change: Change): Holder[] {
    if ('tell' in change) {
      this.#head = { n: change.tell.n, hash: change.tell.hash };
      return [];
    }
    if ('forget' in change) {
      this.#anchor = change.forget;
      return [];
    }
    return apply(this.#everyone, change);
  }
}

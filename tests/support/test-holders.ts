import type { Grant } from '#shared/access/grant';
import type { AccountId, ScreenId, SessionId } from '#shared/kernel/ids';
import type { Holder, Holders } from '#server/accounts/holder';
import { commandId } from './said.ts';

/** Accounts and screens in memory: each stands behind a cookie, and has the grants that a test says, while it says so. */
export class TestHolders implements Holders {
  readonly #behind = new Map<string, Holder>();
  readonly #grants = new Map<string, readonly Grant[]>();
  readonly #listeners: ((holder: Holder | null) => void)[] = [];

  /** A signed-in account with these grants; gives its cookie. */
  account(...grants: readonly Grant[]): string {
    const id = this.#nextId();
    return this.#seat(
      { kind: 'account', account: id as string as AccountId, session: id as string as SessionId },
      grants,
    );
  }

  /** A paired screen with this grant; gives its cookie. */
  screen(grant: Grant): string {
    return this.#seat({ kind: 'screen', screen: this.#nextId() as string as ScreenId }, [grant]);
  }

  /** Gives whoever stands behind this cookie other rights, and says so, as the identity store does. */
  change(cookie: string, ...grants: readonly Grant[]): void {
    this.#grants.set(cookie, grants);
    const holder = this.holderOf(cookie);
    for (const listener of this.#listeners) listener(holder);
  }

  /** A session that runs out: nobody is told. */
  runOut(cookie: string): void {
    this.#grants.set(cookie, []);
  }

  holderOf(cookie: string | undefined): Holder {
    const ours = cookie?.split('; ').find((pair) => this.#behind.has(pair));
    return (ours !== undefined && this.#behind.get(ours)) || { kind: 'anyone' };
  }

  grantsOf(holder: Holder): readonly Grant[] {
    const cookie = [...this.#behind].find(([, known]) => isSame(known, holder))?.[0];
    return (cookie !== undefined && this.#grants.get(cookie)) || [];
  }

  onChange(listener: (holder: Holder | null) => void): void {
    this.#listeners.push(listener);
  }

  #nextId() {
    return commandId(this.#behind.size + 1);
  }

  #seat(holder: Holder, grants: readonly Grant[]): string {
    const cookie = `qui=${this.#behind.size + 1}`;
    this.#behind.set(cookie, holder);
    this.#grants.set(cookie, grants);
    return cookie;
  }
}

function isSame(a: Holder, b: Holder): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

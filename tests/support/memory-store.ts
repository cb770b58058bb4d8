import { CHAIN_ORIGIN, type ChainEnd, type WrittenRow } from '#server/accounts/identity/chain';
import type { Change, IdentityStore, Kept, TableName, Tables } from '#server/accounts/identity/store';

/** Identities without a file: what is committed is there, and a commit can be held back or made to fail. */
export class MemoryStore implements IdentityStore {
  readonly tables: { [Name in TableName]: Map<string, Tables[Name]> } = {
    accounts: new Map(),
    sessions: new Map(),
    screens: new Map(),
    invitations: new Map(),
  };
  readonly audit: WrittenRow[] = [];
  head: ChainEnd = CHAIN_ORIGIN;
  anchor: ChainEnd = CHAIN_ORIGIN;
  /** Thrown by each commit while it is set. */
  fault: Error | null = null;
  /** Each commit waits for this. */
  disk: Promise<void> = Promise.resolve();
  #check: string | null = null;

  load(): Promise<Kept> {
    const { accounts, sessions, screens, invitations } = this.tables;
    return Promise.resolve({
      accounts: [...accounts.values()],
      sessions: [...sessions.values()],
      screens: [...screens.values()],
      invitations: [...invitations.values()],
      head: this.head,
      anchor: this.anchor,
    });
  }

  async commit(changes: readonly Change[]): Promise<void> {
    await this.disk;
    if (this.fault) throw this.fault;
    for (const change of changes) {
      if ('put' in change) (this.tables[change.put] as Map<string, unknown>).set(change.row.id, change.row);
      else if ('drop' in change) this.tables[change.drop].delete(change.id);
      else if ('tell' in change) {
        this.audit.push(change.tell);
        this.head = change.tell;
      } else {
        this.audit.splice(0, this.audit.filter(({ n }) => n <= change.forget.n).length);
        this.anchor = change.forget;
      }
    }
  }

  auditRows(after: number, limit: number): Promise<WrittenRow[]> {
    return Promise.resolve(this.audit.filter(({ n }) => n > after).slice(0, limit));
  }

  keyCheck(check: string): Promise<string> {
    return Promise.resolve((this.#check ??= check));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

import type { ChainEnd, WrittenRow } from './chain.ts';
import type { Chance } from '#server/ports/chance';
import type { Fleeting } from './fleeting.ts';
import type { Account, Invitation, Screen, Session } from './rows.ts';
import type { Throttle } from './throttle.ts';

/** What is kept of identities, one kind of row per table. */
export type Tables = {
  accounts: Account;
  sessions: Session;
  screens: Screen;
  invitations: Invitation;
};
export type TableName = keyof Tables;
export const TABLES = [
  'accounts',
  'sessions',
  'screens',
  'invitations',
] as const satisfies readonly TableName[];

export type Change =
  | { [Name in TableName]: { readonly put: Name; readonly row: Tables[Name] } }[TableName]
  | { [Name in TableName]: { readonly drop: Name; readonly id: Tables[Name]['id'] } }[TableName]
  | { readonly tell: WrittenRow }
  /** Whole rows from the oldest; `upTo` becomes the chain's anchor. */
  | { readonly forget: ChainEnd };

export type Kept = {
  readonly [Name in TableName]: readonly Tables[Name][];
} & { readonly head: ChainEnd; readonly anchor: ChainEnd };

/** Other servers changed something that this one does not know yet: nothing of its own changes was kept. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Another server changed the same row at the same moment: this change was decided on what is no more. */
export class ChangedElsewhere extends Error {
  override readonly name = 'ChangedElsewhere';
  constructor() {
    super('the same identity was changed on another server at the same moment');
  }
}

/**
 * Where identities are kept. Small: all of it is read at the start and held in memory, so that who may do what is
 * known without waiting. The audit alone is read by pages.
 */
export interface IdentityStore {
  load(): Promise<Kept>;
  /**
   * All of these changes or none; durable once it resolves.
   * @throws Overtaken when other servers changed something that this store was not asked for yet
   */
  commit(changes: readonly Change[]): Promise<void>;
  /**
   * What other servers have changed since everything was read or this was last asked, oldest first; `too-many`: it must
   * all be read again. Absent from a store that one process holds alone.
   */
  foreign?(): Promise<readonly Change[] | 'too-many'>;
  /** Rows of the audit after that number, oldest first, as they lie there: what was tampered with must be seen. */
  auditRows(after: number, limit: number): Promise<WrittenRow[]>;
  /** The fingerprint kept of the key that secrets are sealed under; the first one said is kept. */
  keyCheck(check: string): Promise<string>;
  /**
   * What several servers hold together for some minutes, hidden and sealed under a key that all of them have. Absent from
   * a store that one process holds alone.
   */
  moment?(key: Buffer, chance: Chance): { readonly fleeting: Fleeting; readonly throttle: Throttle };
  close(): Promise<void>;
}

import type { Instant } from '../kernel/instant.ts';
import type { Visit } from './visit.ts';

/** What can have been done, as the journal names it. */
export const JOURNAL_KINDS = [
  'SignedIn',
  'SignInRefused',
  'SecondFactorSet',
  'RecoveryCodesDrawn',
  'SessionsRevoked',
  'ViewOpened',
  'CommandSent',
  'AccountInvited',
  'AccountChanged',
  'AccountSuspended',
  'AccountDeleted',
  'ScreenPaired',
  'ScreenRevoked',
  'ScreenRefreshed',
  'Exported',
  'JournalExported',
  'AccessRefused',
  'PolicyInForce',
  'ConfigurationChanged',
] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

/** Kinds that are read together: who looked, who came in, whose rights changed, which screens, which rules. */
export const JOURNAL_GROUPS = {
  regards: ['ViewOpened', 'Exported', 'JournalExported', 'AccessRefused'],
  connexions: ['SignedIn', 'SignInRefused', 'SessionsRevoked'],
  comptes: [
    'AccountInvited',
    'AccountChanged',
    'AccountSuspended',
    'AccountDeleted',
    'SecondFactorSet',
    'RecoveryCodesDrawn',
  ],
  commandes: ['CommandSent'],
  ecrans: ['ScreenPaired', 'ScreenRevoked', 'ScreenRefreshed'],
  regles: ['PolicyInForce', 'ConfigurationChanged'],
} as const satisfies Readonly<Record<string, readonly JournalKind[]>>;
export type JournalGroup = keyof typeof JOURNAL_GROUPS;

/** Who did it, as it may be read: a name while the account exists, else its id alone. */
export type JournalWho =
  | { readonly kind: 'console' | 'anyone' | 'visitor' }
  | { readonly kind: 'account'; readonly id: string; readonly name: string }
  | { readonly kind: 'screen' | 'gone'; readonly id: string };

/** One row: closed words only. There is nowhere in it for a place, a team, a code or an address (D09). */
export type JournalRow = {
  readonly n: number;
  /** The minute, and no finer time. */
  readonly minute: Instant;
  readonly who: JournalWho;
  readonly kind: JournalKind;
  /** Whose account or which screen it was about, when it was. */
  readonly about: JournalWho | null;
  /** A word of the kind's own: a view, a command, a way to sign in, a reason, a part. */
  readonly detail: string | null;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly policy: string;
  readonly hash: string;
};

export type JournalAsked = {
  readonly kinds: readonly JournalKind[] | null;
  /** An account or screen by its id, or `console`, `anyone`, `visitor`. */
  readonly who: string | null;
  /** From this moment, up to before that one. */
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** Only rows before that number. */
  readonly before: number | null;
};

export type JournalPage = {
  /** Newest first. */
  readonly rows: readonly JournalRow[];
  /** What to ask with as `before` for the rows that come next; null when there are none. */
  readonly older: number | null;
};

export type JournalVerdict =
  | {
      readonly kind: 'whole';
      readonly rows: number;
      readonly last: { readonly n: number; readonly hash: string };
    }
  | { readonly kind: 'broken'; readonly n: number; readonly why: 'edited' | 'missing' | 'out-of-order' };

/** The journal, for who may read it: administrators and auditors. Nobody writes in it by a page. */
export type JournalDesk = {
  page(asked: JournalAsked, visit: Visit): Promise<JournalPage | null>;
  /** Those a row may be by, with names while their accounts exist. */
  people(visit: Visit): readonly { readonly id: string; readonly name: string }[] | null;
  /** Follows the whole chain of hashes and names the first row that is not what was written. */
  verify(visit: Visit): Promise<JournalVerdict | null>;
  /**
   * The whole of it as text, part by part; null for who may not. Who takes it away is told in it first: its last row.
   * @throws whatever the store failed of; nothing leaves then
   */
  export(format: 'jsonl' | 'csv', visit: Visit): Promise<AsyncIterable<string> | null>;
};

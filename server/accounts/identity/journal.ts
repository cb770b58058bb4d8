import type { JournalAsked, JournalPage, JournalRow, JournalWho } from '#shared/access/journal-desk';
import type { AuditRow } from './chain.ts';

/** Rows on one page. */
const SHOWN = 50;
/** Rows read at a time, from the newest. */
const READ = 500;

/** What pages of the chain are read by: rows after a number, oldest first, and the number of the last one. */
export type Chain = {
  readonly head: number;
  readonly anchor: number;
  page(after: number, limit: number): Promise<readonly AuditRow[]>;
};

/** Who an id of the audit stands for now. */
export type Naming = (id: string) => JournalWho;

/** The newest rows that are asked for. Rows are numbered without gaps, so a page is read from its end. */
export async function readJournal(chain: Chain, asked: JournalAsked, naming: Naming): Promise<JournalPage> {
  const rows: JournalRow[] = [];
  let end = Math.min(asked.before ?? Infinity, chain.head + 1);
  while (end > chain.anchor + 1) {
    const after = Math.max(chain.anchor, end - 1 - READ);
    const read = await chain.page(after, end - 1 - after);
    for (const row of read.toReversed()) {
      if (asked.from !== null && row.minute < asked.from) return { rows, older: null };
      if (!isAsked(row, asked)) continue;
      if (rows.length === SHOWN) return { rows, older: rows.at(-1)?.n ?? 1 };
      rows.push(shown(row, naming));
    }
    end = after + 1;
  }
  return { rows, older: null };
}

function isAsked({ minute, who, what }: AuditRow, asked: JournalAsked): boolean {
  if (asked.until !== null && minute >= asked.until) return false;
  if (asked.kinds !== null && !asked.kinds.includes(what.kind)) return false;
  return asked.who === null || asked.who === who || idAbout(what) === asked.who;
}

function shown({ n, minute, who, what, policy, hash }: AuditRow, naming: Naming): JournalRow {
  const about = idAbout(what);
  return {
    n,
    minute,
    who: naming(who),
    kind: what.kind,
    about: about === null ? null : naming(about),
    ...said(what),
    policy,
    hash,
  };
}

function idAbout(what: AuditRow['what']): string | null {
  if ('account' in what) return what.account;
  return 'screen' in what ? what.screen : null;
}

type Said = Pick<JournalRow, 'detail' | 'before' | 'after'>;
const words = (
  detail: string | null,
  before: readonly string[] = [],
  after: readonly string[] = [],
): Said => ({
  detail,
  before,
  after,
});

function said(what: AuditRow['what']): Said {
  switch (what.kind) {
    case 'SignedIn':
      return words(what.by);
    case 'SignInRefused':
      return words(what.why);
    case 'SecondFactorSet':
      return words(null, [what.before], [what.after]);
    case 'RecoveryCodesDrawn':
    case 'SessionsRevoked':
    case 'ScreenRefreshed':
      return words(null);
    case 'ViewOpened':
    case 'Exported':
      return words(what.view);
    case 'JournalExported':
      return words(what.format);
    case 'AccessRefused':
      return words(what.to);
    case 'CommandSent':
      return words(what.command);
    case 'AccountInvited':
      return words(null, [], what.after);
    case 'AccountChanged':
      return words(what.what, what.before, what.after);
    case 'AccountSuspended':
    case 'AccountDeleted':
      return words(null, what.before);
    case 'ScreenPaired':
      return words(null, [], [what.after]);
    case 'ScreenRevoked':
      return words(what.why, [what.before]);
    case 'PolicyInForce':
      return words(null, [], [what.hash]);
    case 'ConfigurationChanged':
      return words(
        what.part,
        what.before === null ? [] : [what.before],
        what.after === null ? [] : [what.after],
      );
  }
}

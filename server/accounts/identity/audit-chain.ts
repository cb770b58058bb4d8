import { stringify } from 'csv-stringify/sync';
import { DAY, plus, type Instant } from '#shared/kernel/instant';
import type { Clock } from '#server/ports/clock';
import type { Audit } from '../audit.ts';
import type { Holder } from '../holder.ts';
import type { Book } from './book.ts';
import { ChainCheck, readRow, type AuditRow, type ChainEnd, type Verdict, type WrittenRow } from './chain.ts';
import type { IdentityStore } from './store.ts';
import type { Told } from './told.ts';

/** Six months, by the calendar's longest (PRIVACY 11). */
const RETENTION_MS = 184 * DAY;
const PAGE = 500;
/** The columns of the export: the closed words of a row, each in its place. */
const COLUMNS = ['n', 'minute', 'who', 'kind', 'about', 'before', 'after', 'policy', 'previous', 'hash'];

/** Who opened which view and changed what kind of thing: a chain of rows that have nowhere to say a place. */
export class AuditChain implements Audit {
  readonly #store: IdentityStore;
  readonly #book: Book;
  readonly #clock: Clock;

  readonly #onFault: (cause: unknown) => void;

  constructor(store: IdentityStore, book: Book, clock: Clock, onFault: (cause: unknown) => void) {
    this.#store = store;
    this.#book = book;
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** For borders, which do not wait for it. */
  record(told: Told): void {
    this.tell(told).catch(this.#onFault);
  }

  /**
   * Adds a row; resolves once it is durable.
   * @throws ZodError when what is told is not of the grammar; nothing is written then
   */
  tell(told: Told): Promise<void> {
    return this.#book.change([], told);
  }

  /** Follows the whole chain and names the first row that was edited, removed or moved. */
  async verify(): Promise<Verdict> {
    await this.#book.settled();
    const { anchor, head } = this.#book.ends;
    const check = new ChainCheck(anchor);
    for await (const row of this.#written(0)) {
      // Told while we read: after the head that is checked, and not what somebody else put there.
      if (row.n > head.n && row.n <= this.#book.ends.head.n) break;
      if (!check.follow(row)) break;
    }
    return check.verdict(head);
  }

  /** The number of the last row. */
  get head(): number {
    return this.#book.ends.head.n;
  }

  /** The number of the last row that was forgotten; 0 while none was. */
  get anchor(): number {
    return this.#book.ends.anchor.n;
  }

  /** Rows after that number, oldest first; one that cannot be read any more is left out, and `verify` names it. */
  async page(after: number, limit: number): Promise<readonly AuditRow[]> {
    await this.#book.settled();
    return readable(await this.#store.auditRows(after, Math.min(limit, PAGE)));
  }

  /** The audit for who takes it away, who is told in it before anything of it leaves. */
  async takeAway(format: 'jsonl' | 'csv', who: Holder): Promise<AsyncGenerator<string>> {
    await this.tell({ at: this.#clock.now(), who, what: { kind: 'JournalExported', format } });
    return this.export(format);
  }

  /** The whole audit as text, part by part: one JSON object a line, or CSV with its header. */
  async *export(format: 'jsonl' | 'csv'): AsyncGenerator<string> {
    if (format === 'csv') yield stringify([COLUMNS], { record_delimiter: '\r\n' });
    for await (const written of this.#written(0)) {
      for (const row of readable([written])) {
        yield format === 'csv'
          ? stringify([cellsOf(row)], { record_delimiter: '\r\n' })
          : `${JSON.stringify(row)}\n`;
      }
    }
  }

  /** Drops the rows older than six months, whole and from the oldest; the chain goes on from where they stood. */
  async forgetOld(): Promise<number> {
    const before: Instant = plus(this.#clock.now(), -RETENTION_MS);
    const { anchor } = this.#book.ends;
    let last: ChainEnd = anchor;
    for await (const row of this.#written(anchor.n)) {
      const said = readRow(row);
      if (!said || said.minute >= before) break;
      last = { n: row.n, hash: row.hash };
    }
    if (last.n === anchor.n) return 0;
    await this.#book.change([{ forget: last }]);
    return last.n - anchor.n;
  }

  async *#written(from: number): AsyncGenerator<WrittenRow> {
    await this.#book.settled();
    let after = from;
    for (;;) {
      const rows = await this.#store.auditRows(after, PAGE);
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = last.n;
    }
  }
}

function readable(rows: readonly WrittenRow[]): AuditRow[] {
  return rows.flatMap((row) => readRow(row) ?? []);
}

function cellsOf({ n, minute, who, what, policy, previous, hash }: AuditRow): (string | number)[] {
  const { kind, before, after, ...about }: { kind: string; before?: unknown; after?: unknown } = what;
  const words = Object.values(about).flatMap((word: unknown) => (typeof word === 'string' ? word : []));
  return [n, minute, who, kind, words.join(' '), cell(before), cell(after), policy, previous, hash];
}

function cell(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(' ');
  return typeof value === 'string' ? value : '';
}

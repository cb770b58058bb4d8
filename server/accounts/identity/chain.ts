import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '#server/log/snapshot';
import { instantAt, instantSchema, MINUTE, msOf } from '#shared/kernel/instant';
import { whatSchema, whoOf, whoSchema, type Told } from './told.ts';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

const rowSchema = z.strictObject({
  n: z.int().min(1),
  minute: instantSchema,
  who: whoSchema,
  what: whatSchema,
  /** The release policy in force. */
  policy: z.string().max(64),
  previous: hashSchema,
});
export type AuditRow = z.infer<typeof rowSchema> & { readonly hash: string };

/** A row as it lies in the store. `hash` is over the text, which holds the hash before: so over every row before. */
export type WrittenRow = { readonly n: number; readonly text: string; readonly hash: string };

/** An end of the chain: the last row or, once old rows are dropped, the row that stood before the first one kept. */
export type ChainEnd = { readonly n: number; readonly hash: string };

/** Before the first row. */
export const CHAIN_ORIGIN: ChainEnd = { n: 0, hash: '0'.repeat(64) };

/**
 * The next row. The minute is all that is kept of its time.
 * @throws ZodError when what is told is not of the grammar
 */
export function chained(after: ChainEnd, { at, who, what }: Told, policy: string): WrittenRow {
  const row = rowSchema.parse({
    n: after.n + 1,
    minute: instantAt(Math.floor(msOf(at) / MINUTE) * MINUTE),
    who: whoOf(who),
    what: whatSchema.parse(what),
    policy,
    previous: after.hash,
  });
  const text = canonicalJson(row);
  return { n: row.n, text, hash: sha256(text) };
}

/** What a written row says; null when it is not of the grammar any more. */
export function readRow({ n, text, hash }: WrittenRow): AuditRow | null {
  const row = rowSchema.safeParse(jsonOf(text));
  return row.success && row.data.n === n ? { ...row.data, hash } : null;
}

export type Verdict =
  | { readonly kind: 'whole'; readonly rows: number; readonly last: ChainEnd }
  /** `n`: the first row that is not what was written. */
  | { readonly kind: 'broken'; readonly n: number; readonly why: 'edited' | 'missing' | 'out-of-order' };

/** Follows a chain row by row, from its anchor to its head, and names the first one edited, removed or moved. */
export class ChainCheck {
  #last: ChainEnd;
  #broken: Verdict | null = null;
  readonly #anchor: ChainEnd;

  constructor(anchor: ChainEnd) {
    this.#anchor = anchor;
    this.#last = anchor;
  }

  /** The next row of the store; false once the chain is broken. */
  follow(written: WrittenRow): boolean {
    if (this.#broken) return false;
    const n = this.#last.n + 1;
    const broken = (why: 'edited' | 'missing' | 'out-of-order') => {
      this.#broken = { kind: 'broken', n, why };
      return false;
    };
    if (written.n > n) return broken('missing');
    if (written.n < n) return broken('out-of-order');
    if (sha256(written.text) !== written.hash) return broken('edited');
    if (readRow(written)?.previous !== this.#last.hash) return broken('edited');
    this.#last = { n, hash: written.hash };
    return true;
  }

  /**
   * Whether it ends where it should. Who may write the whole file can rebuild the whole chain: what proves against that
   * is a head noted elsewhere (an export, a printed page).
   */
  verdict(head: ChainEnd): Verdict {
    const last = this.#last;
    if (this.#broken) return this.#broken;
    if (last.n < head.n) return { kind: 'broken', n: last.n + 1, why: 'missing' };
    if (last.n > head.n) return { kind: 'broken', n: head.n + 1, why: 'out-of-order' };
    if (last.hash !== head.hash) return { kind: 'broken', n: last.n, why: 'edited' };
    return { kind: 'whole', rows: last.n - this.#anchor.n, last };
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

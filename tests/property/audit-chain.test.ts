import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CHAIN_ORIGIN,
  ChainCheck,
  chained,
  type ChainEnd,
  type Verdict,
  type WrittenRow,
} from '#server/accounts/identity/chain';
import type { Told } from '#server/accounts/identity/told';
import type { Instant } from '#shared/kernel/instant';

const toldArbitrary = fc.record({
  at: fc
    .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString() as Instant),
  who: fc.constantFrom('console' as const, { kind: 'anyone' } as const),
  what: fc.constantFrom<Told['what']>(
    { kind: 'ViewOpened', view: 'lead' },
    { kind: 'CommandSent', command: 'GiveMission' },
    { kind: 'Exported', view: 'hospital' },
  ),
});
const chainArbitrary = fc.array(toldArbitrary, { minLength: 1, maxLength: 12 }).map((told) => {
  const rows: WrittenRow[] = [];
  for (const one of told) rows.push(chained(rows.at(-1) ?? CHAIN_ORIGIN, one, '9c21'));
  return rows;
});

function verify(rows: readonly WrittenRow[], head: ChainEnd): Verdict {
  const check = new ChainCheck(CHAIN_ORIGIN);
  for (const row of rows) if (!check.follow(row)) break;
  return check.verdict(head);
}
const headOf = (rows: readonly WrittenRow[]): ChainEnd => rows.at(-1) ?? CHAIN_ORIGIN;
const at = fc.nat();

test('[IDN-43] a chain that nobody touched is whole', () => {
  fc.assert(
    fc.property(chainArbitrary, (rows) => {
      expect(verify(rows, headOf(rows))).toMatchObject({ kind: 'whole', rows: rows.length });
    }),
  );
});

test('[IDN-43] a row of which any character is changed is named', () => {
  fc.assert(
    fc.property(chainArbitrary, at, at, (rows, which, where) => {
      const index = which % rows.length;
      const row = rows[index] as WrittenRow;
      const character = where % row.text.length;
      const other = row.text[character] === '0' ? '1' : '0';
      const text = row.text.slice(0, character) + other + row.text.slice(character + 1);
      expect(verify(rows.with(index, { ...row, text }), headOf(rows))).toEqual({
        kind: 'broken',
        n: index + 1,
        why: 'edited',
      });
    }),
  );
});

test('[IDN-43] a row told otherwise under a hash of its own is named, or the next one that does not follow it', () => {
  fc.assert(
    fc.property(chainArbitrary, at, toldArbitrary, (rows, which, told) => {
      const index = which % rows.length;
      const forged = chained(rows[index - 1] ?? CHAIN_ORIGIN, told, '9c22');
      const verdict = verify(rows.with(index, forged), headOf(rows));
      const named = index + 1 === rows.length ? index + 1 : index + 2;
      expect(verdict).toEqual({ kind: 'broken', n: named, why: 'edited' });
    }),
  );
});

test('[IDN-43] a row removed is named, the last one too', () => {
  fc.assert(
    fc.property(chainArbitrary, at, (rows, which) => {
      const index = which % rows.length;
      expect(verify(rows.toSpliced(index, 1), headOf(rows))).toEqual({
        kind: 'broken',
        n: index + 1,
        why: 'missing',
      });
    }),
  );
});

test('[IDN-43] rows in another order, and a row said twice, are named where the order breaks', () => {
  fc.assert(
    fc.property(chainArbitrary, at, at, (rows, one, other) => {
      const [first, second] = [one % rows.length, other % rows.length].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const moved = rows.toSpliced(first, 1).toSpliced(second, 0, rows[first] as WrittenRow);
      if (first !== second)
        expect(verify(moved, headOf(rows))).toMatchObject({ kind: 'broken', n: first + 1 });
      const doubled = rows.toSpliced(second + 1, 0, rows[first] as WrittenRow);
      expect(verify(doubled, headOf(rows))).toEqual({ kind: 'broken', n: second + 2, why: 'out-of-order' });
    }),
  );
});

test('[IDN-43] a row that was added at the end is named', () => {
  fc.assert(
    fc.property(chainArbitrary, toldArbitrary, (rows, told) => {
      const added = [...rows, chained(headOf(rows), told, '9c21')];
      expect(verify(added, headOf(rows))).toEqual({
        kind: 'broken',
        n: rows.length + 1,
        why: 'out-of-order',
      });
    }),
  );
});

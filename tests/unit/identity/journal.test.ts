import { beforeEach, expect, test } from 'vitest';
import { readJournal } from '#server/accounts/identity/journal';
import { roundedUp } from '#server/retention/report';
import type { JournalAsked } from '#shared/access/journal-desk';
import { HOUR, MINUTE, plus } from '#shared/kernel/instant';
import { IdentityBench, LEAD, START } from '../../support/identity.ts';

let bench: IdentityBench;
beforeEach(async () => {
  bench = await IdentityBench.open();
});

const ALL: JournalAsked = { kinds: null, who: null, from: null, until: null, before: null };
const read = (asked: Partial<JournalAsked>) =>
  readJournal(bench.identity.audit, { ...ALL, ...asked }, (id) => ({ kind: 'gone', id }));
/** One row a minute from the start, every third one a view, the others a policy. */
async function rows(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    const what =
      n % 3 === 0
        ? ({ kind: 'ViewOpened', view: 'lead' } as const)
        : ({ kind: 'PolicyInForce', hash: '9c219c21' } as const);
    await bench.identity.audit.tell({ at: plus(START, n * MINUTE), who: 'console', what });
  }
}

test('[D09] the journal is read from its newest row to its oldest, each once, a page at a time', async () => {
  await rows(1_130);
  const seen: number[] = [];
  for (let before: number | null = null; ;) {
    const page = await read({ before });
    seen.push(...page.rows.map(({ n }) => n));
    if (page.older === null) break;
    before = page.older;
  }
  expect(seen).toEqual(Array.from({ length: 1_130 }, (_, index) => 1_130 - index));
});

test('[D09] a kind that is rare is found however far back it is, and a day ends the reading', async () => {
  await rows(1_130);
  const looked = await read({ kinds: ['ViewOpened'], until: plus(START, HOUR) });
  expect(looked.rows.map(({ n }) => n)).toEqual(Array.from({ length: 19 }, (_, index) => 57 - 3 * index));
  expect(looked.older).toBeNull();
  const between = await read({ from: plus(START, 5 * MINUTE), until: plus(START, 8 * MINUTE) });
  expect(between.rows.map(({ n }) => n)).toEqual([7, 6, 5]);
});

test('[D09] who is asked for finds what they did and what was done to them; forgotten rows are not looked for', async () => {
  const { account } = await bench.person([LEAD]);
  const mine = await read({ who: account });
  expect(mine.rows.map(({ kind }) => kind)).toEqual([
    'SignedIn',
    'SecondFactorSet',
    'AccountChanged',
    'AccountInvited',
  ]);
  bench.later(400 * 24 * HOUR);
  await rows(1);
  await bench.identity.audit.forgetOld();
  expect((await read({})).rows.length).toBeLessThanOrEqual(1);
});

test('[D03] counts of what is kept are rounded up, so that one fact more is not read there', () => {
  expect([0, 1, 10, 11, 999, 1_000, 1_001, 12_345].map(roundedUp)).toEqual([
    0, 10, 10, 20, 1_000, 1_000, 1_100, 12_400,
  ]);
});

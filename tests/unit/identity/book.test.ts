import { beforeEach, expect, test } from 'vitest';
import { Book } from '#server/accounts/identity/book';
import type { Session } from '#server/accounts/identity/rows';
import type { Change } from '#server/accounts/identity/store';
import type { TokenHash } from '#server/accounts/identity/token';
import type { AccountId, SessionId } from '#shared/kernel/ids';
import { START } from '../../support/identity.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const UNREADABLE = new Error('a row that this program did not write');

/** Kept by several servers: what the others changed is answered when the test says so. */
class SharedStore extends MemoryStore {
  readonly asked: PromiseWithResolvers<readonly Change[]>[] = [];
  foreign(): Promise<readonly Change[]> {
    const answer = Promise.withResolvers<readonly Change[]>();
    this.asked.push(answer);
    return answer.promise;
  }
  /** Once they were asked so many times. */
  async nth(times: number): Promise<PromiseWithResolvers<readonly Change[]>> {
    await expect.poll(() => this.asked.length).toBe(times);
    const answer = this.asked[times - 1];
    if (!answer) throw new Error('nobody asked');
    return answer;
  }
}

const SESSION: Session = {
  id: '5f0c8d3e-3c1a-4b52-9a57-0d1f6a7b8c9d' as SessionId,
  account: '8a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d' as AccountId,
  token: 'drawn on another server' as TokenHash,
  former: null,
  stage: 'open',
  hasSecondFactor: false,
  rotate: false,
  forget: false,
  provider: null,
  browser: 'firefox',
  system: 'windows',
  openedAt: START,
  seenAt: START,
};

let store: SharedStore;
let book: Book;
beforeEach(async () => {
  store = new SharedStore();
  book = new Book(store, () => '9c21');
  await book.read();
});

async function isHeardNow(times: number): Promise<boolean> {
  const asking = book.hearNow();
  (await store.nth(times)).resolve([{ put: 'sessions', row: SESSION }]);
  await asking;
  return book.sessionOf(SESSION.token) !== undefined;
}

test('[NOD-20] a server that could not read what the others kept, while cookies it does not know waited, asks them again', async () => {
  const beat = book.hearOthers();
  const waiting = [book.hearNow(), book.hearNow()];
  (await store.nth(1)).reject(UNREADABLE);
  expect(await Promise.allSettled([beat, ...waiting])).toEqual(
    Array(3).fill({ status: 'rejected', reason: UNREADABLE }),
  );
  expect(await isHeardNow(2)).toBe(true);
});

test('[NOD-20] cookies that wait behind a write that fails are asked for once it has', async () => {
  const disk = Promise.withResolvers<void>();
  store.disk = disk.promise;
  store.fault = new Error('the disk is full');
  const changing = book.change([{ put: 'sessions', row: { ...SESSION, rotate: true } }]);
  const heard = isHeardNow(1);
  disk.resolve();
  await expect(changing).rejects.toThrow('the disk is full');
  expect(await heard).toBe(true);
});

test('[NOD-20] cookies that come at the same moment ask the other servers once, those that come later once more', async () => {
  const together = [book.hearNow(), book.hearNow()];
  const first = await store.nth(1);
  const later = book.hearNow();
  expect(store.asked).toHaveLength(1);
  first.resolve([]);
  await Promise.all(together);
  (await store.nth(2)).resolve([{ put: 'sessions', row: SESSION }]);
  await later;
  expect(book.session(SESSION.id)).toEqual(SESSION);
});

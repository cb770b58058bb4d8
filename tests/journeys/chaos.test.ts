import { expect, test } from 'vitest';
import { chaos } from '../chaos/chaos.ts';
import { isRedisInstalled } from '../support/redis-server.ts';

// A short form of `npm run chaos`, which goes on for ten minutes and plants faults that it must find.
test.skipIf(!isRedisInstalled)(
  '[CHA-1, CHA-2, CHA-3] two servers and their storage, killed, frozen, filled and cut off: nothing is lost, nothing is doubled, everyone agrees',
  { timeout: 240_000 },
  async () => {
    const { findings, ledger } = await chaos({ seed: 7, seconds: 20, nodes: 2, bug: null, say: () => {} });
    expect(ledger.answered.size).toBeGreaterThan(50);
    expect(findings.filter(({ found }) => found.length > 0)).toEqual([]);
  },
);

test.skipIf(!isRedisInstalled)(
  '[CHA-5] a server whose clock is far out takes nobody and decides nothing while all goes on around it, and comes back by itself',
  { timeout: 240_000 },
  async () => {
    const { findings, faults } = await chaos({
      seed: 7,
      seconds: 4,
      nodes: 2,
      bug: null,
      only: ['a clock is far out'],
      say: () => {},
    });
    expect(faults.size).toBe(1);
    expect(findings.filter(({ found }) => found.length > 0)).toEqual([]);
  },
);

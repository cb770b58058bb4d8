import { expect, test } from 'vitest';
import { isRedisInstalled } from '../support/redis-server.ts';
import { load } from '../territories/load-run.ts';

// A short form of `npm run load:territories`, which serves a hundred of them for a minute.
test.skipIf(!isRedisInstalled)(
  '[DEP-5] many territories on two servers: each log holds its own commands, and each screen the view of its own territory',
  { timeout: 120_000 },
  async () => {
    const { findings, accepted } = await load({ territories: 5, seconds: 3, everyMs: 250, say: () => {} });
    expect(accepted).toBeGreaterThanOrEqual(10);
    expect(findings.filter(({ found }) => found.length > 0)).toEqual([]);
  },
);

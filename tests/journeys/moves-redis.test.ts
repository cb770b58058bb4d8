import { expect, test } from 'vitest';
import { serveOnRedis } from '../nodes/redis-cluster.ts';
import { roam } from '../nodes/roam.ts';
import { isRedisInstalled } from '../support/redis-server.ts';
import { paris } from '../support/said.ts';

// A short form of `node tests/nodes/moves.ts --redis`, which goes on for a thousand moves.
test.skipIf(!isRedisInstalled)(
  '[NOD-1] a client that goes from server to server on a real Redis misses no change and is told none twice',
  { timeout: 240_000 },
  async () => {
    const { nodes, clock, at, level, stop } = await serveOnRedis(paris('06:31'));
    try {
      const urls = nodes.map(({ url }) => url);
      const report = await roam({ urls, now: () => clock.now(), at, level }, { seed: 4, moves: 20 });
      expect(report.changes).toBeGreaterThan(50);
      for (const { lines } of nodes) expect(lines.filter(({ kind }) => kind === 'fault')).toEqual([]);
    } finally {
      await stop();
    }
  },
);

import { describe, expect, test } from 'vitest';
import { crossings } from '../chaos/crossings.ts';
import { BUGS } from '../chaos/planted.ts';
import { isRedisInstalled } from '../support/redis-server.ts';

// The deliveries of `npm run chaos` that cross each other, made on purpose: no chance, no fault, no waiting.
describe.skipIf(!isRedisInstalled)('two servers whose deliveries cross', { timeout: 240_000 }, () => {
  test('[CHA-1, CHA-2] keep every command once, decided on what stands before it', async () => {
    expect((await crossings(null)).filter(({ found }) => found.length > 0)).toEqual([]);
  });

  test.each(BUGS)('[CHA-4] are found out with a bug planted: %s', async (bug) => {
    expect((await crossings(bug)).filter(({ found }) => found.length > 0)).not.toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach } from 'vitest';

/**
 * What the tests of a file stand on, `begin` to `end`. A test that is tried again stands on it as new: whatever its first
 * attempt left behind on a server is gone with that server. What could not begin is begun again by the next test.
 */
export function begunAnew(begin: () => Promise<void>, end: () => Promise<void>): void {
  let stands = false;
  const start = async () => {
    await begin();
    stands = true;
  };
  beforeAll(start);
  afterAll(end);
  beforeEach(async ({ task }) => {
    if (stands && (task.result?.retryCount ?? 0) === 0) return;
    try {
      await end();
    } catch (cause) {
      // Of what began only in part, some cannot be ended.
      if (stands) throw cause;
    }
    stands = false;
    await start();
  });
}

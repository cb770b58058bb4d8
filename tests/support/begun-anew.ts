import { afterAll, beforeAll, beforeEach } from 'vitest';

/**
 * What the tests of a file stand on, `begin` to `end`. A test that is tried again stands on it as new: whatever its first
 * attempt left behind on a server is gone with that server.
 */
export function begunAnew(begin: () => Promise<void>, end: () => Promise<void>): void {
  beforeAll(begin);
  afterAll(end);
  beforeEach(async ({ task }) => {
    if ((task.result?.retryCount ?? 0) === 0) return;
    await end();
    await begin();
  });
}

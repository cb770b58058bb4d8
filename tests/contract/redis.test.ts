import { join } from 'node:path';
import { describe } from 'vitest';
import { isRedisInstalled } from '../support/redis-server.ts';
import { describeErasure } from './erasure.contract.ts';
import { describeEventLog } from './event-log.contract.ts';
import { describeKillSafety } from './kill.contract.ts';
import { redisPlace } from './redis-place.ts';

describe.skipIf(!isRedisInstalled)('a real Redis server', () => {
  describeEventLog('redis', redisPlace);
  describeErasure('redis', redisPlace);
  describeKillSafety('redis', async () => {
    const place = await redisPlace();
    const { url } = place.server;
    return {
      ...place,
      writer: [join(import.meta.dirname, 'redis-writer.ts'), url],
      eraser: [join(import.meta.dirname, 'redis-eraser.ts'), url],
    };
  });
});

// Run by the kill test in a process of its own: redis-eraser.ts URL SEED
import { randomUUID } from 'node:crypto';
import { openRedisLog } from '#server/log/redis/redis-log';
import { eraseUntilKilled } from './append-plan.ts';

const [client = '', seed] = process.argv.slice(2);
const log = await openRedisLog({ client, territory: 'somewhere', newEpoch: randomUUID });
await eraseUntilKilled(log, Number(seed));

// Run by the kill test in a process of its own: redis-writer.ts URL SEED FROM
import { randomUUID } from 'node:crypto';
import { openRedisLog } from '#server/log/redis/redis-log';
import { appendUntilKilled } from './append-plan.ts';

const [client = '', seed, from] = process.argv.slice(2);
const log = await openRedisLog({ client, territory: 'somewhere', newEpoch: randomUUID });
await appendUntilKilled(log, Number(seed), Number(from));

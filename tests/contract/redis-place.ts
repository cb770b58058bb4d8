import { randomUUID } from 'node:crypto';
import type { RedisClientOptions } from 'redis';
import type { EventLog } from '#server/log/event-log';
import { openRedisLog, type RedisLogOptions } from '#server/log/redis/redis-log';
import { askRedis } from '../support/redis-bytes.ts';
import { type RedisServer, type RedisServerOptions, startRedis } from '../support/redis-server.ts';
import { bytesOf } from '../support/search-bytes.ts';
import type { LogPlace } from './event-log.contract.ts';

const TERRITORY = 'somewhere';
/** The key of the log, and the beginning of all its others. */
export const LOG = `passerelle:{${TERRITORY}}:log`;

export type RedisPlace = Omit<LogPlace, 'open'> & {
  server: RedisServer;
  /** Opens it as another server of the product would. */
  open(options?: Partial<RedisLogOptions>): Promise<EventLog>;
  /** Asks the server behind the engine's back. */
  ask(...command: string[]): Promise<unknown>;
};

/** A Redis server with a log in it and nothing else. */
export async function redisPlace(options: RedisServerOptions = {}): Promise<RedisPlace> {
  const server = await startRedis(options);
  const client: RedisClientOptions = { socket: { path: server.path, tls: false } };
  const ask = (...command: string[]) => askRedis(server, command);
  return {
    server,
    ask,
    open: (more = {}) =>
      openRedisLog({
        client,
        territory: TERRITORY,
        newEpoch: randomUUID,
        ...more,
      }),
    // The server lets everything be written but the class that the test writes beside `Unwritable` and nowhere else.
    refuseUnwritable: async () => {
      const writable = ['', ':[^e]*', ':events:[^r]*', ':events:re*', ':events:r7*'];
      await ask('ACL', 'SETUSER', 'default', 'resetkeys', '%R~*', ...writable.map((end) => `~${LOG}${end}`));
    },
    damageSnapshot: async () => {
      const snapshot = String(await ask('GET', `${LOG}:snapshot`));
      await ask('SET', `${LOG}:snapshot`, snapshot.replace('ok', 'ko'));
    },
    bytes: () => bytesOf(server.folder),
    remove: () => server.remove(),
  };
}

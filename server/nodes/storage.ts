import { openEmbeddedStore } from '#server/accounts/identity/embedded-store';
import { openKey } from '#server/accounts/identity/key';
import { openRedisStore } from '#server/accounts/identity/redis-store';
import type { IdentityStore } from '#server/accounts/identity/store';
import { openEmbeddedLog } from '#server/log/embedded';
import type { EventLog } from '#server/log/event-log';
import { openRedisLog } from '#server/log/redis/redis-log';
import { realChance } from '#server/ports/chance';
import { randomIds } from '#server/ports/ids';
import type { MemoryBus } from './memory-bus.ts';
import { openRedisBus } from './redis-bus.ts';
import { sealedBus } from './sealed-bus.ts';

export type Storage = {
  readonly log: EventLog;
  readonly identities: IdentityStore;
  /** None where no other server can be. */
  readonly bus: MemoryBus | undefined;
};

type Where = {
  readonly folder: string;
  readonly territory: string;
  readonly redis: string | null;
  /** The secret that every server on one storage has. */
  readonly secret: string | null;
  readonly note: (text: string) => void;
};

/** A storage that lost everything looks like that of a first start: which of them it is, people must know. */
const EMPTY =
  'Redis holds no event of this territory: right at a first start; else its disk is not the one it should be: stop every server, put the disk or a copy back (deploy/OPERATIONS.md), start again';

/**
 * Everything that rests, and what is shared without resting: in a folder for one server, in Redis for several.
 * @throws Error with a sentence for who starts it
 */
export async function openStorage({ folder, territory, redis, secret, note }: Where): Promise<Storage> {
  const newEpoch = () => randomIds.epoch();
  if (redis === null)
    return {
      log: openEmbeddedLog({ folder, newEpoch }),
      identities: openEmbeddedStore(folder),
      bus: undefined,
    };
  const log = await openRedisLog({ client: redis, territory, newEpoch, note });
  if (log.head() === 0) note(EMPTY);
  const bus = await openRedisBus({ url: redis }, territory);
  return {
    log,
    identities: await openRedisStore({ url: redis }, territory),
    bus: sealedBus(bus, openKey(folder, secret, realChance).sealing, realChance),
  };
}

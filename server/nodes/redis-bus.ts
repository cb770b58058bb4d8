import { createClient, type RedisClientOptions } from 'redis';
import { instantAt } from '#shared/kernel/instant';
import type { MemoryBus } from './memory-bus.ts';

const LONGEST_PAUSE_MS = 1_000;

/**
 * The bus over Redis Pub/Sub. A message is handed to whoever listens at that moment and kept by nobody: it is under no
 * key, in no append-only file, in no snapshot. While Redis is away nothing is told; it is listened to again by itself.
 */
export async function openRedisBus(client: RedisClientOptions, territory: string): Promise<MemoryBus> {
  const channel = `passerelle:{${territory}}:memory`;
  const options = {
    ...client,
    // What cannot be told now is told again later: waiting in a queue it would be old.
    disableOfflineQueue: true,
    socket: {
      ...client.socket,
      reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, LONGEST_PAUSE_MS),
    },
  } as RedisClientOptions;
  const speaker = createClient(options);
  const ear = createClient(options);
  // Told by the log, which stands on the same server.
  for (const link of [speaker, ear]) link.on('error', () => {});
  await Promise.all([speaker.connect(), ear.connect()]);
  const listeners = new Set<(message: string) => void>();
  await ear.subscribe(channel, (message) => {
    for (const listener of listeners) listener(message);
  });
  return {
    tell: (message) => {
      if (speaker.isReady) speaker.publish(channel, message).catch(() => {});
    },
    hear: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    time: async () => {
      if (!speaker.isReady) return null;
      const told = await speaker.sendCommand(['TIME']).catch(() => null);
      if (!Array.isArray(told)) return null;
      // Whole seconds, then microseconds of the one that has begun.
      return instantAt(Math.floor(Number(told[0]) * 1_000 + Number(told[1]) / 1_000));
    },
    close: () => {
      listeners.clear();
      for (const link of [speaker, ear]) link.destroy();
      return Promise.resolve();
    },
  };
}

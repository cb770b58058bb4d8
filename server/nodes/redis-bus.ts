import { createClient, type RedisClientOptions } from 'redis';
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
    close: () => {
      listeners.clear();
      for (const link of [speaker, ear]) link.destroy();
      return Promise.resolve();
    },
  };
}

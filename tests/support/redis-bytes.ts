import { createClient } from 'redis';
import type { RedisServer } from './redis-server.ts';

/** One command, from a link of its own. */
export async function askRedis({ url }: RedisServer, command: string[]): Promise<unknown> {
  const client = createClient({ url, RESP: 2, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  await client.connect();
  try {
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}

/** The names of the keys of this Redis server that hold this word, and every text that lies in them. */
export async function textsIn(url: string, word: string): Promise<string[]> {
  const client = createClient({ url, RESP: 2, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  await client.connect();
  try {
    const texts: string[] = [];
    for (const key of await client.keys(`*${word}*`)) {
      const type = await client.type(key);
      const held = type === 'hash' ? await client.hGetAll(key) : await client.zRange(key, 0, -1);
      texts.push(key, ...Object.entries(held).flat().map(String));
    }
    return texts;
  } finally {
    client.destroy();
  }
}

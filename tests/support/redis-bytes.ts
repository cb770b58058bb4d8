import { createClient } from 'redis';
import type { RedisServer } from './redis-server.ts';

/** One command, from a link of its own. */
export function askRedis({ url }: RedisServer, command: string[]): Promise<unknown> {
  return linked(url, (client) => client.sendCommand(command));
}

/** The names of the keys of this Redis server that hold this word, and every text that lies in them. */
export function textsIn(url: string, word: string): Promise<string[]> {
  return linked(url, async (client) => {
    const texts: string[] = [];
    for (const key of await client.keys(`*${word}*`)) {
      const type = await client.type(key);
      const held = type === 'hash' ? await client.hGetAll(key) : await client.zRange(key, 0, -1);
      texts.push(key, ...Object.entries(held).flat().map(String));
    }
    return texts;
  });
}

type Client = ReturnType<typeof clientOf>;
const clientOf = (url: string) => createClient({ url, RESP: 2, socket: { reconnectStrategy: false } });

async function linked<Result>(url: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = clientOf(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

import { request } from 'node:http';
import type { Door } from '#shared/wire/up';
import { Client, connect } from '../support/client.ts';
import {
  DOORS,
  handshakeOf,
  HEADERS,
  hostileMessages,
  hostileRequests,
  isDrawn,
  planted,
  QUERY,
  shapedCommands,
  type HostileRequest,
} from './inputs.ts';
import { float64 } from './numbers.ts';
import { NAME, POINT } from './planted.ts';
import { rawSocket } from './raw-socket.ts';

/** Well within what one connection may send at once. */
const SHARE = 100;
const KNOCKS = 20;

/** How many messages of each kind the server was sent. */
export type Sent = { messages: number; commands: number; handshakes: number; requests: number };

/**
 * Sends every planted value to every place that takes one, as every door. Answers are the recorders' to keep: drawings,
 * and pages with one, are asked for at `pages`, everything else at `url`.
 */
export async function plantEverywhere(url: string, pages: string): Promise<Sent> {
  const requests = hostileRequests();
  for (const one of requests) await ask(isDrawn(one) ? pages : url, one);
  const handshakes = await knock(url);
  const messages = hostileMessages();
  const commands = shapedCommands();
  for (const [index, door] of DOORS.entries()) {
    const share = messages.filter((_, place) => place % DOORS.length === index);
    await inShares(share, url, door, async (client, some) => {
      await Promise.all(some.map((message) => client.sendRaw(message)));
    });
    await inShares(commands, url, door, async (client, some) => {
      // One at a time: a pass is declared once in ten minutes, and each must reach its decision.
      for (const command of some) await client.send(command);
    });
    const client = await connect(url, door);
    client.socket.emit('view:sync', { since: { epoch: NAME, revision: POINT.lat }, lat: POINT.lat });
    client.socket.emit(NAME, POINT);
    client.socket.emit('command:send', ...[POINT, NAME]);
    client.socket.emit('command:send', float64(POINT.lat, 'LE'));
    await client.sendRaw({ id: null, command: null });
    client.close();
    await oversize(url, door);
  }
  await garbage(url);
  return {
    messages: messages.length,
    commands: commands.length * DOORS.length,
    handshakes,
    requests: requests.length,
  };
}

/** By as many connections as it takes: one connection may send so much at once, and no more. */
async function inShares<Item>(
  items: readonly Item[],
  url: string,
  door: Door,
  send: (client: Client, some: readonly Item[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length; from += SHARE) {
    const client = await connect(url, door);
    await send(client, items.slice(from, from + SHARE));
    client.close();
  }
}

/** One request, headers planted; resolves once its whole answer is there. */
export function ask(url: string, { method, path, body, type }: HostileRequest): Promise<void> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const headers = {
      ...HEADERS,
      ...(type && { 'content-type': type }),
      'accept-encoding': 'gzip, br, zstd',
    };
    const asked = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      answer.resume().on('close', resolve);
    });
    // A server may drop what it does not like: that is an answer too.
    asked.on('error', () => resolve());
    asked.end(body);
  });
}

/** Handshakes that hold more or other than they may: each is refused. Then one that is right, from a hostile browser. */
async function knock(url: string): Promise<number> {
  const shakes = DOORS.flatMap((door) => planted(handshakeOf(door))).filter(
    (shake) => typeof shake === 'object' && !Array.isArray(shake),
  );
  // Not faster than one address may: a few of them at the same time.
  for (let from = 0; from < shakes.length; from += KNOCKS)
    await Promise.all(shakes.slice(from, from + KNOCKS).map((shake) => refused(url, shake)));
  for (const door of DOORS) {
    const client = new Client(`${url}/?${QUERY}`, handshakeOf(door), HEADERS);
    await client.next('hello');
    client.close();
  }
  return shakes.length;
}

async function refused(url: string, auth: unknown): Promise<void> {
  const socket = rawSocket(url, auth);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', () => resolve());
    socket.once('connect', () => reject(new Error('a hostile handshake was let in')));
  });
  socket.disconnect();
}

/** A frame above the limit: the server drops its sender. */
async function oversize(url: string, door: Door): Promise<void> {
  const client = await connect(url, door);
  const dropped = new Promise<void>((resolve) => client.socket.once('disconnect', () => resolve()));
  client.socket.emit('command:send', { note: `${NAME} ${POINT.lat},${POINT.lon} `.repeat(2_000) });
  await dropped;
}

/** What does not even speak the protocol of the sockets. */
async function garbage(url: string): Promise<void> {
  const frames = [
    `${NAME} ${POINT.lat}`,
    `42["command:send",{"lat":${POINT.lat}`,
    `40{"as":"${NAME}","lat":${POINT.lat}`,
    `451-["command:send",{"_placeholder":true,"num":0}]`,
    new Uint8Array(float64(POINT.lon, 'BE')),
  ];
  for (const frame of frames) {
    const socket = new WebSocket(
      `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&${QUERY}`,
    );
    await new Promise<void>((resolve) => {
      socket.addEventListener('close', () => resolve());
      // The close comes after the frame, so the frame has been read when the server agrees to it.
      socket.addEventListener('message', () => (socket.send(frame), socket.close()), { once: true });
    });
  }
}

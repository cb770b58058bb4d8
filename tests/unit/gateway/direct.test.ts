import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { frameOf, wireOf } from '#server/gateway/direct';

type Link = Parameters<typeof wireOf>[0];

const servers: { close(): void }[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** Everything that a WebSocket client reads of these frames, written one after the other in one go. */
async function readBy(frames: readonly Buffer[]): Promise<string[]> {
  const http = createServer();
  servers.push(http);
  http.on('upgrade', (request, wire) => {
    const key = `${String(request.headers['sec-websocket-key'])}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    wire.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
    );
    for (const frame of frames) wire.write(frame);
    servers.push({ close: () => wire.destroy() });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  const read: string[] = [];
  await new Promise<void>((resolve, reject) => {
    client.onerror = () => reject(new Error('the client refuses the frames'));
    client.onmessage = ({ data }) => {
      read.push(String(data));
      if (read.length === frames.length) resolve();
    };
  });
  client.close();
  return read;
}

test('[GAT-55] a message of any length, in any letters, is read as it was written', async () => {
  const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000].map((length) => 'x'.repeat(length));
  // Lengths count bytes: these have two, three and four of them a letter.
  texts.push('é'.repeat(63), 'Château-Rouge — 5 €', '𝄞'.repeat(20_000));
  expect(await readBy(texts.map(frameOf))).toEqual(texts);
});

const wire = { write: () => true };
type Known = { readyState: string; writeBuffer: unknown; transport: unknown };
const carrier = { readyState: 1, bufferedAmount: 0, _socket: wire };
const ready: Known = {
  readyState: 'open',
  writeBuffer: [],
  transport: { name: 'websocket', socket: carrier },
};
const linkOf = (known: Known) => known as unknown as Link;
const over = (socket: unknown): Known => ({ ...ready, transport: { name: 'websocket', socket } });

test('[GAT-56] an open link before which nothing waits is written to at once', () => {
  expect(wireOf(linkOf(ready))).toBe(wire);
});

test.each<[string, Known]>([
  ['has something waiting', { ...ready, writeBuffer: [{}] }],
  ['has something that the system has not taken', over({ ...carrier, bufferedAmount: 1 })],
  ['is closing', { ...ready, readyState: 'closing' }],
  ['has said farewell', over({ ...carrier, readyState: 2 })],
  ['is carried by polls', { ...ready, transport: { name: 'polling' } }],
  ['has lost its socket', over({ ...carrier, _socket: null })],
  ['is of a library made otherwise', over({ readyState: 1 })],
  ['shows no list of what waits', { ...ready, writeBuffer: undefined }],
])('[GAT-56] a link that %s is left to the stock path', (_, known) => {
  expect(wireOf(linkOf(known))).toBeNull();
});

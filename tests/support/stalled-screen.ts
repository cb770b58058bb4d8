import { once } from 'node:events';
import { WIRE_VERSION } from '#shared/wire/version';
import type { Door } from '#shared/wire/up';
import { openLink } from './raw-http.ts';

/** A screen that connects, speaks the protocol, and then reads nothing of what it is sent. */
export type StalledScreen = {
  /** Asks for its whole view, without ever reading it. */
  askAll(): void;
  isCut(): boolean;
  close(): void;
};

/** One frame of the sockets' own form, masked with zeros as a client's must be. */
export function frameOf(payload: string | Buffer, opcode = 1): Buffer {
  const body = Buffer.from(payload);
  const length =
    body.length < 126
      ? Buffer.from([0x80 | body.length])
      : body.length < 65_536
        ? Buffer.from([0x80 | 126, body.length >> 8, body.length & 0xff])
        : Buffer.concat([Buffer.from([0x80 | 127]), lengthOf(body.length)]);
  return Buffer.concat([Buffer.from([0x80 | opcode]), length, Buffer.alloc(4), body]);
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}

export async function stalledScreen(url: string, as: Door, from?: string): Promise<StalledScreen> {
  const link = await openLink(url, from);
  link.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
      'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await once(link, 'data');
  link.write(frameOf(`40${JSON.stringify({ wire: WIRE_VERSION, as, since: null })}`));
  await once(link, 'data');
  link.pause();
  let isCut = false;
  link.once('close', () => (isCut = true));
  link.once('error', () => (isCut = true));
  return {
    askAll: () => void link.write(frameOf('42["view:sync",{"since":null}]')),
    isCut: () => isCut || link.destroyed,
    close: () => link.destroy(),
  };
}

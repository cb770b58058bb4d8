import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { WebSocket } from '../bare-ws.ts';
import { LEAD_CHANGE } from '../fan-out/lead-change.ts';
import type { Link, OpenLink } from '../link.ts';

// As much of MQTT 3.1.1 as a fan-out needs. First byte of a packet: its kind.
const KIND = { connected: 0x20, published: 0x30, publishAnswered: 0x40, subscribed: 0x90 } as const;
const TOPIC = text('lead');

/** Leads subscribe, at most once; a tablet publishes and is answered, at least once. Nothing is kept for anybody. */
export const openMqtt: OpenLink = (port, as, onChanges) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/mqtt`, 'mqtt', { perMessageDeflate: false });
  const waiting = new Map<number, () => void>();
  let asked = 0;
  let rest: Buffer = Buffer.alloc(0);
  const link: Link = {
    socket,
    epoch: '',
    ask: () =>
      new Promise((resolve) => {
        asked = (asked % 0xffff) + 1;
        waiting.set(asked, resolve);
        socket.send(packet(0x32, TOPIC, short(asked), Buffer.from(JSON.stringify(LEAD_CHANGE))));
      }),
  };
  return new Promise((resolve) => {
    const hear = (kind: number, body: Buffer) => {
      if (kind === KIND.published) onChanges(body.toString('utf8', TOPIC.length));
      else if (kind === KIND.publishAnswered) {
        waiting.get(body.readUInt16BE(0))?.();
        waiting.delete(body.readUInt16BE(0));
      } else if (kind === KIND.subscribed) resolve(link);
      else if (kind === KIND.connected) {
        if (as.door !== 'lead') resolve(link);
        else socket.send(packet(0x82, short(1), TOPIC, Buffer.from([0])));
      }
    };
    // A message of the socket may hold several packets, or a part of one.
    socket.on('message', (message) => {
      rest = rest.length === 0 ? message : Buffer.concat([rest, message]);
      for (let next = read(rest); next !== null; next = read(rest)) {
        rest = rest.subarray(next.length);
        hear(next.kind, next.body);
      }
    });
    const session = Buffer.from([4, 2, 0, 0]);
    socket.on('open', () =>
      socket.send(packet(0x10, text('MQTT'), session, text(randomUUID().slice(0, 20)))),
    );
  });
};

function packet(kind: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  for (let left = body.length; length.length === 0 || left > 0; left >>= 7) {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
  }
  return Buffer.concat([Buffer.from([kind, ...length]), body]);
}

/** The first packet of these bytes, once it is whole. */
function read(bytes: Buffer): { kind: number; body: Buffer; length: number } | null {
  let size = 0;
  for (let at = 1; at < bytes.length; at += 1) {
    const byte = bytes.readUInt8(at);
    size += (byte & 0x7f) << (7 * (at - 1));
    if (byte >= 0x80) continue;
    const length = at + 1 + size;
    if (bytes.length < length) return null;
    return { kind: bytes.readUInt8(0) & 0xf0, body: bytes.subarray(at + 1, length), length };
  }
  return null;
}

function text(of: string): Buffer {
  return Buffer.concat([short(of.length), Buffer.from(of)]);
}

function short(of: number): Buffer {
  return Buffer.from([of >> 8, of & 0xff]);
}

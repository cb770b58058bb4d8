import type { PasserelleSocket } from './outbox.ts';

type Link = PasserelleSocket['conn'];
/** What takes the bytes of a link, on their way to the kernel. */
export type Wire = { write(frame: Uint8Array): unknown };

// What goes to everyone who shares a view is one frame, made once and written as it is to each of them: one system call
// a screen, and none of what the stock path does for each of them before it (PERFORMANCE, F1).

/** One whole text message, as a server sends it: not masked, not compressed (RFC 6455, 5.2). */
export function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = 0x81;
  if (header.length === 2) header[1] = length;
  else if (header.length === 4) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
}

/**
 * Where a frame may be written at once: an open WebSocket before which nothing waits, so that it overtakes nothing and
 * at most this one frame waits there. null for every other link, and for one that is not made as we know it: the stock
 * path keeps its order, and the crowd counts what waits on it.
 */
export function wireOf(link: Link): Wire | null {
  const { transport, writeBuffer } = link as unknown as { transport: unknown; writeBuffer: unknown };
  if (link.readyState !== 'open' || !Array.isArray(writeBuffer) || writeBuffer.length > 0) return null;
  const carrier = webSocketOf(transport);
  if (carrier === null || carrier.readyState !== OPEN || carrier.bufferedAmount !== 0) return null;
  const wire = carrier._socket;
  return typeof wire?.write === 'function' ? wire : null;
}

/** Bytes given to a link's WebSocket that the system has not taken yet; null where something else carries it. */
export function untakenBytes(link: Link): number | null {
  return webSocketOf(link.transport)?.bufferedAmount ?? null;
}

const OPEN = 1;
/** What we know of the library that carries WebSockets; `_socket` it shows to nobody by its types. */
type WebSocket = { readyState: number; bufferedAmount: number; _socket: Wire | null | undefined };

function webSocketOf(transport: unknown): WebSocket | null {
  const { name, socket } = transport as { name?: unknown; socket?: unknown };
  return name === 'websocket' && typeof socket === 'object' && socket !== null ? (socket as WebSocket) : null;
}

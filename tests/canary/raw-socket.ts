import { io, type Socket } from 'socket.io-client';
import { HEADERS, QUERY } from './inputs.ts';

/** A socket that checks nothing of what it gets; it says of itself what a hostile browser would. */
export function rawSocket(url: string, auth: unknown, headers: Record<string, string> = HEADERS): Socket {
  return io(url, {
    auth: auth as Record<string, unknown>,
    query: Object.fromEntries(new URLSearchParams(QUERY)),
    extraHeaders: headers,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
}

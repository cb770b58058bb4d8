import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { Command } from '#shared/wire/up';
import type { Asking } from '../link.ts';

/** A kept-alive HTTP connection, one question at a time. It reads no more of an answer than that it has come. */
export function openHttp(port: number): Promise<Asking> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('utf8');
  let answered = () => {};
  let text = '';
  socket.on('data', (part: string) => {
    text += part;
    if (!text.endsWith('}')) return;
    text = '';
    answered();
  });
  return new Promise((resolve) => {
    socket.once('connect', () => {
      resolve({
        ask: (command: Command) =>
          new Promise<void>((done) => {
            answered = done;
            const body = JSON.stringify({ id: randomUUID(), command });
            socket.write(
              `POST / HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
            );
          }),
      });
    });
  });
}

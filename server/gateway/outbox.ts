import type { Response } from 'express';
import type { Server, Socket } from 'socket.io';
import type { Audience } from '#shared/view/changes';
import type { Ack } from '#shared/wire/ack';
import type { DownMessages, FirstFrame } from '#shared/wire/down';
import { Released } from '#server/release/released';

export type PasserelleServer = Server;
export type PasserelleSocket = Socket;

/**
 * The one way out. Sockets, answers, pages and documents all pass here, and only what the release gate made may: the
 * type refuses anything else when it is written, `Released.open` when it runs.
 */
export class Outbox {
  readonly #io: PasserelleServer;

  constructor(io: PasserelleServer) {
    this.#io = io;
  }

  /** One encoding for everyone who shares a view. */
  toAudience<Name extends keyof DownMessages>(
    audience: Audience,
    name: Name,
    body: Released<DownMessages[Name]>,
  ): void {
    push(this.#io.to(roomOf(audience)), name, Released.open(body));
  }

  toSocket<Name extends keyof DownMessages>(
    socket: PasserelleSocket,
    name: Name,
    body: Released<DownMessages[Name]>,
  ): void {
    push(socket, name, Released.open(body));
  }

  /** Answers one command, to its sender alone. */
  answer(reply: (ack: Ack) => void, ack: Released<Ack>): void {
    reply(Released.open(ack));
  }

  /** What a page is rendered with. */
  page(frame: Released<FirstFrame>): FirstFrame {
    return Released.open(frame);
  }

  document(response: Response, status: number, body: Released<object>): void {
    response.status(status).set('cache-control', 'no-store').json(Released.open(body));
  }
}

export function roomOf(audience: Audience): string {
  return `audience:${audience}`;
}

function push(
  target: { emit(name: string, body: unknown): unknown },
  name: keyof DownMessages,
  body: unknown,
): void {
  target.emit(name, body);
}

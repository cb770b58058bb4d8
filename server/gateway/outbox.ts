import type { Response } from 'express';
import type { Server, Socket } from 'socket.io';
import type { Ack } from '#shared/wire/ack';
import type { DownMessages, FirstFrame } from '#shared/wire/down';
import type { ExportDocument } from '#server/exports/export';
import { Released } from '#server/release/released';
import type { ViewKey } from '#server/release/views';
import { frameOf, wireOf } from './direct.ts';

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

  /** One encoding for everyone who shares a view, written as it is to each link that is ready for it. */
  toView<Name extends keyof DownMessages>(
    view: ViewKey,
    name: Name,
    body: Released<DownMessages[Name]>,
  ): void {
    const value = Released.open(body);
    const { adapter, sockets } = this.#io.sockets;
    let frame: Buffer | undefined;
    const others: string[] = [];
    for (const id of adapter.rooms.get(roomOf(view)) ?? []) {
      const socket = sockets.get(id);
      const wire = socket === undefined ? null : wireOf(socket.conn);
      if (wire === null) others.push(id);
      else wire.write((frame ??= frameOf(eventText(name, value))));
    }
    if (others.length > 0) push(this.#io.to(others), name, value);
  }

  /** Whether anybody is there to receive what is sent to this view now. */
  hasAnyone(view: ViewKey): boolean {
    return (this.#io.sockets.adapter.rooms.get(roomOf(view))?.size ?? 0) > 0;
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

  /** A frame as text, for a page that shows what another audience is sent. */
  text(frame: Released<string>): string {
    return Released.open(frame);
  }

  document(response: Response, status: number, body: Released<object>): void {
    response.status(status).set('cache-control', 'no-store').json(Released.open(body));
  }

  /** A document in a form of its own, its text already written. A file has a name to be kept under. */
  exported(response: Response, body: Released<ExportDocument>): void {
    const { status, contentType, fileName, text } = Released.open(body);
    if (fileName !== null) response.attachment(fileName);
    response.status(status).set('cache-control', 'no-store').setHeader('content-type', contentType).end(text);
  }
}

export function roomOf(view: ViewKey): string {
  return `view ${view}`;
}

/** A message of the engine (4) that is an event (2) of the one namespace: what `emit` makes of what holds no bytes. */
function eventText(name: keyof DownMessages, body: unknown): string {
  return `42${JSON.stringify([name, body])}`;
}

function push(
  target: { emit(name: string, body: unknown): unknown },
  name: keyof DownMessages,
  body: unknown,
): void {
  target.emit(name, body);
}

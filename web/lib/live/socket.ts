import type { ViewChanges } from '#shared/view/changes';
import type { Ack } from '#shared/wire/ack';
import type { DownMessages } from '#shared/wire/down';
import { helloSchema, viewBeatSchema, viewResetSchema } from '#shared/wire/link';
import type { CommandSend, Handshake, ViewSync } from '#shared/wire/up';
import { io } from 'socket.io-client';
import type { Transport } from './freshness.ts';

/** What a page does with each message; `heard` comes first, for any that was well formed. */
export type Listener = { [Name in keyof DownMessages]: (message: DownMessages[Name]) => void } & {
  opened: (transport: Transport) => void;
  closed: () => void;
  /** A message that is not of this protocol: counted, never shown. */
  malformed: () => void;
  /** The server refused the handshake; `reason` is its word. */
  refused: (reason: string) => void;
};

/** How a screen reads what differs between screens; undefined for what is not of this protocol. */
export type Frames = {
  readonly changes: (message: unknown) => ViewChanges | undefined;
  readonly ack: (answer: unknown) => Ack | undefined;
};

export type LiveSocket = {
  sync: (since: ViewSync['since']) => void;
  /** One attempt: the server's answer, or null when none came in time, or the link was cut before it. */
  send: (message: CommandSend) => Promise<Ack | null>;
  close: () => void;
};

/** Longest wait between two attempts, in ms: the wall must be back at most 5 s after its server (UX W06). */
export const LONGEST_WAIT = 4_000;
/** Longest wait for an answer, in ms: a link that looks open and carries nothing looks like this. Sending again is safe. */
const ANSWER_WITHIN = 8_000;

/** Opens the page's only connection, and opens it again for ever; the handshake is asked afresh at each attempt. */
export function openSocket(handshake: () => Handshake, frames: Frames, listener: Listener): LiveSocket {
  const socket = io({
    auth: (send) => send(handshake()),
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: LONGEST_WAIT,
    randomizationFactor: 0.5,
    timeout: 10_000,
  });
  let again: ReturnType<typeof setTimeout> | undefined;

  // After a refusal or a close by the server, socket.io stops trying on its own.
  function retryIfStopped(): void {
    if (socket.active || again !== undefined) return;
    again = setTimeout(
      () => {
        again = undefined;
        socket.connect();
      },
      LONGEST_WAIT * (0.3 + 0.6 * Math.random()),
    );
  }

  socket.on('connect', () => {
    const transport = () => (socket.io.engine.transport.name === 'polling' ? 'polling' : 'websocket');
    listener.opened(transport());
    socket.io.engine.on('upgrade', () => listener.opened(transport()));
  });
  socket.on('disconnect', () => {
    listener.closed();
    retryIfStopped();
  });
  socket.on('connect_error', (error) => {
    if (!socket.active) listener.refused(error.message);
    retryIfStopped();
  });

  function hear<Name extends keyof DownMessages>(
    name: Name,
    read: (message: unknown) => DownMessages[Name] | undefined,
  ): void {
    socket.on<string>(name, (message: unknown) => {
      const known = read(message);
      if (known === undefined) listener.malformed();
      else (listener[name] as (message: DownMessages[Name]) => void)(known);
    });
  }
  hear('hello', (message) => helloSchema.safeParse(message).data);
  hear('view:changes', frames.changes);
  hear('view:beat', (message) => viewBeatSchema.safeParse(message).data);
  hear('view:reset', (message) => viewResetSchema.safeParse(message).data);

  async function send(message: CommandSend): Promise<Ack | null> {
    // Socket.io would keep what is said to a cut link and say it later, out of order: the outbox alone decides.
    if (!socket.connected) return null;
    try {
      const answer: unknown = await socket.timeout(ANSWER_WITHIN).emitWithAck('command:send', message);
      const ack = frames.ack(answer);
      if (ack && (ack.id ?? message.id) === message.id) return ack;
      listener.malformed();
      return null;
    } catch {
      return null;
    }
  }

  return {
    sync: (since) => socket.emit('view:sync', { since } satisfies ViewSync),
    send,
    close: () => {
      clearTimeout(again);
      socket.disconnect();
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { Command, Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { WebSocket, type Ws } from './bare-ws.ts';

/** One client connection, reduced to what costs its process least: the crowd must not be what is measured. */
export type Asking = {
  /** Sends one command; resolves once it is acknowledged. */
  ask(command: Command): Promise<void>;
};
export type Link = Asking & {
  readonly socket: Ws;
  /** Of the log that the server named; empty where there is none. */
  readonly epoch: string;
};
/** What a screen held when it went away. */
export type Since = { epoch: string; revision: number };
/** Called with the text of each message that carries changes. */
type OnChanges = (text: string) => void;
export type OpenLink = (port: number, as: Door, onChanges: OnChanges, since?: Since | null) => Promise<Link>;

const LATER_MS = 100;
const CHANGES = '42["view:changes",';
const HELLO = '42["hello",';

/** The protocol of socket.io over one WebSocket: `0` open, `40` connected, `2` ping, `42` event, `43` answer. */
export const openSocketIo: OpenLink = (port, as, onChanges, since = null) => {
  const socket = connect(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
  const waiting = new Map<number, { resolve: () => void; text: string }>();
  let asked = 0;
  const link = {
    socket,
    epoch: '',
    ask: (command: Command) =>
      new Promise<void>((resolve) => {
        asked += 1;
        const text = `42${asked}["command:send",${JSON.stringify({ id: randomUUID(), command })}]`;
        waiting.set(asked, { resolve, text });
        socket.send(text);
      }),
  };
  return new Promise((resolve, reject) => {
    socket.on('message', (message) => {
      const text = message.toString();
      if (text.startsWith(CHANGES)) onChanges(text.slice(CHANGES.length, -1));
      else if (text.startsWith(HELLO)) {
        link.epoch = (JSON.parse(text.slice(HELLO.length, -1)) as { epoch: string }).epoch;
      } else if (text.startsWith('43')) {
        const number = Number.parseInt(text.slice(2), 10);
        const asking = waiting.get(number);
        // A storage that a busy machine starves gives a command back: sent again under its id, it counts once.
        if (text.includes('"later"')) return void setTimeout(() => socket.send(asking?.text ?? ''), LATER_MS);
        if (!text.includes('"accepted"')) throw new Error(`a command was not accepted: ${text}`);
        asking?.resolve();
        waiting.delete(number);
      } else if (text === '2') socket.send('3');
      else if (text.startsWith('0')) {
        const auth = { wire: WIRE_VERSION, as, since };
        socket.send(`40${JSON.stringify(auth)}`);
      } else if (text.startsWith('44')) reject(new Error(`refused: ${text}`));
      else if (text.startsWith('40')) resolve(link);
    });
  });
};

/** Bare frames: a command up, its answer or changes down. */
export const openBare: OpenLink = (port, as, onChanges) => {
  const socket = connect(`ws://127.0.0.1:${port}/${as.door}`);
  const waiting = new Map<string, () => void>();
  socket.on('message', (message) => {
    const text = message.toString();
    if (as.door === 'lead') return onChanges(text);
    const { id } = JSON.parse(text) as { id: string };
    waiting.get(id)?.();
    waiting.delete(id);
  });
  const link: Link = {
    socket,
    epoch: '',
    ask: (command) =>
      new Promise((resolve) => {
        const id = randomUUID();
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, command }));
      }),
  };
  return new Promise((resolve) => socket.on('open', () => resolve(link)));
};

function connect(url: string) {
  return new WebSocket(url, { perMessageDeflate: false });
}

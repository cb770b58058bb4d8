import { io, type Socket } from 'socket.io-client';
import { randomIds } from '#server/ports/ids';
import type { CommandId, TeamId } from '#shared/kernel/ids';
import type { Revision } from '#shared/view/revision';
import { applyChanges, nothingHeld, type Held } from '#shared/view/apply-changes';
import { ackSchema, type Ack } from '#shared/wire/ack';
import { downSchemas, type DownMessages } from '#shared/wire/down';
import type { Command, Door, Handshake } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';

type Name = keyof DownMessages;
export type Frame = { [N in Name]: { name: N; body: DownMessages[N] } }[Name];
type Changes = DownMessages['view:changes'];

/** One screen or device on a real socket. It keeps every frame it gets, in order, and refuses one of another form. */
export class Client {
  readonly socket: Socket;
  readonly frames: Frame[] = [];
  #read = 0;
  #onFrame: (() => void) | undefined;

  constructor(url: string, handshake: Handshake, headers: Record<string, string> = {}) {
    this.socket = io(url, {
      auth: handshake,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
    });
    this.socket.onAny((name: Name, body: unknown) => {
      this.frames.push({ name, body: downSchemas[name].parse(body) } as Frame);
      this.#onFrame?.();
    });
  }

  /** The next frame of this name that is as asked; those before it are passed over. */
  async next<N extends Name>(
    name: N,
    isIt: (body: DownMessages[N]) => boolean = () => true,
  ): Promise<DownMessages[N]> {
    for (;;) {
      while (this.#read < this.frames.length) {
        const frame = this.frames[this.#read];
        this.#read += 1;
        if (frame?.name === name && isIt(frame.body as DownMessages[N])) return frame.body as DownMessages[N];
      }
      await new Promise<void>((resolve) => (this.#onFrame = resolve));
    }
  }

  /**
   * Waits for the answer to a question asked now: whatever the server had sent before it has arrived then. Returns the
   * frames that came since the last one read, the answer apart: an empty list proves a silence.
   */
  async drain(): Promise<Frame[]> {
    const unread = this.#read;
    const answer = new Promise<void>((resolve) => this.socket.once('view:beat', () => resolve()));
    const { revision } = this.held;
    this.socket.emit('view:sync', { since: { epoch: this.epoch, revision } });
    await answer;
    const since = this.frames.slice(unread);
    this.#read = this.frames.length;
    return since.filter(({ name, body }) => name !== 'view:beat' && !isEmpty(body));
  }

  /** What this screen holds after every frame so far. */
  get held(): Held<Value> {
    return this.frames.reduce<Held<Value>>((held, { name, body }) => {
      if (name === 'view:reset') return nothingHeld();
      if (name !== 'view:changes') return held;
      const after = applyChanges<Value>(held, body);
      if (after === 'gap') throw new Error('a screen that missed nothing found a gap');
      return after;
    }, this.#begun);
  }

  #begun: Held<Value> = nothingHeld();
  /** The revision that this connection went on from. */
  get begun(): Revision {
    return this.#begun.revision;
  }

  /** Goes on from what another connection held. */
  resume(held: Held<Value>): this {
    this.#begun = held;
    return this;
  }

  get epoch(): string {
    const hello = this.frames.find(({ name }) => name === 'hello')?.body as DownMessages['hello'] | undefined;
    if (!hello) throw new Error('no hello yet');
    return hello.epoch;
  }

  /** Sends a command, or anything else in its place, and gives the answer. */
  async send(command: Command | object, id: CommandId = randomIds.command()): Promise<Ack> {
    return this.sendRaw({ id, command });
  }

  async sendRaw(payload: unknown): Promise<Ack> {
    return ackSchema.parse(await this.socket.timeout(20_000).emitWithAck('command:send', payload));
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** Whether a frame has something of this entity. One about the live memory, or a tour that has just begun, may come first. */
export function tells(key: string): (body: Changes) => boolean {
  return ({ changes }) => changes.some((change) => change.key === key);
}

type Value = NonNullable<Changes['changes'][number]['value']>;

function isEmpty(body: Frame['body']): boolean {
  return 'changes' in body && body.changes.length === 0;
}

type ConnectOptions = {
  since?: Handshake['since'];
  held?: Held<Value>;
  headers?: Record<string, string>;
};

/** Connects and waits until the server has said hello. */
export async function connect(
  url: string,
  as: Door,
  { since = null, held, headers = {} }: ConnectOptions = {},
): Promise<Client> {
  const client = new Client(url, { wire: WIRE_VERSION, as, since }, headers);
  if (held) client.resume(held);
  await client.next('hello');
  if (as.door === 'wall' || as.door === 'lead') await client.next('view:beat');
  return client;
}

/** A team's phone, on its tour: outside one nothing is collected. `cookie`: who it is, outside a demonstration. */
export async function onTour(url: string, team: TeamId, cookie?: string): Promise<Client> {
  const headers = cookie === undefined ? {} : { cookie, origin: url };
  const phone = await connect(url, { door: 'outreach', team }, { headers });
  const ack = await phone.send({ type: 'OpenMaraude', level: 'mixte' });
  if (ack.outcome !== 'accepted' && !('refusal' in ack && ack.refusal === 'MaraudeAlreadyOpen'))
    throw new Error(`no tour: ${JSON.stringify(ack)}`);
  return phone;
}

/** Tries to connect with this handshake, and gives what the server said when it refused. */
export async function refusalOf(
  url: string,
  auth: unknown,
  headers?: Record<string, string>,
): Promise<string> {
  const client = new Client(url, auth as Handshake, headers);
  try {
    return await new Promise<string>((resolve, reject) => {
      client.socket.once('connect_error', (cause) => resolve(cause.message));
      client.socket.once('connect', () => reject(new Error('let in')));
    });
  } finally {
    client.close();
  }
}

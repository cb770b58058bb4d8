import { setTimeout as pause } from 'node:timers/promises';
import { createClient, ErrorReply, type RedisClientOptions } from 'redis';
import { LogUnavailable, type WhyAway } from '../event-log.ts';
import { whyAway } from './why-away.ts';
import { within } from './within.ts';

/** Sends one command and gives its answer, as RESP 2 has it: texts, numbers, lists and null. */
export type Call = (command: readonly string[]) => Promise<unknown>;

type Client = ReturnType<typeof newClient>;
type State =
  | { kind: 'away'; cause: unknown }
  | { kind: 'ready'; client: Client }
  /** What was found on the other side can never be served. */
  | { kind: 'broken'; cause: Broken }
  | { kind: 'closed' };

export type LinkOptions = {
  client: RedisClientOptions;
  /** Longest time that a command may take. */
  answerWithinMs: number;
  /** What is asked of the server each time it is reached, before anything else. Throws `Broken` to give up for good. */
  greet: (call: Call) => Promise<void>;
  /** Called each time the server is reached again after it was away. */
  onBack: () => void;
};

/** Thrown while greeting: this server must not be used, now or later. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly why: WhyAway;

  constructor(message: string, why: WhyAway = 'refused') {
    super(message);
    this.why = why;
  }
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
const CLOSE_MS = 1_000;
/** What this address leads to is found out again: the primary is elsewhere now, or the library or the log is gone. */
const MUST_GREET = /^(READONLY|MOVED|NOLOG)\b|Function not found/;

/**
 * One connection to a Redis server, made again by itself whenever it is lost. While it is away a command is refused at
 * once: nothing queues. One that is not answered in time ends the connection, so that every other one waiting learns it
 * too, and so that what is still said there can be taken for nobody's answer.
 */
export class Link {
  readonly #options: LinkOptions;
  #state: State = { kind: 'away', cause: undefined };
  #wasReady = false;
  /** The connection, or the one being made. */
  #client: Client | undefined;
  readonly #abandoned = new AbortController();

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /**
   * Resolves once the server is reached and greeted.
   * @throws LogUnavailable when it is not within so many milliseconds, and Broken: it is not tried again after that
   */
  async open(withinMs: number): Promise<void> {
    const late = performance.now() + withinMs;
    await this.#connect(() => performance.now() > late);
    const state = this.#state;
    if (state.kind === 'ready') return;
    this.abandon();
    throw state.kind === 'broken' ? state.cause : this.#whyNot(state);
  }

  /** @throws LogUnavailable when the server is away, is full, or says nothing in time; Error for what is our fault */
  async call(command: readonly string[], withinMs = this.#options.answerWithinMs): Promise<unknown> {
    const state = this.#state;
    if (state.kind !== 'ready') throw this.#whyNot(state);
    return this.#ask(state.client, command, withinMs);
  }

  /** What this address leads to may be another one than was greeted: the connection is made again, and it is greeted. */
  greetAgain(cause: unknown): void {
    if (this.#state.kind === 'ready') this.#lose(this.#state.client, cause);
  }

  /** Asks nothing more, and waits a moment for what was asked. */
  async close(): Promise<void> {
    const state = this.#state;
    if (state.kind === 'ready') {
      this.#state = { kind: 'closed' };
      const answered = state.client.close().catch(() => {});
      await Promise.race([answered, pause(CLOSE_MS, undefined, { ref: false })]);
    }
    this.abandon();
  }

  /** Ends at once, whatever is under way. */
  abandon(): void {
    this.#state = { kind: 'closed' };
    this.#abandoned.abort();
    if (this.#client) end(this.#client);
  }

  #whyNot(state: State): Error {
    switch (state.kind) {
      case 'closed':
        return new Error('the event log is closed');
      case 'broken':
        return new LogUnavailable(state.cause.message, { cause: state.cause, why: state.cause.why });
      case 'away':
      case 'ready': {
        const cause = state.kind === 'away' ? state.cause : undefined;
        const { message, why } = asUnavailable(cause);
        return new LogUnavailable(message, { cause, why });
      }
    }
  }

  async #ask(client: Client, command: readonly string[], withinMs: number): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const cause = new LogUnavailable(`the Redis server said nothing within ${withinMs} ms`);
        reject(cause);
        this.#lose(client, cause);
      }, withinMs);
    });
    try {
      return await Promise.race([client.sendCommand(command), late]);
    } catch (cause) {
      if (!(cause instanceof ErrorReply)) {
        this.#lose(client, cause);
        throw asUnavailable(cause);
      }
      if (MUST_GREET.test(cause.message)) this.#lose(client, cause);
      throw whyAway(cause.message) === undefined ? cause : asUnavailable(cause);
    } finally {
      clearTimeout(timer);
    }
  }

  #lose(client: Client, cause: unknown): void {
    const state = this.#state;
    end(client);
    if (state.kind !== 'ready' || state.client !== client) return;
    this.#state = { kind: 'away', cause };
    void this.#connect(() => false);
  }

  async #connect(isLate: () => boolean): Promise<void> {
    const { greet, answerWithinMs, onBack } = this.#options;
    for (
      let wait = FIRST_PAUSE_MS;
      this.#state.kind === 'away';
      wait = Math.min(2 * wait, LONGEST_PAUSE_MS)
    ) {
      const client = newClient(this.#options.client, answerWithinMs);
      this.#client = client;
      let lost = false;
      const onLost = (cause?: unknown) => {
        lost = true;
        this.#lose(client, cause);
      };
      client.on('error', onLost).on('end', onLost);
      try {
        await within(answerWithinMs, client.connect(), `no connection within ${answerWithinMs} ms`);
        await greet((command) => this.#ask(client, command, answerWithinMs));
        if (lost) throw new Error('the connection was lost');
        // `close` was called meanwhile, and knows nothing of this client.
        if (this.#isClosed()) return end(client);
        this.#state = { kind: 'ready', client };
        if (this.#wasReady) onBack();
        this.#wasReady = true;
        return;
      } catch (cause) {
        end(client);
        if (this.#isClosed()) return;
        this.#state =
          cause instanceof Broken ? { kind: 'broken', cause } : { kind: 'away', cause: causeOf(cause) };
      }
      if (isLate()) return;
      await pause(wait, undefined, { signal: this.#abandoned.signal }).catch(() => {});
    }
  }

  #isClosed(): boolean {
    return this.#state.kind === 'closed';
  }
}

function newClient(options: RedisClientOptions, connectTimeout: number) {
  const socket = { ...options.socket, connectTimeout, reconnectStrategy: false } as const;
  return createClient({
    ...options,
    socket,
    RESP: 2,
    maintNotifications: 'disabled',
    disableOfflineQueue: true,
    disableClientInfo: true,
    // `#ask` has a time of its own for each call; the client's would be one more signal and timer for each.
    commandOptions: { ...options.commandOptions, timeout: 0 },
  });
}

function end(client: Client): void {
  try {
    client.destroy();
  } catch {
    // It had ended already.
  }
}

function asUnavailable(cause: unknown): LogUnavailable {
  if (cause instanceof LogUnavailable) return cause;
  if (!(cause instanceof Error))
    return new LogUnavailable('the Redis server of the event log cannot be reached', { cause });
  const why = whyAway(cause.message) ?? 'unreachable';
  return new LogUnavailable(`the Redis server of the event log is away: ${cause.message}`, { cause, why });
}

function causeOf(cause: unknown): unknown {
  return cause instanceof LogUnavailable ? (cause.cause ?? cause) : cause;
}

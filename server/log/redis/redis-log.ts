import type { RedisClientOptions } from 'redis';
import {
  LogUnavailable,
  type Append,
  type AppendResult,
  type Erasure,
  type EventLog,
  type EventRecord,
} from '../event-log.ts';
import { openSnapshot, sealSnapshot } from '../snapshot.ts';
import { appendCall, readAppended } from './append-call.ts';
import { Follower } from './follow.ts';
import { logKey } from './keys.ts';
import { functionCall, giveLibrary } from './library.ts';
import { Broken, Link, type Call } from './link.ts';
import { readPage } from './read-page.ts';
import { hasSaved, rewriteFiles } from './rewrite-files.ts';
import {
  askSettings,
  promiseOf,
  tryToAwait,
  warningsOf,
  type Promised,
  type ServerSettings,
} from './server-settings.ts';

export type RedisLogOptions = {
  /** The server, by its address or as node-redis takes it. */
  client: RedisClientOptions | string;
  territory: string;
  /** Draws the random id of a log that is created; not kept for one that exists. */
  newEpoch: () => string;
  /** Sentences for the journal: what this server promises, and settings that should be otherwise. */
  note?: (text: string) => void;
  /** Whether a server without an append-only file is taken: its end loses everything. For tests. */
  memoryOnly?: boolean;
  /** Longest time that a call waits for the server (3 s by default). */
  answerWithinMs?: number;
  /** Longest time that the server may take to be reached, or to read its files, before this gives up (10 s). */
  openWithinMs?: number;
};

/** An erasure of years is made in less than this. */
const ERASE_MS = 60_000;
const ANSWER_WITHIN_MS = 3_000;
const OPEN_WITHIN_MS = 10_000;

/** What a server says of the log when it is reached. `lives`: the processes that served it, each with its first head. */
type Opened = { epoch: string; head: number; lives: readonly string[] };

/**
 * Opens the log of a territory kept in a Redis server (7.0 or later), creating it on first use. Any number of servers
 * may hold it open at once.
 * @throws LogUnavailable when the server cannot be reached in time
 * @throws Error with the setting to change when the server may lose what it acknowledges
 */
export async function openRedisLog(options: RedisLogOptions): Promise<EventLog> {
  const log = new RedisLog(options);
  await log.open(options.openWithinMs ?? OPEN_WITHIN_MS);
  return log;
}

class RedisLog implements EventLog {
  readonly #options: RedisLogOptions;
  readonly #key: string;
  readonly #link: Link;
  readonly #call: Call;
  readonly #answerWithinMs: number;
  readonly #follower: Follower;
  readonly #followers = new Set<() => void>();
  readonly #underWay = new Set<Promise<unknown>>();
  #epoch: string | undefined;
  #head = 0;
  /** The head that the asking connection was told of: what the following one hears may be of a later life already. */
  #answered = 0;
  /** The newest position that followers were told of, or that came from here with nothing foreign before it. */
  #told = 0;
  /** Of the process that was last reached; undefined before the first one. */
  #settings: ServerSettings | undefined;
  #promised: Promised | undefined;
  /** Which of the lives of the log this server saw last. */
  #life: string | undefined;

  constructor(options: RedisLogOptions) {
    const { territory, answerWithinMs = ANSWER_WITHIN_MS } = options;
    const client = typeof options.client === 'string' ? { url: options.client } : options.client;
    this.#options = options;
    this.#key = logKey(territory);
    this.#link = new Link({
      client,
      answerWithinMs,
      greet: (call) => this.#greet(call),
      onBack: () => this.#wake(),
    });
    this.#call = (command) => this.#link.call(command);
    this.#answerWithinMs = answerWithinMs;
    this.#follower = new Follower(
      { client, log: this.#key, answerWithinMs },
      (position) => void this.#hear(position),
    );
  }

  async open(withinMs: number): Promise<void> {
    await this.#link.open(withinMs);
    this.#told = this.#head;
    const { note } = this.#options;
    if (this.#promised) note?.(this.#promised.text);
    if (this.#settings) for (const warning of warningsOf(this.#settings)) note?.(warning);
  }

  get epoch(): string {
    if (this.#epoch === undefined) throw new Error('the log was never opened');
    return this.#epoch;
  }

  head(): number {
    return this.#head;
  }

  async appendGroup(group: readonly Append[]): Promise<AppendResult[]> {
    const appended = this.#append(appendCall(this.#key, group));
    this.#underWay.add(appended);
    try {
      return await appended;
    } finally {
      this.#underWay.delete(appended);
    }
  }

  async #append(command: string[]): Promise<AppendResult[]> {
    const answered = this.#call(command);
    const onDisk = this.#promised?.kind === 'everysec-awaited' ? this.#awaitDisk() : undefined;
    const [answer] = await Promise.all([answered, onDisk]);
    const { before, head, results } = readAppended(answer);
    // Others kept something before it: the news of that may have been replaced by the news of this.
    const overtook = before > this.#told;
    this.#seeAnswered(head);
    this.#told = Math.max(this.#told, head);
    if (overtook) this.#wake();
    if (results.some(({ kind }) => kind === 'repeated')) await this.#bringToDisk();
    return results;
  }

  /**
   * An answer that was kept earlier is given again: where the disk is awaited, it may not be there yet. WAITAOF waits for
   * what this connection wrote, and for all that came before it.
   */
  async #bringToDisk(): Promise<void> {
    if (this.#promised?.kind !== 'everysec-awaited') return;
    await Promise.all([this.#call(['HSET', this.#key, 'asked', '1']), this.#awaitDisk()]);
  }

  async #awaitDisk(): Promise<void> {
    const command = ['WAITAOF', '1', '0', String(this.#answerWithinMs)];
    const [local] = (await this.#link.call(command, 2 * this.#answerWithinMs)) as [number];
    if (local < 1) throw new LogUnavailable('Redis has not brought the group to its disk in time');
  }

  async answerOf(commandId: string): Promise<{ outcome: unknown } | undefined> {
    const answer = (await this.#call(['HGET', `${this.#key}:answers`, commandId])) as string | null;
    const outcome = answer?.match(/^\S+ \d+ \d+ (.*)$/s)?.[1];
    if (outcome === undefined) return undefined;
    await this.#bringToDisk();
    return { outcome: JSON.parse(outcome) as unknown };
  }

  async read(after: number, limit: number): Promise<EventRecord[]> {
    const answered = this.#answered;
    const { head, records } = await readPage(this.#call, this.#key, { after, limit, seen: this.#head });
    if (head < answered) {
      // It was emptied, or replaced, under a connection that never ended.
      const cause = new LogUnavailable(`the head of the log is ${head} now, and was ${answered}`);
      this.#link.greetAgain(cause);
      throw cause;
    }
    if (!Number.isNaN(head)) this.#seeAnswered(head);
    return records;
  }

  async erase(what: Erasure): Promise<number> {
    const which = 'upTo' in what ? ['upTo', String(what.upTo)] : ['positions', ...what.positions.map(String)];
    const saved = (await hasSaved(this.#call)) ? '1' : '0';
    const command = functionCall('erase', this.#key, saved, what.retention, ...which);
    const [erased, mark, rdb] = (await this.#link.call(command, ERASE_MS)) as [number, number, number];
    if (mark > 0) {
      await rewriteFiles(this.#call, rdb === 1);
      await this.#call(functionCall('cleaned', this.#key, String(mark)));
    }
    return erased;
  }

  async saveSnapshot(snapshot: { position: number; format: number; body: string }): Promise<void> {
    const text = sealSnapshot({ ...snapshot, epoch: this.epoch });
    await this.#call(functionCall('keep_snapshot', this.#key, String(snapshot.position), text));
  }

  async loadSnapshot(format: number): Promise<{ position: number; body: string } | undefined> {
    const [head, text] = (await Promise.all([
      this.#call(['HGET', this.#key, 'head']),
      this.#call(['GET', `${this.#key}:snapshot`]),
    ])) as [string, string | null];
    const snapshot = text === null ? undefined : openSnapshot(text);
    if (snapshot === undefined || snapshot.format !== format || snapshot.epoch !== this.#epoch)
      return undefined;
    // Ahead of the log: the log was restored from an older copy, and the snapshot tells of events it lost.
    if (snapshot.position > Number(head)) return undefined;
    return { position: snapshot.position, body: snapshot.body };
  }

  async dropSnapshot(): Promise<void> {
    await this.#call(['DEL', `${this.#key}:snapshot`]);
  }

  follow(onForeign: () => void): () => void {
    // Each has a place of its own, even when the same function is given twice.
    const follower = () => onForeign();
    this.#followers.add(follower);
    this.#follower.start(this.#told);
    return () => void this.#followers.delete(follower);
  }

  async close(): Promise<void> {
    this.#followers.clear();
    await Promise.all([this.#follower.close(), this.#link.close()]);
  }

  /** Called whenever the server is reached, before anything else is asked of it. */
  async #greet(call: Call): Promise<void> {
    const settings = await askSettings(call);
    const promised = await this.#unlessRefused(() => promiseOf(settings, this.#options.memoryOnly ?? false));
    await giveLibrary(call);
    let opened = await this.#openOn(call, settings, '');
    if (promised.kind === 'everysec-awaited') await this.#unlessRefused(() => tryToAwait(call));
    // Whoever changed it while it was away is told what that means.
    if (this.#promised && this.#promised.kind !== promised.kind) this.#options.note?.(promised.text);
    this.#promised = promised;
    if (opened.epoch === '' && this.#epoch === undefined)
      opened = await this.#openOn(call, settings, this.#options.newEpoch());
    this.#expectSame(opened);
    this.#epoch = opened.epoch;
    this.#life = opened.lives.at(-1);
    this.#settings = settings;
    this.#seeAnswered(opened.head);
  }

  /** A server that was taken once and has changed since may change back: only the first one is refused for good. */
  async #unlessRefused<Found>(look: () => Found | Promise<Found>): Promise<Found> {
    try {
      return await look();
    } catch (cause) {
      if (!(cause instanceof Error) || cause instanceof LogUnavailable) throw cause;
      if (this.#settings === undefined) throw new Broken(cause.message);
      throw new LogUnavailable(cause.message, { cause, why: 'refused' });
    }
  }

  async #openOn(call: Call, { run }: ServerSettings, epoch: string): Promise<Opened> {
    const command = functionCall('open', this.#key, run, epoch);
    try {
      const answer = (await call(command)) as [epoch: string, head?: string, lives?: string[]];
      const [known, head = '0', lives = []] = answer;
      return { epoch: known, head: Number(head), lives };
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : '';
      if (text.startsWith('HALFMOVED'))
        throw new Broken(
          'The move of a log into this Redis server was not ended: run npm run migrate again.',
        );
      if (text.startsWith('FORMAT'))
        throw new Broken(`The event log is of ${text.toLowerCase()}; this program reads another.`);
      throw cause;
    }
  }

  /** After a loss, the same positions would name other events than those this server has folded and shown. */
  #expectSame({ epoch, head, lives }: Opened): void {
    if (this.#settings === undefined) return;
    if (this.#epoch !== epoch)
      throw new Broken(
        epoch === ''
          ? 'Redis holds no log any more, and events that were acknowledged are gone: put its disk or its copy back, then start this server again.'
          : 'The log was replaced by another one: start this server again.',
        'lost',
      );
    const since = lives.slice(lives.findLastIndex((life) => life === this.#life) + 1);
    const heads = since.map((life) => Number(life.split(' ')[1]));
    if (Math.min(head, ...heads) < this.#answered)
      throw new Broken('Redis has lost events that were acknowledged: start this server again.', 'lost');
  }

  #seeAnswered(head: number): void {
    this.#answered = Math.max(this.#answered, head);
    this.#see(head);
  }

  #see(head: number): void {
    this.#head = Math.max(this.#head, head);
  }

  /** What came from here is no news; whether it did is known once what is under way has been answered. */
  async #hear(position: number): Promise<void> {
    await Promise.allSettled(this.#underWay);
    if (position <= this.#told) return;
    this.#told = position;
    this.#see(position);
    this.#wake();
  }

  #wake(): void {
    for (const follower of this.#followers) follower();
  }
}

import { LogUnavailable, type Append, type EventLog } from '#server/log/event-log';
import { openEmbeddedLog } from '#server/log/embedded';
import { randomIds } from '#server/ports/ids';

/**
 * One log that several servers of this process hold at once, each through a handle of its own, as they hold one across a
 * network: what one keeps wakes the others, some time later, and a handle can be cut.
 */
export class SharedLog {
  readonly #inner: EventLog;
  readonly #followers = new Map<SharedHandle, Set<() => void>>();
  readonly #wakeAfterMs: number;

  constructor(folder: string, { wakeAfterMs = 0 } = {}) {
    this.#inner = openEmbeddedLog({ folder, newEpoch: () => randomIds.epoch() });
    this.#wakeAfterMs = wakeAfterMs;
  }

  handle(): SharedHandle {
    const handle = new SharedHandle(this.#inner, () => this.#wakeOthers(handle));
    this.#followers.set(handle, handle.followers);
    return handle;
  }

  /** Closes the log itself: its handles are closed by the servers that hold them, and change nothing. */
  close(): Promise<void> {
    return this.#inner.close();
  }

  #wakeOthers(writer: SharedHandle): void {
    setTimeout(() => {
      for (const [handle, followers] of this.#followers)
        if (handle !== writer) for (const wake of followers) wake();
    }, this.#wakeAfterMs);
  }
}

export class SharedHandle implements EventLog {
  readonly epoch: string;
  readonly followers = new Set<() => void>();
  /** What of the storage is out of reach of this handle. */
  away: 'nothing' | 'writing' | 'all' = 'nothing';
  /** Called before each group of this handle is kept: another server may do something there. */
  beforeAppend: (group: readonly Append[]) => Promise<void> = () => Promise.resolve();
  readonly #inner: EventLog;
  readonly #kept: () => void;

  constructor(inner: EventLog, kept: () => void) {
    this.#inner = inner;
    this.#kept = kept;
    this.epoch = inner.epoch;
  }

  head(): number {
    return this.#inner.head();
  }

  async appendGroup(...group: Parameters<EventLog['appendGroup']>): ReturnType<EventLog['appendGroup']> {
    this.#reach('writing');
    await this.beforeAppend(group[0]);
    const before = this.#inner.head();
    const results = await this.#inner.appendGroup(...group);
    if (this.#inner.head() > before) this.#kept();
    return results;
  }

  async answerOf(commandId: string): ReturnType<EventLog['answerOf']> {
    this.#reach('reading');
    return this.#inner.answerOf(commandId);
  }

  async read(...page: Parameters<EventLog['read']>): ReturnType<EventLog['read']> {
    this.#reach('reading');
    // Another server is a journey away: what it keeps meanwhile is not in the page.
    const records = await this.#inner.read(...page);
    await new Promise((resolve) => setImmediate(resolve));
    return records;
  }

  async erase(...what: Parameters<EventLog['erase']>): ReturnType<EventLog['erase']> {
    this.#reach('writing');
    return this.#inner.erase(...what);
  }

  async saveSnapshot(...snapshot: Parameters<EventLog['saveSnapshot']>): Promise<void> {
    this.#reach('writing');
    return this.#inner.saveSnapshot(...snapshot);
  }

  async loadSnapshot(...format: Parameters<EventLog['loadSnapshot']>): ReturnType<EventLog['loadSnapshot']> {
    this.#reach('reading');
    return this.#inner.loadSnapshot(...format);
  }

  async dropSnapshot(): Promise<void> {
    this.#reach('writing');
    return this.#inner.dropSnapshot();
  }

  follow(onForeign: () => void): () => void {
    this.followers.add(onForeign);
    return () => this.followers.delete(onForeign);
  }

  close(): Promise<void> {
    this.followers.clear();
    return Promise.resolve();
  }

  #reach(what: 'reading' | 'writing'): void {
    if (this.away === 'all' || this.away === what) throw new LogUnavailable('cut by the test');
  }
}

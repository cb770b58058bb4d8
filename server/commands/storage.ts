import {
  LogUnavailable,
  type Append,
  type AppendResult,
  type EventLog,
  type WhyAway,
} from '#server/log/event-log';
import type { Logger } from '#server/ports/logger';
import { catchUp } from './catch-up.ts';
import { noted } from './noted.ts';
import { storageLine } from './storage-line.ts';
import type { World } from './world.ts';

export type StoragePorts = {
  readonly log: EventLog;
  readonly world: World;
  readonly logger: Logger;
  /** Called before views forget how they came to what they hold. */
  readonly beforeSettling: () => void;
};

/** The log and the world folded of it, together; and whether the storage behind them can be reached. */
export class Storage {
  readonly #ports: StoragePorts;
  /** What of it could not be reached when it was last asked; it may be read and not written. */
  #away: 'nothing' | 'writing' | 'all' = 'nothing';
  #whyAway: WhyAway | null = null;

  constructor(ports: StoragePorts) {
    this.#ports = ports;
  }

  get away(): 'nothing' | 'writing' | 'all' {
    return this.#away;
  }

  /** Why it took nothing when it was last asked; null when it did. */
  get whyAway(): WhyAway | null {
    return this.#whyAway;
  }

  /** Keeps a group and folds it. `overtaken`: someone else wrote in between, and nothing here may be folded as is. */
  async keep(appends: readonly Append[]): Promise<'changed' | 'unchanged' | 'overtaken'> {
    if (appends.length === 0) return 'unchanged';
    const { log, world } = this.#ports;
    const results = await log.appendGroup(appends);
    if (results.some(({ kind }) => kind !== 'appended')) return 'overtaken';
    const written = appends.reduce((count, { events }) => count + events.length, 0);
    // A group lies in one piece. Where it does not follow what is known here, another server's facts come first.
    if (lastPosition(results) === world.position + written)
      appends.forEach((append, index) => fold(world, append, results[index]));
    else await this.catchUp();
    return appends.some(({ events }) => events.length > 0) ? 'changed' : 'unchanged';
  }

  /** Folds what others kept. */
  async catchUp(): Promise<void> {
    const { log, world, beforeSettling } = this.#ports;
    await catchUp(log, world, ({ kind }) => {
      if (kind === 'Carried') beforeSettling();
    });
    if (this.#away === 'all') this.#isBack();
  }

  /** One that is full is read as ever: it is asked whether it takes something, of which it keeps an answer at most. */
  async tryToWrite(commandId: string): Promise<void> {
    await this.#ports.log.appendGroup([noted(commandId, null)]);
    this.#isBack();
  }

  /** Storage that is away is told once for each reason, and nothing is asked of it but what there is to fold, until it is back. */
  failed(cause: unknown, what: 'writing' | 'all'): 'away' | 'fault' {
    if (!(cause instanceof LogUnavailable)) return 'fault';
    if (this.#whyAway !== cause.why) this.#ports.logger(storageLine(cause.why));
    this.#away = what;
    this.#whyAway = cause.why;
    return 'away';
  }

  #isBack(): void {
    this.#away = 'nothing';
    this.#whyAway = null;
    this.#ports.logger({ kind: 'storage', is: 'back' });
  }
}

function lastPosition(results: readonly AppendResult[]): number {
  return Math.max(...results.map((result) => (result.kind === 'appended' ? result.lastPosition : 0)));
}

function fold(world: World, { stream, commandId, events }: Append, result: AppendResult | undefined): void {
  if (result?.kind !== 'appended') return;
  events.forEach(({ event }, index) => {
    world.apply({
      position: result.firstPosition + index,
      stream,
      version: world.version(stream) + 1,
      kind: event.type,
      event,
      commandId,
    });
  });
}

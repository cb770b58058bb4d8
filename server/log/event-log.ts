// The one ordered record of what happened. Every engine (embedded, Redis) behaves as
// tests/contract/event-log.contract.ts says; the rest of the server knows only this file.

/** How long an event or an answer may rest in the log (PRV-50, PRIVACY section 11). */
export type RetentionClass = 'r72h' | 'request' | 'mission' | 'r13m' | 'lasting';

/** One stored event. `position` orders the whole log; `version` orders its stream, from 1. */
export type EventRecord = {
  position: number;
  stream: string;
  version: number;
  /** The `type` of the event. */
  kind: string;
  /** A JSON object with a `type`. */
  event: unknown;
  commandId: string;
};

/** What one command asks the log to keep. */
export type Append = {
  /** Idempotency key. */
  commandId: string;
  stream: string;
  /** Version of the stream before these events; 0 = empty. */
  expectedVersion: number;
  /** May be empty: a refused command is recorded as an answer only. */
  events: readonly { retention: RetentionClass; event: { type: string } }[];
  /** Small JSON, given again to a repeat of the same command id. */
  answer: { retention: RetentionClass; outcome: unknown };
};

export type AppendResult =
  /** For empty events both positions are the current head. */
  | { kind: 'appended'; firstPosition: number; lastPosition: number }
  /** This command id was already answered: nothing written. */
  | { kind: 'repeated'; outcome: unknown }
  /**
   * The expected version is wrong, or an earlier append of the group to this stream was not kept, so that this one was
   * decided on what never was: nothing written, and the command id stays free for another try.
   */
  | { kind: 'conflict'; actualVersion: number };

/** What is to be erased: all of a class up to a position, or some events of it, by their positions. */
export type Erasure =
  | { readonly retention: RetentionClass; readonly upTo: number }
  | { readonly retention: RetentionClass; readonly positions: readonly number[] };

/**
 * Why a storage takes nothing now, as far as it says: it is out of reach or silent, reads its files, has no room, is not
 * the one that is written to any more, refuses this server, or has lost what this server has seen acknowledged.
 */
export type WhyAway = 'unreachable' | 'loading' | 'full' | 'not-primary' | 'refused' | 'lost';

/** The storage cannot be reached or is full: nothing of what was asked is known to be kept. The same ids may be sent again. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
  readonly why: WhyAway;

  constructor(message: string, { why = 'unreachable', ...options }: ErrorOptions & { why?: WhyAway } = {}) {
    super(message, options);
    this.why = why;
  }
}

export interface EventLog {
  /** Random id drawn when the log is created: tells two logs apart. */
  readonly epoch: string;

  /**
   * Position of the last event that this server has seen, 0 when there is none: seen when it opened the log, by what it
   * appended and read since, and by what woke it (`follow`). Another server may have kept more. Never goes back, even
   * when events are erased.
   */
  head(): number;

  /**
   * Keeps a group in one durable transaction; later appends of the group see the earlier ones.
   * Resolves only once the group is on disk, with one result per append in the same order.
   * A conflict or a repeat does not disturb the appends to other streams.
   * Rejects when the group cannot be stored: then nothing of it is kept.
   */
  appendGroup(group: readonly Append[]): Promise<AppendResult[]>;

  /** What was answered to this command id, or undefined when it was never answered. */
  answerOf(commandId: string): Promise<{ outcome: unknown } | undefined>;

  /** At most `limit` events after position `after`, in position order, across retention classes. */
  read(after: number, limit: number): Promise<EventRecord[]>;

  /**
   * Erases events and the answers that belong to them, so that no byte of the storage holds them any more: tables,
   * journals, free space, and any snapshot, which may tell of them. An answer goes once `upTo` reaches the head recorded
   * with it, or with the last event of its command among `positions`. A stream that loses its last event starts again
   * from version 0. Positions never start again.
   * Asked again it does what is left to do: after a crash in the middle, ask again.
   * Resolves to the number of events erased by this call, once nothing of them can be read from the storage.
   */
  erase(what: Erasure): Promise<number>;

  /** Replaces the snapshot. Atomic: after a crash the old one or the new one is there, whole. */
  saveSnapshot(snapshot: { position: number; format: number; body: string }): Promise<void>;

  /** The snapshot of this log; undefined when there is none, or it is damaged or of another format. */
  loadSnapshot(format: number): Promise<{ position: number; body: string } | undefined>;

  dropSnapshot(): Promise<void>;

  /**
   * Calls `onForeign` soon after another server has kept something, once for several if they are close, and whenever the
   * storage is reached again after it was away. It may be called for nothing: what is new is read after one's own last
   * position. An engine that one process holds alone never calls. Returns what ends it.
   */
  follow(onForeign: () => void): () => void;

  /** Releases the log. Closing twice is harmless; any other call after it is an error. */
  close(): Promise<void>;
}

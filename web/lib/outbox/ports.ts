import type { CommandId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Ack } from '#shared/wire/ack';
import type { CommandSend } from '#shared/wire/up';
import type { WhenShown } from '#lib/live/in-step.ts';
import type { Answer, Kept } from './item.ts';

/** Where commands rest on the device, in the order they were put. Each promise resolves once it is done for good. */
export type Shelf = {
  keys(): Promise<number[]>;
  /** `gone`: another tab took it. `unreadable`: its bytes or its key are damaged. */
  read(key: number): Promise<Kept | 'gone' | 'unreadable'>;
  put(kept: Kept): Promise<number>;
  /** Writes over a row that is still there; one that another tab took stays gone. */
  replace(key: number, kept: Kept): Promise<void>;
  remove(key: number): Promise<void>;
  /** Everything, of every post, with what it was encrypted by. */
  erase(): Promise<void>;
};

export type Sender = {
  /** Whether an attempt is worth making; the only proof is an answer. */
  readonly open: boolean;
  /** One attempt. `whenShown` calls back once the view holds what the command did. */
  send(message: CommandSend): Promise<{ readonly ack: Ack | null; readonly whenShown: WhenShown }>;
  /** Brings the view up to now: another tab sent one of ours. */
  catchUp(): WhenShown;
  onOpen(listener: () => void): () => void;
};

export type Clock = {
  /** Product time. */
  now(): Instant;
  /** Calls back after that many real milliseconds, unless it is called off. */
  after(ms: number, run: () => void): () => void;
};

/** What tabs of one device tell each other. Never the command: each reads it where it rests. */
export type News =
  | { readonly kind: 'changed' }
  | { readonly kind: 'answered'; readonly id: CommandId; readonly answer: Answer };

/** The other tabs of this device that act for the same post. */
export type Neighbours = {
  /** Runs this while no other tab does. */
  alone(work: () => Promise<void>): Promise<void>;
  tell(news: News): void;
  listen(listener: (news: News) => void): () => void;
};

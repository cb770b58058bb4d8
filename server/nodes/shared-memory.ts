import type { MemoryBus } from './memory-bus.ts';
import { messageSchema, type Entry, type Message } from './message.ts';

/** A part of the memory as it is shared: things under names of its own, each small and whole. */
export type SharedPart = {
  /** What is held here; `derived`: nobody said it, it was made of facts. */
  held(): Iterable<{ readonly name: string; readonly value: unknown; readonly derived?: boolean }>;
  /**
   * Takes what another server holds; null: no more.
   * @throws ZodError when it is not of its form
   */
  take(name: string, value: unknown, derived: boolean): void;
  /** Whether the end of a thing is told: not where facts end it, which every server reads by itself. */
  readonly tellsEnds: boolean;
};

export type SharedMemoryPorts = {
  /** Tells this life of this server from every other. */
  readonly self: string;
  readonly bus: MemoryBus;
  readonly parts: Readonly<Record<string, SharedPart>>;
  /** Something came from elsewhere: screens may have to hear of it. */
  readonly onChange: () => void;
  /** Nobody is connected there any more. */
  readonly onLeft: (server: string) => void;
  readonly onStarved: () => void;
  /** What rests of accounts, sessions and screens was changed elsewhere. */
  readonly onIdentities: () => void;
  /** A message that was none of ours. */
  readonly onViolation: () => void;
};

type Known = { at: number; by: string; text: string | undefined };

/** Everything is told again this often, in real milliseconds: what was lost on the way is mended by then. */
const TELL_ALL_MS = 5_000;
/** A server that has said nothing for so long is gone, with whoever was connected there. */
const GONE_AFTER_MS = 16_000;
/** A server that begins waits so long at most for what the others hold. */
const JOIN_WITHIN_MS = 500;
const MOST_ENDS_KNOWN = 2_000;

/**
 * Keeps the memory of several servers the same. Whatever is said on one is told to the others, thing by thing, the last
 * word winning; everything is told again every few seconds, and to whoever begins. Nothing of it touches a disk.
 */
export class SharedMemory {
  readonly #ports: SharedMemoryPorts;
  readonly #known = new Map<string, Known>();
  readonly #heardAt = new Map<string, number>();
  #clock = 0;
  #onFirstAnswer: () => void = () => {};
  readonly #stopHearing: () => void;
  readonly #everySoOften: NodeJS.Timeout;

  constructor(ports: SharedMemoryPorts) {
    this.#ports = ports;
    this.#stopHearing = ports.bus.hear((text) => this.#hear(text));
    this.#everySoOften = setInterval(() => this.#tellAll(), TELL_ALL_MS);
  }

  /** Asks the others for what they hold; resolves once one has answered, or none is there. */
  async join(): Promise<void> {
    const answered = new Promise<void>((resolve) => (this.#onFirstAnswer = resolve));
    this.#toOthers({ kind: 'ask', from: this.#ports.self });
    let timer: NodeJS.Timeout | undefined;
    const alone = new Promise<void>((resolve) => (timer = setTimeout(resolve, JOIN_WITHIN_MS)));
    await Promise.race([answered, alone]);
    clearTimeout(timer);
  }

  /** Tells the others what has changed here. */
  tell(): void {
    const entries = this.#changed();
    if (entries.length > 0) this.#toOthers({ kind: 'hold', from: this.#ports.self, whole: false, entries });
  }

  /** The others are too fast for this server. */
  tellStarved(): void {
    this.#toOthers({ kind: 'starved', from: this.#ports.self });
  }

  /** Accounts, sessions or screens were changed here: the others need not wait until they ask by themselves. */
  tellIdentities(): void {
    this.#toOthers({ kind: 'identities', from: this.#ports.self });
  }

  close(): Promise<void> {
    clearInterval(this.#everySoOften);
    this.#toOthers({ kind: 'leave', from: this.#ports.self });
    this.#stopHearing();
    return Promise.resolve();
  }

  #toOthers(message: Message): void {
    this.#ports.bus.tell(JSON.stringify(message));
  }

  /** What is not as it was last told or heard, which is then the last word. */
  #changed(): Entry[] {
    const changed: Entry[] = [];
    for (const [part, shared] of Object.entries(this.#ports.parts)) {
      const names = new Set<string>();
      for (const { name, value, derived = false } of shared.held()) {
        names.add(name);
        const text = JSON.stringify(value);
        if (!derived && this.#known.get(`${part} ${name}`)?.text !== text)
          changed.push(this.#say(part, name, text, value));
      }
      if (!shared.tellsEnds) continue;
      for (const [key, { text }] of this.#known) {
        if (text === undefined || !key.startsWith(`${part} `)) continue;
        const name = key.slice(part.length + 1);
        if (!names.has(name)) changed.push(this.#say(part, name, undefined, undefined));
      }
    }
    return changed;
  }

  #say(part: string, name: string, text: string | undefined, value: unknown): Entry {
    this.#clock += 1;
    const said = { at: this.#clock, by: this.#ports.self };
    this.#known.set(`${part} ${name}`, { ...said, text });
    return { part, name, ...said, ...(text === undefined ? {} : { value }) };
  }

  #tellAll(): void {
    this.#dropSilent();
    this.tell();
    this.#toOthers({ kind: 'hold', from: this.#ports.self, whole: true, entries: this.#all() });
  }

  #all(): Entry[] {
    const entries: Entry[] = [];
    for (const [key, { at, by, text }] of this.#known) {
      const [part = '', ...name] = key.split(' ');
      const value = text === undefined ? {} : { value: JSON.parse(text) as unknown };
      entries.push({ part, name: name.join(' '), at, by, ...value });
    }
    for (const [part, shared] of Object.entries(this.#ports.parts))
      for (const { name, value, derived } of shared.held())
        if (derived && !this.#known.has(`${part} ${name}`))
          entries.push({ part, name, at: 0, by: this.#ports.self, value });
    return entries;
  }

  #hear(text: string): void {
    const message = messageOf(text);
    if (message === undefined) return this.#ports.onViolation();
    const { from } = message;
    if (from === this.#ports.self) return;
    this.#heardAt.set(from, performance.now());
    switch (message.kind) {
      case 'ask':
        return this.#tellAll();
      case 'hold':
        this.#merge(message.entries);
        if (message.whole) this.#onFirstAnswer();
        return;
      case 'leave':
        return this.#forget(from);
      case 'starved':
        return this.#ports.onStarved();
      case 'identities':
        return this.#ports.onIdentities();
    }
  }

  #merge(entries: readonly Entry[]): void {
    let changed = false;
    for (const { part, name, at, by, value } of entries) {
      const shared = this.#ports.parts[part];
      const known = this.#known.get(`${part} ${name}`);
      this.#clock = Math.max(this.#clock, at);
      const isNewer = known === undefined || at > known.at || (at === known.at && by > known.by);
      if (shared === undefined || !isNewer) continue;
      try {
        shared.take(name, value ?? null, at === 0);
      } catch {
        this.#ports.onViolation();
        continue;
      }
      changed = true;
      if (at > 0) this.#known.set(`${part} ${name}`, { at, by, text: textOf(shared, name, value) });
    }
    this.#forgetEnds();
    if (changed) this.#ports.onChange();
  }

  /** The ends that everyone has heard of long ago. */
  #forgetEnds(): void {
    const ended = [...this.#known].filter(([, { text }]) => text === undefined);
    if (ended.length <= MOST_ENDS_KNOWN) return;
    ended.sort(([, a], [, b]) => a.at - b.at);
    for (const [key] of ended.slice(0, MOST_ENDS_KNOWN / 2)) this.#known.delete(key);
  }

  #dropSilent(): void {
    const now = performance.now();
    for (const [server, heardAt] of this.#heardAt) if (now - heardAt > GONE_AFTER_MS) this.#forget(server);
  }

  #forget(server: string): void {
    this.#heardAt.delete(server);
    this.#ports.onLeft(server);
    // What only that server could say is unknown again: if it comes back, it says so.
    for (const [key, { by }] of this.#known)
      if (by === server && isOfConnections(key)) this.#known.delete(key);
    this.#ports.onChange();
  }
}

function isOfConnections(key: string): boolean {
  return ['looks ', 'screens ', 'clocks '].some((part) => key.startsWith(part));
}

/** As this server writes it, so that it is not taken for another word; the end of it where that is what was heard. */
function textOf(shared: SharedPart, name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  for (const each of shared.held()) if (each.name === name) return JSON.stringify(each.value);
  return JSON.stringify(value);
}

function messageOf(text: string): Message | undefined {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

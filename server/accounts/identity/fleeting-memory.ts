import type { Clock } from '#server/ports/clock';
import { plus, type Instant } from '#shared/kernel/instant';
import { FLEETING, type Fleeting, type FleetingKind } from './fleeting.ts';

type Held = { text: string; until: Instant };

/** Of one server, which is alone. */
export class FleetingMemory implements Fleeting {
  readonly #clock: Clock;
  readonly #kinds = new Map<FleetingKind, Map<string, Held>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  put(kind: FleetingKind, name: string, text: string): Promise<boolean> {
    const { livesMs, most, beyond } = FLEETING[kind];
    const held = this.#current(kind);
    // Last in, last out: they stay in the order of their ends.
    held.delete(name);
    if (held.size >= most) {
      if (beyond === 'refused') return Promise.resolve(false);
      const oldest = held.keys().next().value;
      if (oldest !== undefined) held.delete(oldest);
    }
    held.set(name, { text, until: plus(this.#clock.now(), livesMs) });
    return Promise.resolve(true);
  }

  get(kind: FleetingKind, name: string): Promise<string | null> {
    return Promise.resolve(this.#current(kind).get(name)?.text ?? null);
  }

  change(kind: FleetingKind, name: string, text: string): Promise<boolean> {
    const held = this.#current(kind).get(name);
    if (held) held.text = text;
    return Promise.resolve(held !== undefined);
  }

  take(kind: FleetingKind, name: string): Promise<string | null> {
    const held = this.#current(kind);
    const text = held.get(name)?.text ?? null;
    held.delete(name);
    return Promise.resolve(text);
  }

  /** Of that kind, what is not over. */
  #current(kind: FleetingKind): Map<string, Held> {
    const held = this.#kinds.get(kind) ?? new Map<string, Held>();
    this.#kinds.set(kind, held);
    const now = this.#clock.now();
    for (const [name, { until }] of held) {
      if (until > now) break;
      held.delete(name);
    }
    return held;
  }
}

import { Counter, Gauge, Registry } from 'prom-client';
import type { Ack } from '#shared/wire/ack';

/** The names of our own, beside those of the process: no other is ever served (PRV-45). */
export const OWN_METRICS = [
  'passerelle_answers_total',
  'passerelle_refusals_total',
  'passerelle_violations_total',
  'passerelle_connections',
  'passerelle_turn_seconds',
  'passerelle_last_fact_age_seconds',
  'passerelle_storage_up',
  'passerelle_ready',
  'passerelle_clock_skew_seconds',
] as const;

/** What people did is told in tens: a smaller number would tell of each of them. */
const GRAIN = 10;
const MINUTE_S = 60;

export type MetricSources = {
  /** Every figure says whose it is. */
  readonly territory: string;
  /** By rule. */
  readonly violations: ReadonlyMap<string, number>;
  readonly connections: () => number;
  readonly isStorageUp: () => boolean;
  readonly isReady: () => boolean;
  /** Seconds since the newest fact; null before the first one. */
  readonly lastFactAge: () => number | null;
  /** Seconds by which this server's clock is ahead of the others'; null where it is compared with none. */
  readonly clockSkew: () => number | null;
};

/**
 * Figures of one territory, for whoever watches over the machines. Nothing in a name or a label is a place of it, a person,
 * a team, a role or a code; what is made of what people do moves when `tick` is called and at no other moment, so that reading it every
 * second tells of no tap.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #sources: MetricSources;
  readonly #counts = { outcome: new Map<string, number>(), refusal: new Map<string, number>() };
  #turns: number[] = [];
  readonly #answers = this.#counter('passerelle_answers_total', 'Commands answered, in tens', 'outcome');
  readonly #refusals = this.#counter('passerelle_refusals_total', 'Commands refused, in tens', 'refusal');
  readonly #violations = this.#counter(
    'passerelle_violations_total',
    'Bounds met, malformed messages',
    'rule',
  );
  readonly #connections = this.#gauge('passerelle_connections', 'Sockets open at the last tick');
  readonly #turnSeconds = this.#gauge(
    'passerelle_turn_seconds',
    'How long turns took between the last two ticks',
    'quantile',
  );
  readonly #factAge = this.#gauge(
    'passerelle_last_fact_age_seconds',
    'Age of the newest fact at the last tick, in whole minutes',
  );

  constructor(sources: MetricSources) {
    this.#sources = sources;
    const { territory, isStorageUp, isReady, clockSkew } = sources;
    this.#registry.setDefaultLabels({ territory });
    this.#now('passerelle_storage_up', 'Whether the storage can be reached', () => Number(isStorageUp()));
    this.#now('passerelle_ready', 'Whether this server takes people', () => Number(isReady()));
    this.#now(
      'passerelle_clock_skew_seconds',
      "How far this server's clock is ahead of the others'",
      clockSkew,
    );
    this.tick();
  }

  answered(ack: Ack): void {
    add(this.#counts.outcome, ack.outcome);
    if (ack.outcome === 'refused') add(this.#counts.refusal, ack.refusal);
  }

  /** @param ms real milliseconds */
  turnTook(ms: number): void {
    this.#turns.push(ms / 1_000);
  }

  /** Brings the figures up to now: called every five minutes. */
  tick(): void {
    const { violations, connections, lastFactAge } = this.#sources;
    raise(this.#answers, 'outcome', this.#counts.outcome, GRAIN);
    raise(this.#refusals, 'refusal', this.#counts.refusal, GRAIN);
    raise(this.#violations, 'rule', violations, 1);
    this.#connections.set(connections());
    const sorted = this.#turns.toSorted((a, b) => a - b);
    for (const quantile of ['0.5', '0.99']) {
      const at = sorted[Math.floor(Number(quantile) * (sorted.length - 1))];
      if (at !== undefined) this.#turnSeconds.set({ quantile }, at);
    }
    this.#turns = [];
    const age = lastFactAge();
    if (age !== null) this.#factAge.set(Math.floor(age / MINUTE_S) * MINUTE_S);
  }

  /** As they stand, to be written beside those of other territories. */
  series(): Promise<object[]> {
    return this.#registry.getMetricsAsJSON();
  }

  #counter(name: (typeof OWN_METRICS)[number], help: string, label: string): Counter {
    return new Counter({ name, help, labelNames: [label], registers: [this.#registry] });
  }

  #gauge(name: (typeof OWN_METRICS)[number], help: string, label?: string): Gauge {
    return new Gauge({ name, help, labelNames: label ? [label] : [], registers: [this.#registry] });
  }

  /** Of the machine alone, so that it need not wait for a tick; not there while it is null. */
  #now(name: (typeof OWN_METRICS)[number], help: string, read: () => number | null): void {
    const registers = [this.#registry];
    new Gauge({
      name,
      help,
      registers,
      collect() {
        const value = read();
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function raise(counter: Counter, label: string, counts: ReadonlyMap<string, number>, grain: number): void {
  counter.reset();
  for (const [key, count] of counts) counter.inc({ [label]: key }, Math.floor(count / grain) * grain);
}

import type { Append } from '#server/log/event-log';
import type { Aggregate } from './aggregates.ts';
import { retentionOf, type LogEvent } from './event.ts';

type Versioned = { version: number; state: unknown };

/** Read access to aggregates: the state a decision is taken on. */
export interface Aggregates {
  state<State, Event>(aggregate: Aggregate<State, Event>): State;
  version(stream: string): number;
}

/**
 * The states as they will be once the turn is durable. Decisions of one turn see each other here; nothing of it is
 * visible to anyone before the log has kept it, and it is thrown away if the log cannot.
 */
export class Draft implements Aggregates {
  readonly #base: Aggregates;
  readonly #changed = new Map<string, Versioned>();
  readonly appends: Append[] = [];

  constructor(base: Aggregates) {
    this.#base = base;
  }

  state<State, Event>(aggregate: Aggregate<State, Event>): State {
    const changed = this.#changed.get(aggregate.stream);
    return changed ? (changed.state as State) : this.#base.state(aggregate);
  }

  version(stream: string): number {
    return this.#changed.get(stream)?.version ?? this.#base.version(stream);
  }

  /** Adds the facts of one decision. No facts: only the answer is kept, so that a repeat gets the same one. */
  add<State, Event extends LogEvent>(
    commandId: string,
    aggregate: Aggregate<State, Event>,
    events: readonly Event[],
    outcome: unknown = null,
  ): void {
    const expectedVersion = this.version(aggregate.stream);
    const kept = events.map((event) => ({ retention: retentionOf(event), event }));
    this.appends.push({
      commandId,
      stream: aggregate.stream,
      expectedVersion,
      events: kept,
      // An answer dies with the facts it was about; without any, with the shortest of lives (PRV-52).
      answer: { retention: kept[0]?.retention ?? 'r72h', outcome },
    });
    if (events.length === 0) return;
    const state = events.reduce((before, event) => aggregate.evolve(before, event), this.state(aggregate));
    this.#changed.set(aggregate.stream, { version: expectedVersion + events.length, state });
  }
}

import type { Command } from '#shared/wire/up';
import type { FinalAck } from './actors/device.ts';
import type { DemoOptions } from './options.ts';

/** Counts answers by kind, for one line in the journal. */
export class Tally {
  #answered = 0;
  readonly #refused = new Map<string, number>();
  readonly #log: DemoOptions['log'];

  constructor(log: DemoOptions['log']) {
    this.#log = log;
  }

  add(asked: Command['type'], answer: FinalAck): void {
    this.#answered += 1;
    if (answer.outcome === 'accepted' || answer.outcome === 'volatile') return;
    const why = `${asked} ${answer.outcome === 'refused' ? answer.refusal : answer.outcome}`;
    this.#refused.set(why, (this.#refused.get(why) ?? 0) + 1);
  }

  tell(): void {
    const refused = [...this.#refused].map(([why, count]) => `${why} x${count}`).join(', ');
    this.#log({
      kind: 'note',
      text: `simulated day: ${this.#answered} answers; not accepted: ${refused || 'none'}`,
    });
  }
}

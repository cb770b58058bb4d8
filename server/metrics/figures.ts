import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';
import type { Metrics } from './metrics.ts';

/** The figures of a process and of each territory that it serves, as Prometheus reads them. */
export class Figures {
  readonly #territories: readonly Metrics[];
  readonly #process = new Registry();

  constructor(territories: readonly Metrics[]) {
    this.#territories = territories;
    // Once, whatever it serves: a second watch on the same process would only cost it time.
    collectDefaultMetrics({ register: this.#process, prefix: 'passerelle_' });
  }

  get contentType(): string {
    return this.#process.contentType;
  }

  /** Brings what is made of what people do up to now: called every five minutes. */
  tick(): void {
    for (const territory of this.#territories) territory.tick();
  }

  /** A name is told once, with a line for each territory: nothing is added up, since each line says whose it is. */
  async text(): Promise<string> {
    const series = await Promise.all(this.#territories.map((territory) => territory.series()));
    const [own, all] = await Promise.all([
      this.#process.metrics(),
      AggregatorRegistry.aggregate(series).metrics(),
    ]);
    return `${own}\n${all}`;
  }
}

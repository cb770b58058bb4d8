import type { Instant } from '#shared/kernel/instant';

/** The feeds of others that are followed. */
export type ExternalFeed = 'transport';

/** When each followed feed last answered, and how often it is asked: memory. A feed that is off is not awaited. */
export class FeedWatch {
  readonly #heard = new Map<ExternalFeed, { everyMin: number; heardAt: Instant }>();

  /** It answered, or begins to be asked, every so many minutes. */
  heard(feed: ExternalFeed, everyMin: number, heardAt: Instant): void {
    this.#heard.set(feed, { everyMin, heardAt });
  }

  current(): { feed: ExternalFeed; everyMin: number; heardAt: Instant }[] {
    return [...this.#heard].map(([feed, each]) => ({ feed, ...each }));
  }
}

import type { RestSpaceId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { Asking } from './link.ts';

const SPACES = 3;
/** Later than any receipt: the server takes its own time. */
const NOW = '2099-12-31T23:59:59.000Z' as Instant;

/** The spaces of the territory, each in its turn. */
export function spaceOf(number: number): RestSpaceId {
  return `ER-${1 + (number % SPACES)}` as RestSpaceId;
}

/** The door of a rest space: one person in, one out, for ever. Each is a change that a lead sees. */
export class Tablet {
  readonly #link: Asking;
  readonly #space: RestSpaceId;
  #inside = false;

  constructor(link: Asking, space: RestSpaceId) {
    this.#link = link;
    this.#space = space;
  }

  open(): Promise<void> {
    return this.#link.ask({ type: 'OpenRestSpace', space: this.#space, regime: 'jour' });
  }

  count(): Promise<void> {
    this.#inside = !this.#inside;
    const type = this.#inside ? 'RecordArrival' : 'RecordDeparture';
    return this.#link.ask({ type, space: this.#space, seenAt: NOW });
  }
}

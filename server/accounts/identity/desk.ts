import type { Chance } from '#server/ports/chance';
import type { Clock } from '#server/ports/clock';
import type { Book } from './book.ts';
import type { BreachedPasswords } from './breached-list.ts';
import type { Cookies } from './cookies.ts';
import type { Fleeting } from './fleeting.ts';
import type { ServerKey } from './key.ts';
import type { Throttle } from './throttle.ts';

/** What every part of the identities works with. The clock is real time: a demonstration's hour signs nobody in. */
export type Desk = {
  readonly book: Book;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly key: ServerKey;
  readonly cookies: Cookies;
  readonly throttle: Throttle;
  readonly fleeting: Fleeting;
  readonly breached: BreachedPasswords;
};

/** What a request brings beside what was typed. */
export type Visit = {
  /** The raw Cookie header. */
  readonly cookie: string | undefined;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
};

/** What cannot be done now, and what is to be done instead. `seconds`: how long to wait. */
export type TooOften = { readonly kind: 'TooOften'; readonly seconds: number };

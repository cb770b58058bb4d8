import { SECOND } from '#shared/kernel/instant';

/** How long an undo is offered, in real milliseconds (UX 3.5). */
export const UNDO_WITHIN = 10 * SECOND;

/** What is left of an offer: it does not pass while its person looks at it. */
export type Countdown = { readonly left: number; readonly at: number };

export function begun(at: number): Countdown {
  return { left: UNDO_WITHIN, at };
}

/** The same at a later moment of the page's clock. */
export function passed({ left, at }: Countdown, now: number, paused: boolean): Countdown {
  return { left: paused ? left : Math.max(0, left - (now - at)), at: now };
}

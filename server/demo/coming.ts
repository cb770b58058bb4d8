import type { Intention } from './law/intention.ts';

/** Intentions in time order, of which the first can be looked at before it is taken. */
export type Coming = { readonly first: Intention | undefined; take(): void };

export function comingFrom(source: Iterator<Intention>): Coming {
  let head = source.next();
  return {
    get first() {
      return head.done ? undefined : head.value;
    },
    take() {
      head = source.next();
    },
  };
}

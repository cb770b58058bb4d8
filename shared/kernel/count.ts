import { z } from 'zod';

/**
 * The only numbers a message may hold: integers that count something, under a stated limit. A coordinate cannot be
 * written as one: the wire test walks every schema and refuses any number not made here.
 */
export function count(max: number, what: string) {
  return z.int().min(0).max(max).meta({ counts: what });
}

import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Where secrets come from. A port, so that a test can say what is drawn; the real one is the system's generator. */
export interface Chance {
  bytes(count: number): Buffer;
  /** A whole number from 0 to `end` excluded, each as likely as the others. */
  below(end: number): number;
  uuid(): string;
}

export const realChance: Chance = {
  bytes: (count) => randomBytes(count),
  below: (end) => randomInt(end),
  uuid: () => randomUUID(),
};

import { HOUR, MINUTE } from '#shared/kernel/instant';

/** How long each kind lives, and how many there are at most: a flood costs memory that is bounded. */
export const FLEETING = {
  /** A screen that shows a code: more of them than any deployment pairs in ten minutes. */
  pairing: { livesMs: 10 * MINUTE, most: 200, beyond: 'refused' },
  'pairing code': { livesMs: 10 * MINUTE, most: 200, beyond: 'refused' },
  'pairing polled': { livesMs: 10 * MINUTE, most: 200, beyond: 'oldest goes' },
  /** The oldest go: a flood makes somebody begin again, and keeps nobody out. */
  'sign-in elsewhere': { livesMs: 10 * MINUTE, most: 10_000, beyond: 'oldest goes' },
  /** The secret of a second factor that was shown and is not confirmed. */
  'secret shown': { livesMs: HOUR, most: 10_000, beyond: 'oldest goes' },
  /** A session whose sign-in is proof enough for what asks for one again. */
  'session just opened': { livesMs: 10 * MINUTE, most: 10_000, beyond: 'oldest goes' },
} as const satisfies Record<string, { livesMs: number; most: number; beyond: 'refused' | 'oldest goes' }>;
export type FleetingKind = keyof typeof FLEETING;

/**
 * What identities hold for some minutes: small texts under names, each until its end. Every server of a territory holds the
 * same, so that what is begun on one is finished on another; none of it is written in a file, and a storage that is
 * started again has none of it, which only makes people begin again.
 * @throws LogUnavailable (each of them) when the storage cannot be reached: nobody comes in meanwhile
 */
export interface Fleeting {
  /** Keeps it, in the place of what was under that name. False: there are too many of that kind. */
  put(kind: FleetingKind, name: string, text: string): Promise<boolean>;
  get(kind: FleetingKind, name: string): Promise<string | null>;
  /** Another text, until the same end. False: there is nothing under that name any more. */
  change(kind: FleetingKind, name: string, text: string): Promise<boolean>;
  /** Gives it and forgets it: of several who ask at the same moment, one is given it. */
  take(kind: FleetingKind, name: string): Promise<string | null>;
}

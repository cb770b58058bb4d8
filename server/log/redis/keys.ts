import type { RetentionClass } from '../event-log.ts';

/** Every class that a stream is kept for; `event-log.lua` tells what each key holds. */
export const CLASSES: readonly RetentionClass[] = Object.keys({
  r72h: 0,
  request: 0,
  mission: 0,
  r13m: 0,
  lasting: 0,
} satisfies Record<RetentionClass, 0>) as RetentionClass[];

/** As SEGMENT in `event-log.lua`. */
const SEGMENT = 1_000;

/** The key of the log of a territory, and the beginning of all its others. The braces are what a cluster shards by. */
export function logKey(territory: string): string {
  return `passerelle:{${territory}}:log`;
}

/** Which stretch of a thousand positions this one lies in, from 0. */
export function segmentOf(position: number): number {
  return Math.floor((position - 1) / SEGMENT);
}

export function firstOf(segment: number): number {
  return segment * SEGMENT + 1;
}

export function eventsKey(log: string, retention: RetentionClass, segment: number): string {
  return `${log}:events:${retention}:${segment}`;
}

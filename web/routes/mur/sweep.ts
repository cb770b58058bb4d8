import type { Level } from '#lib/live/freshness.ts';
import { SECOND } from '#shared/kernel/instant';

/** When a room sleeps most: the panel is made grey for this minute of the clock. */
const AT = '04:30';
/** In real ms. What is left of the minute is too short for a second reload. */
export const RELOAD_AFTER_MS = 58 * SECOND;

type Now = { readonly hour: string; readonly speed: number; readonly level: Level; readonly alarms: number };

/**
 * Whether the panel is cleaned now: at its hour, never over an alarm, never when the page could not come back, and only
 * where the clock runs at the pace of life, since a faster one does not tell the room's night.
 */
export function isSweeping({ hour, speed, level, alarms }: Now): boolean {
  return hour === AT && speed === 1 && alarms === 0 && (level === 'C0' || level === 'C3');
}

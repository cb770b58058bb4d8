import type { Instant } from '#shared/kernel/instant';

// Values of nobody and nowhere, put in every input. None of them may come out anywhere (PRIVACY section 14, Canary).

/** Degrees; within the zone of the one legitimate pass. */
export const POINT = { lat: 48.8971337731, lon: 2.3719998877 } as const;
/** People counted one by one: a head-count has no place in any schema. */
export const HEAD_COUNT = 9973;
export const NAME = 'ZZCANARYNOM';
export const AGENT = 'ZZCANARYUA';
/** Of a range kept for documentation (RFC 5737). */
export const ADDRESS = '198.51.100.77';
/** When the person tapped, to the millisecond: 17:07:23.417 in Paris. */
export const TAP = '2026-11-21T16:07:23.417Z' as Instant;
export const TAP_MS = Date.parse(TAP);
/** When the server received the pass: it may be the time of a frame, and rests nowhere. */
export const RECEIVED = '2026-11-21T16:09:41.803Z' as Instant;

import { setTimeout as pause } from 'node:timers/promises';

/**
 * What the work gives, if it is done within so many milliseconds.
 * @throws Error with that sentence when it is not: the work goes on, and nobody waits for it
 */
export async function within<T>(ms: number, work: Promise<T>, otherwise: string): Promise<T> {
  const late = new AbortController();
  const timeout = pause(ms, undefined, { signal: late.signal }).then(() => {
    throw new Error(otherwise);
  });
  timeout.catch(() => {});
  try {
    return await Promise.race([work, timeout]);
  } finally {
    late.abort();
  }
}

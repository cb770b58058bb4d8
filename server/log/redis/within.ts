import { setTimeout as pause } from 'node:timers/promises';

/** Something took longer than it may. */
export class Late extends Error {
  override readonly name = 'Late';
}

/**
 * What the work gives, if it is done within so many milliseconds.
 * @throws Late with that sentence when it is not: the work goes on, and nobody waits for it
 */
export async function within<T>(ms: number, work: Promise<T>, otherwise: string): Promise<T> {
  const late = new AbortController();
  const timeout = pause(ms, undefined, { signal: late.signal }).then(() => {
    throw new Late(otherwise);
  });
  timeout.catch(() => {});
  try {
    return await Promise.race([work, timeout]);
  } finally {
    late.abort();
  }
}

import { MINUTE } from '#shared/kernel/instant';

/** Past this a phone's clock is said to be wrong (UX 4.6). */
const TOLERATED_MS = 2 * MINUTE;

/**
 * Whole minutes by which this device's clock is ahead of the server's (behind: negative); null when it is right. Of real
 * clocks, not of the product's time: a simulated day has its own. Nothing depends on it, since what is written is the
 * server's time; whoever reads the phone's own clock beside this screen would be misled.
 * `date`: the `Date` header of an answer that was given between `askedAt` and `heardAt`, in ms of the device.
 */
export function minutesAhead(date: string | null, askedAt: number, heardAt: number): number | null {
  const server = date === null ? Number.NaN : Date.parse(date);
  // Whatever the answer took on its way is not the clock's fault.
  const ahead = server < askedAt ? askedAt - server : server > heardAt ? heardAt - server : 0;
  return Math.abs(ahead) > TOLERATED_MS ? Math.round(ahead / MINUTE) : null;
}

/** Asks the server what time it is; null too when it does not answer. */
export async function askMinutesAhead(): Promise<number | null> {
  try {
    const askedAt = Date.now();
    const answer = await fetch('/terrain.webmanifest', { method: 'HEAD', cache: 'no-store' });
    return minutesAhead(answer.headers.get('date'), askedAt, Date.now());
  } catch {
    return null;
  }
}

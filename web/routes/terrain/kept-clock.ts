import type { Connection } from '#lib/live/connection.svelte.ts';
import type { LiveAudience } from '#lib/live/view.svelte.ts';
import type { FirstFrame } from '#shared/wire/down';
import { CLOCK_KEY, readClock, timeAt, unheardFrame, wasHeard, writtenClock } from './field-clock.ts';

/** The frame of a page that opens without a server, at the time that this device last knew. In the browser only. */
export function frameUnheard(
  audience: 'outreach' | 'ratp',
  { simulated, speed }: { readonly simulated: boolean; readonly speed: number },
): FirstFrame {
  const clock = readClock(stored());
  const at = timeAt(clock, Date.now());
  return unheardFrame(audience, at, clock?.speed ?? (simulated ? speed : 1), simulated);
}

/** Keeps how the product's time stands to this device's clock, once a server was heard. Call it in an effect. */
export function keepClock({ hello }: Pick<Connection<LiveAudience>, 'hello'>): void {
  if (!wasHeard(hello)) return;
  try {
    localStorage.setItem(CLOCK_KEY, writtenClock({ at: hello.at, device: Date.now(), speed: hello.speed }));
  } catch {
    // Storage is blocked: after a restart without network the device's own clock is all there is.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(CLOCK_KEY);
  } catch {
    return null;
  }
}

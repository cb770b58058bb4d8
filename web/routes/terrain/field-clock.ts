import { instantAt, msOf, type Instant } from '#shared/kernel/instant';
import type { FirstFrame } from '#shared/wire/down';
import type { Hello } from '#shared/wire/link';
import { NO_REVISION } from '#shared/view/revision';
import { WIRE_VERSION } from '#shared/wire/version';

// A phone that wakes up without network still has to write the right half-hour on a pass. What it keeps for that is how
// the product's time stood to its own clock: no fact of the field.

/** The product's time was `at` when this device's own clock said `device`, in ms. */
export type Kept = { readonly at: Instant; readonly device: number; readonly speed: number };

export const CLOCK_KEY = 'horloge';

export function writtenClock({ at, device, speed }: Kept): string {
  return `${msOf(at)} ${device} ${speed}`;
}

export function readClock(text: string | null): Kept | null {
  const [, at, device, speed] = /^(\d{13}) (\d{13}) (\d{1,4})$/.exec(text ?? '') ?? [];
  return at === undefined
    ? null
    : { at: instantAt(Number(at)), device: Number(device), speed: Number(speed) };
}

/** The product's time when the device says `device`; the device's own where nothing was ever heard. */
export function timeAt(kept: Kept | null, device: number): Instant {
  if (!kept) return instantAt(device);
  // A device set back since then must not go before what was heard.
  return instantAt(msOf(kept.at) + Math.max(0, device - kept.device) * kept.speed);
}

/** No log has it: as long as it stands in a hello, no server was heard. */
const NO_EPOCH = '0'.repeat(32);

export function wasHeard(hello: Hello): boolean {
  return hello.epoch !== NO_EPOCH;
}

/** What a page begins with that no server has spoken to: nothing held, and the time as far as the device knows it. */
export function unheardFrame(
  audience: 'outreach' | 'ratp',
  at: Instant,
  speed: number,
  simulated: boolean,
): FirstFrame {
  return {
    hello: {
      wire: WIRE_VERSION,
      epoch: NO_EPOCH,
      territory: 'inconnu',
      policy: '0'.repeat(64),
      at,
      speed,
      simulated,
    },
    changes: { audience, from: NO_REVISION, to: NO_REVISION, at, changes: [] },
  };
}

import type { Cast } from './actors/cast.ts';
import type { Coming } from './coming.ts';
import type { DemoClock } from './options.ts';

/** Real milliseconds between two looks at the clock: at 60 times, six simulated seconds. */
const TICK_MS = 100;

/** Does what is due at each look at the clock. Nothing drifts: each moment comes from the law, never from the last one. */
export function runLive(
  clock: DemoClock,
  coming: Coming,
  cast: Cast,
): { stop(): void; settled(): Promise<void> } {
  const underWay = new Set<Promise<void>>();
  let lookedAt = '';
  const timer = setInterval(() => {
    const now = clock.now();
    for (let next = coming.first; next && next.at <= now; next = coming.first) {
      coming.take();
      const done = cast.follow(next).finally(() => underWay.delete(done));
      underWay.add(done);
    }
    // A console is looked at once a simulated minute, not ten times a real second.
    const minute = now.slice(0, 16);
    if (minute === lookedAt) return;
    lookedAt = minute;
    const looked = cast.look(now).finally(() => underWay.delete(looked));
    underWay.add(looked);
  }, TICK_MS);
  return {
    stop: () => clearInterval(timer),
    settled: async () => {
      await Promise.all(underWay);
    },
  };
}

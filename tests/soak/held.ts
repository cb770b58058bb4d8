import type { CDPSession, Page } from 'playwright';

/** What a page holds once nobody holds the rest: nodes of its document, listeners, and JS heap in bytes. */
export type Held = { nodes: number; listeners: number; heap: number };
/** One look, so many simulated hours after the first. */
export type Sample = Held & { hour: number };

/** How much more of each a day may leave behind, as a share of what there is: what a criterion calls flat (W07). */
export const FLAT = { nodes: 0.05, listeners: 0.02, heap: 0.1 } as const;

/** Looks at a page as its developer's tools do, after a collection of what nobody holds. */
export async function watcherOf(page: Page): Promise<() => Promise<Held>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  return async () => {
    // A second one: what only waited for a finalizer goes with it.
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    return heldNow(session);
  };
}

async function heldNow(session: CDPSession): Promise<Held> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => {
    const metric = metrics.find((one) => one.name === name);
    if (!metric) throw new Error(`the browser tells no ${name}`);
    return metric.value;
  };
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize') };
}

/**
 * What grows of each over the last two thirds of these samples, as a share of its mean there: the slope of the line that
 * lies nearest to them, times their length. The first third may fill what is filled once.
 */
export function growthOf(samples: readonly Sample[]): Held {
  const late = samples.slice(Math.floor(samples.length / 3));
  const of = (what: keyof Held) => {
    const hours = late.map(({ hour }) => hour);
    const values = late.map((sample) => sample[what]);
    const [meanHour, mean] = [meanOf(hours), meanOf(values)];
    const spread = hours.reduce((sum, hour) => sum + (hour - meanHour) ** 2, 0);
    const together = values.reduce(
      (sum, value, index) => sum + (value - mean) * ((hours[index] ?? meanHour) - meanHour),
      0,
    );
    const length = (hours.at(-1) ?? 0) - (hours[0] ?? 0);
    return spread === 0 || mean === 0 ? 0 : ((together / spread) * length) / mean;
  };
  return { nodes: of('nodes'), listeners: of('listeners'), heap: of('heap') };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

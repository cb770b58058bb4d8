import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { instantAt, msOf, type Instant } from '#shared/kernel/instant';
import { Child } from '../bench/child.ts';
import type { Finding } from '../chaos/check.ts';
import { Ledger } from '../chaos/device.ts';
import { ProductClock, type Day } from '../chaos/product-clock.ts';
import { Random } from '../chaos/random.ts';
import { Screen, settled } from '../chaos/screen.ts';
import { startRedis } from '../support/redis-server.ts';
import { paris } from '../support/said.ts';
import { hostOf, territoryIds } from './names.ts';
import type { Cost, Held, Listening, NodeOrders, Question } from './node.ts';
import { accepted, checkAll, type Served } from './own.ts';
import { Tablet } from './tablet.ts';

export type LoadOptions = {
  readonly territories: number;
  /** Real time of the load, and how often each door counts one arrival. */
  readonly seconds: number;
  readonly everyMs: number;
  readonly say: (line: string) => void;
};

/** What a process took: shares of one processor before the load and during it, and what it held at the end of it. */
export type ProcessFigures = { name: string; atRest: number; loaded: number; rssMb: number };
export type LoadReport = {
  /** Until both servers listened, with every territory. */
  startSeconds: number;
  accepted: number;
  refused: number;
  resent: number;
  acceptedPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  events: number;
  screens: number;
  /** How often a screen was told to begin its view again. */
  resets: number;
  processes: ProcessFigures[];
  findings: Finding[];
};

const NAMES = ['server 1', 'server 2'];
/** At the pace of life, and no half-hour ends during a run. */
const BEGINS = paris('10:01');
const REST_MS = 5_000;

/** So many territories on two servers, each with its people, under a steady load; then everything is compared. */
export async function load({ territories, seconds, everyMs, say }: LoadOptions): Promise<LoadReport> {
  const ids = territoryIds(territories);
  const redis = await startRedis();
  const day: Day = { begins: BEGINS, beganAt: Date.now(), speed: 1 };
  const started = performance.now();
  const children = NAMES.map(
    (name) =>
      new Child(
        '../territories/node',
        JSON.stringify({ name, redis: redis.url, day, territories: ids } satisfies NodeOrders),
      ),
  );
  const served: Served[] = [];
  const tablets: Tablet[] = [];
  try {
    const ports = await Promise.all(children.map((child) => child.next<Listening>()));
    const startSeconds = (performance.now() - started) / 1_000;
    say(`both servers listen after ${startSeconds.toFixed(1)} s`);
    const urls = ports.map(({ port }) => `http://127.0.0.1:${port}`);

    const random = new Random(1);
    for (const id of ids) {
      const ledger = new Ledger();
      const screens = urls.flatMap((url) =>
        (['lead', 'wall'] as const).map((door) => new Screen({ door }, [url], random, hostOf(id))),
      );
      const tablet = new Tablet(urls, hostOf(id), ledger);
      served.push({ id, ledger, screens });
      tablets.push(tablet);
      await tablet.open();
    }
    const screens = served.flatMap((each) => each.screens);
    await settled(screens);
    say(`${screens.length} screens and ${tablets.length} tablets are there`);

    const meters = [...children.map(costOf), () => costOfRedis(redis.url), costOfThis];
    const read = async () => ({
      at: performance.now(),
      costs: await Promise.all(meters.map((meter) => meter())),
    });
    const arrived = await read();
    await pause(Math.min(REST_MS, seconds * 1_000));
    const before = await read();
    const until = Date.now() + seconds * 1_000;
    const acceptedBefore = sum(served, ({ ledger }) => accepted(ledger));
    await Promise.all(
      tablets.map((tablet, index) =>
        tablet.count({ firstMs: (index / tablets.length) * everyMs, everyMs, until }),
      ),
    );
    const after = await read();
    say('every arrival is answered');

    const standAt = instantAt(msOf(new ProductClock(day).now()) + 60_000);
    const held = await level(children, standAt);
    await settled(screens);
    const { findings, events } = await checkAll(redis.url, served, held);

    const answers = tablets.flatMap(({ answeredIn }) => answeredIn).sort((one, other) => one - other);
    const all = sum(served, ({ ledger }) => accepted(ledger));
    return {
      startSeconds,
      accepted: all,
      refused: sum(served, ({ ledger }) => ledger.answered.size) - all,
      resent: sum(served, ({ ledger }) => ledger.resent),
      acceptedPerSecond: (all - acceptedBefore) / ((after.at - before.at) / 1_000),
      p50Ms: quantile(answers, 0.5),
      p99Ms: quantile(answers, 0.99),
      maxMs: quantile(answers, 1),
      events,
      screens: screens.length,
      resets: sum(screens, ({ resets }) => sum([...resets.values()], (times) => times)),
      processes: [...NAMES, 'redis', 'this load'].map((name, index) => {
        const of = (from: typeof before, to: typeof before) =>
          ((to.costs[index]?.cpuMs ?? 0) - (from.costs[index]?.cpuMs ?? 0)) / (to.at - from.at);
        return {
          name,
          atRest: of(arrived, before),
          loaded: of(before, after),
          rssMb: (after.costs[index]?.rss ?? 0) / 1_048_576,
        };
      }),
      findings,
    };
  } finally {
    for (const { screens } of served) for (const screen of screens) screen.close();
    for (const tablet of tablets) tablet.close();
    for (const child of children) await child.stop();
    await redis.remove();
  }
}

/** What both servers hold, once they have stood at this moment and neither had anything left to do. */
async function level(children: readonly Child[], standAt: Instant) {
  let before = '';
  for (;;) {
    const held = await Promise.all(
      children.map((child) => child.ask<Held>({ tell: 'held', standAt } satisfies Question)),
    );
    const now = JSON.stringify(held.map(({ worlds }) => worlds));
    if (now === before) return held.map((each, index) => ({ ...each, name: NAMES[index] ?? '' }));
    before = now;
  }
}

function costOf(child: Child): () => Promise<Cost> {
  return () => child.ask<Cost>({ tell: 'cost' } satisfies Question);
}

async function costOfRedis(url: string): Promise<Cost> {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  try {
    const told = await client.info();
    const value = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(told)?.[1]);
    return {
      cpuMs: (value('used_cpu_user') + value('used_cpu_sys')) * 1_000,
      rss: value('used_memory_rss'),
    };
  } finally {
    client.destroy();
  }
}

function costOfThis(): Promise<Cost> {
  const { user, system } = process.cpuUsage();
  return Promise.resolve({ cpuMs: (user + system) / 1_000, rss: process.memoryUsage.rss() });
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}

/** @param sorted in rising order */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

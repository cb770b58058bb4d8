import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { openRedisLog } from '#server/log/redis/redis-log';
import { Late, within } from '#server/log/redis/within';
import { randomIds } from '#server/ports/ids';
import { instantAt, msOf } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import type { Command, Door } from '#shared/wire/up';
import { startRedis } from '../support/redis-server.ts';
import { arrival, departure, paris, pass, request, space, station, team, zone } from '../support/said.ts';
import { territory } from '../support/served-app.ts';
import { check, type Finding } from './check.ts';
import { Device, Ledger } from './device.ts';
import { FAULT_NAMES, FAULTS, type FaultName } from './faults.ts';
import { NodeProcess } from './node-process.ts';
import { plantInAppend, type Bug } from './planted.ts';
import { ProductClock, type Day } from './product-clock.ts';
import { Random } from './random.ts';
import { Screen, settled } from './screen.ts';
import { TwinDoors } from './twin-doors.ts';

export type ChaosOptions = {
  readonly seed: number;
  /** Real time under faults. */
  readonly seconds: number;
  readonly nodes: number;
  readonly bug: Bug | null;
  /** What may be done to it; anything unless given. */
  readonly only?: readonly FaultName[];
  readonly say: (line: string) => void;
};

export type ChaosReport = {
  readonly faults: ReadonlyMap<string, number>;
  readonly ledger: Ledger;
  readonly screens: readonly Screen[];
  readonly position: number;
  readonly findings: readonly Finding[];
  /** Failures of ours that servers told, by their first line. */
  readonly told: ReadonlyMap<string, number>;
};

/** A minute of the product in a real second: windows close, areas are sealed, hours are erased while all this goes on. */
const SPEED = 60;
const BEGINS = paris('10:00');
/** No two clocks are the same: two seconds apart at most in real time, so two servers decide on a slot's edge differently. */
const CLOCKS_ARE_WRONG_MS = SPEED * 1_000;
/** How long everything may take to be whole again, once nothing is broken any more. */
const HEAL_MS = 90_000;
/** Before the first fault: two servers that are well are where deliveries cross most. */
const QUIET_MS = 15_000;
/** On a machine that is busy with other work that time is longer, until two doors have met so often for each second of the run. */
const MEETINGS = { aSecond: 2, most: 120, withinMs: 60_000 };
const WHOLE = 'once nothing is broken, everything is whole again within 90 s';
const FAR_CLOCK =
  'while the clock of a server is far out it takes nobody and decides nothing, and it comes back by itself';
const SPACES = ['ER-1', 'ER-2'];
/** The one whose doors count the same departure at the same moment, again and again. */
const TWIN_SPACE = 'ER-3';
const TEAMS = ['T1', 'T2', 'T3'];

/** A deployment under faults, then left in peace, then compared with what its log says. */
export async function chaos({
  seed,
  seconds,
  nodes: count,
  bug,
  only,
  say,
}: ChaosOptions): Promise<ChaosReport> {
  const random = new Random(seed);
  // A limit that is never met: the fault that fills the disk lowers it.
  const redis = await startRedis({ fileLimitKb: 100_000_000 });
  const day: Day = { begins: BEGINS, beganAt: Date.now(), speed: SPEED };
  const told = new Map<string, number>();
  const onFault = (cause: string) => {
    const line = cause.split('\n').slice(0, 3).join(' ');
    told.set(line, (told.get(line) ?? 0) + 1);
  };
  const nodes = Array.from(
    { length: count },
    (_, index) =>
      new NodeProcess(
        `server ${index + 1}`,
        redis.port,
        {
          day,
          skewMs: Math.round(random.between(-CLOCKS_ARE_WRONG_MS, CLOCKS_ARE_WRONG_MS)),
          bug: bug === 'catch-up' && index === 0 ? bug : null,
        },
        onFault,
      ),
  );
  const ledger = new Ledger();
  let screens: Screen[] = [];
  const faults = new Map<string, number>();
  const farClocks: string[] = [];
  const report = (findings: readonly Finding[], position = 0): ChaosReport => ({
    faults,
    ledger,
    screens,
    position,
    findings,
    told,
  });
  try {
    if (bug !== null && bug !== 'catch-up') await plantInAppend(redis.url, bug);
    for (const node of nodes) await node.begin();
    const urls = nodes.map(({ clients }) => `http://127.0.0.1:${clients.port}`);
    const twins = new TwinDoors({ space: TWIN_SPACE, random, ledger, nodes: urls });
    const devices = [...devicesOf(urls, random, ledger, new ProductClock(day)), twins];
    const work = Promise.all(devices.map((device) => device.work()));
    const doors: Door[] = [
      { door: 'lead' },
      { door: 'lead' },
      { door: 'wall' },
      { door: 'hospital' },
      { door: 'coordination' },
      { door: 'mobile' },
    ];
    screens = doors.map((door) => new Screen(door, urls, random));
    const moving = setInterval(() => random.oneOf(screens).move(), 700);

    const quietMs = Math.min(QUIET_MS, (seconds * 1_000) / 2);
    await pause(quietMs);
    const late = Date.now() + MEETINGS.withinMs;
    const wanted = Math.min(MEETINGS.most, MEETINGS.aSecond * seconds);
    while (twins.meetings < wanted && Date.now() < late) await pause(100);
    say(`the two doors have met ${twins.meetings} times`);
    const until = Date.now() + seconds * 1_000 - quietMs;
    const stage = {
      redis,
      nodes,
      random,
      tellRedis: (...command: string[]) => tellRedis(redis.url, command),
      speed: SPEED,
      farClocks,
    };
    const names = only ?? FAULT_NAMES;
    while (Date.now() < until) {
      const name = random.oneOf(names);
      faults.set(name, (faults.get(name) ?? 0) + 1);
      say(`${((seconds * 1_000 - (until - Date.now())) / 1_000).toFixed(0)} s: ${name}`);
      await FAULTS[name](stage);
      await pause(random.between(200, 2_500));
    }

    clearInterval(moving);
    for (const device of devices) device.finish();
    await within(HEAL_MS, work, 'what devices wrote was not answered');
    say('every device has its answers');
    // Otherwise the day goes on while it is compared.
    const end = instantAt(msOf(new ProductClock(day).now()) + 60_000);
    for (const node of nodes) node.standAt(end);
    const reports = await within(HEAL_MS, level(nodes, say), 'the servers are not at one position');
    const log = await openRedisLog({
      client: redis.url,
      territory: territory.id,
      newEpoch: () => randomIds.epoch(),
    });
    try {
      await settled(screens);
      const findings = await check(log, ledger, reports, screens);
      return report(
        [{ rule: WHOLE, found: [] }, ...findings, { rule: FAR_CLOCK, found: farClocks }],
        reports[0]?.position,
      );
    } finally {
      await log.close();
    }
  } catch (cause) {
    // What is still under way cannot be compared.
    if (cause instanceof Late)
      return report([{ rule: WHOLE, found: [cause.message, ...ledger.open.values()] }]);
    for (const [line, times] of told) say(`${times} x ${line}`);
    throw cause;
  } finally {
    for (const screen of screens) screen.close();
    for (const node of nodes) await node.end();
    await redis.remove();
  }
}

/** The posts of a small evening: two doors with two tablets each, which seldom let many in, and three teams on tour. */
function devicesOf(nodes: readonly string[], random: Random, ledger: Ledger, clock: ProductClock): Device[] {
  const device = (door: Door, everyMs: number, next: () => Command) =>
    new Device({ door, random, ledger, nodes, next, everyMs });
  const doors = [...SPACES, ...SPACES].map((id) => {
    let taps = 0;
    return device({ door: 'restspace', space: space(id) }, 200, () => {
      taps += 1;
      if (taps % 200 === 1) return { type: 'OpenRestSpace', space: space(id), regime: 'jour' };
      // The last one inside often leaves by both doors at once.
      return random.isLess(0.45) ? arrival(id) : departure(id);
    });
  });
  const zones = territory.surface.zones.map(({ id }) => zone(id));
  const stations = territory.underground.stations.map(({ id }) => station(id));
  const phones = TEAMS.map((id) => {
    let taps = 0;
    return device({ door: 'outreach', team: team(id) }, 400, () => {
      taps += 1;
      if (taps % 30 === 1) return { type: 'OpenMaraude', level: 'mixte' };
      if (random.isLess(0.1)) return request(clock.now());
      return pass(random.oneOf([...zones, ...stations]), slotOf(clock.now()));
    });
  });
  return [...doors, ...phones];
}

async function tellRedis(url: string, command: string[]): Promise<void> {
  const client = createClient({ url, socket: { connectTimeout: 1_000, reconnectStrategy: false } });
  client.on('error', () => {});
  await client.connect();
  await client.sendCommand(command);
  client.destroy();
}

async function level(nodes: readonly NodeProcess[], say: (line: string) => void) {
  for (;;) {
    const reports = await Promise.all(
      nodes.map(async (node) => ({ name: node.name, ...(await node.report()) })),
    );
    if (new Set(reports.map(({ position }) => position)).size === 1) {
      const again = await Promise.all(nodes.map((node) => node.report()));
      if (again.every(({ position }) => position === reports[0]?.position)) return reports;
    }
    say(reports.map(({ name, position }) => `${name} is at ${position}`).join(', '));
    await pause(2_000);
  }
}

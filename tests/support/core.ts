import { rmSync } from 'node:fs';
import { catchUp } from '#server/commands/catch-up';
import { Turns, type TurnPorts } from '#server/commands/turns';
import { dispatchStream } from '#server/commands/aggregates';
import type { DurableCommand } from '#server/commands/decide';
import type { AlarmKey } from '#shared/domain/alarm/commands';
import { SNAPSHOT_FORMAT, World } from '#server/commands/world';
import { openEmbeddedLog } from '#server/log/embedded';
import type { EventLog } from '#server/log/event-log';
import { stateHash } from '#server/log/snapshot';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import type { LogLine } from '#server/ports/logger';
import type { StationClosures } from '#shared/domain/station-closure/events';
import type { CommandId, FilingPost } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { Entity } from '#shared/view/entity';
import type { Ack } from '#shared/wire/ack';
import { newFolder, policy, territory } from './served-app.ts';

/** The server without its sockets: commands and time go in, the log is kept, the two views can be read. */
export type Core = {
  readonly world: World;
  readonly log: EventLog;
  readonly clock: SettableClock;
  readonly folder: string;
  readonly lines: LogLine[];
  /** Moves time to this moment, in one turn. */
  at(instant: Instant): Promise<void>;
  /** Moves time minute by minute, a turn each. */
  minuteByMinute(until: Instant): Promise<void>;
  send(command: DurableCommand, id?: CommandId, filedBy?: FilingPost): Promise<Ack>;
  /** What the operator's feed says, kept in a turn. */
  tellClosures(closures: StationClosures): Promise<void>;
  wall(key: string): Entity | undefined;
  lead(key: string): Entity | undefined;
  stop(options?: { keepFolder: boolean }): Promise<void>;
};

type CoreOptions = {
  start: Instant;
  folder?: string;
  /** Stands between the server and its log, to make it fail or to write beside it. */
  through?: (log: EventLog) => EventLog;
  /** A log that another server writes too. */
  shared?: EventLog;
} & Partial<Pick<TurnPorts, 'ids' | 'onCommitted'>>;

export async function openCore(options: CoreOptions): Promise<Core> {
  const { start, folder = newFolder(), through = (log) => log } = options;
  const log = options.shared ?? through(openEmbeddedLog({ folder, newEpoch: () => randomIds.epoch() }));
  const world = new World(territory, policy.policy);
  const snapshot = await log.loadSnapshot(SNAPSHOT_FORMAT);
  if (snapshot) world.restore(snapshot.position, snapshot.body);
  await catchUp(log, world);
  const clock = new SettableClock(start);
  const lines: LogLine[] = [];
  const turns = new Turns({
    log,
    world,
    clock,
    ids: options.ids ?? randomIds,
    logger: (line) => lines.push(line),
    policyHash: policy.hash,
    // Alerts call as they do beside sockets; what else calls is made of memory, which is not here.
    raised: () =>
      new Map(
        [...world.state(dispatchStream).alerts].map(([team, { raisedAt: since }]) => [
          `A1:${team}` as AlarmKey,
          { priority: 'P1', since, overAt: null },
        ]),
      ),
    onCommitted: options.onCommitted ?? (() => {}),
  });
  await turns.run();
  const at = async (instant: Instant) => {
    clock.set(instant);
    await turns.run();
  };
  return {
    world,
    log,
    clock,
    folder,
    lines,
    at,
    minuteByMinute: async (until) => {
      for (let next = plus(clock.now(), MINUTE); next <= until; next = plus(next, MINUTE)) await at(next);
    },
    send: (command, id = randomIds.command(), filedBy = 'hospital') => turns.submit(id, command, filedBy),
    tellClosures: (closures) => {
      turns.tellClosures(closures);
      return turns.run();
    },
    wall: (key) => world.wall.value(key),
    lead: (key) => world.lead.value(key),
    stop: async ({ keepFolder } = { keepFolder: false }) => {
      await turns.close();
      if (!options.shared) await log.close();
      if (!keepFolder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The hash of everything a world holds. */
export function hashOf(world: World): string {
  return stateHash(JSON.parse(world.save()));
}

/** A world folded from the first event of this log, without its snapshot. */
export async function replayed(log: EventLog): Promise<World> {
  const world = new World(territory, policy.policy);
  await catchUp(log, world);
  return world;
}

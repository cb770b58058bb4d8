import { restSpaceStream } from '#server/commands/aggregates';
import { openRedisLog } from '#server/log/redis/redis-log';
import type { EventLog } from '#server/log/event-log';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import type { CommandId } from '#shared/kernel/ids';
import { plus } from '#shared/kernel/instant';
import type { Command, Door } from '#shared/wire/up';
import { connect, type Client } from '../support/client.ts';
import { hashOf } from '../support/core.ts';
import { startRedis } from '../support/redis-server.ts';
import { arrival, departure, paris, pass, slotAt, space, team, zone } from '../support/said.ts';
import { newFolder, serveApp, territory, type Served } from '../support/served-app.ts';
import { check, type Finding } from './check.ts';
import { Ledger, type Written } from './device.ts';
import { forgetful, plantInAppend, type Bug } from './planted.ts';

const DOOR: Door = { door: 'restspace', space: space('ER-1') };
const PHONE: Door = { door: 'outreach', team: team('T1') };
const PATIENCE_MS = 30_000;
/** The edge of a half-hour: a clock that is a second slow is still in the one before. */
const EDGE = paris('11:00');

/**
 * The deliveries that a run leaves to chance, each made on purpose: what one server decided reaches the log after what
 * another one kept, and commands come to both. Gives what the check finds then.
 */
export async function crossings(bug: Bug | null): Promise<Finding[]> {
  const redis = await startRedis();
  const ledger = new Ledger();
  const ends: (() => Promise<unknown> | void)[] = [() => redis.remove()];
  try {
    if (bug !== null && bug !== 'catch-up') await plantInAppend(redis.url, bug);
    const serve = async (name: string, clock: SettableClock, through: (log: EventLog) => EventLog) => {
      const log = through(await openLog(redis.url));
      const served = await serveApp(EDGE, newFolder(), { log, clock, node: name });
      ends.unshift(() => served.stop());
      const link = async (door: Door) => {
        const client = await connect(served.url, door);
        ends.unshift(() => client.close());
        return client;
      };
      return { name, served, door: await link(DOOR), phone: await link(PHONE) };
    };
    const late = new LateAppends();
    const slow = await serve('slow', new SettableClock(plus(EDGE, -1_000)), (log) => log);
    const behind = await serve('behind', new SettableClock(EDGE), (log) =>
      late.before(bug === 'catch-up' ? forgetful(log) : log),
    );
    const say = async (client: Client, command: Command, id: CommandId = randomIds.command()) => {
      const written: Written = { id, command };
      let ack = await client.send(command, id);
      // A busy machine may keep a server from its storage for a moment.
      while (ack.outcome === 'later') ack = await client.send(command, id);
      if (ack.outcome !== 'accepted' && ack.outcome !== 'refused')
        throw new Error(`${command.type} was answered ${JSON.stringify(ack)}`);
      ledger.keep(written, ack);
    };
    const level = () => Promise.all([slow, behind].map(({ served }) => served.app.caughtUp()));
    /** `first` is kept after these were decided on the server that is behind, and before they are. */
    const overtake = async (
      these: readonly (readonly [Client, Command, CommandId])[],
      first: () => Promise<void>,
    ) => {
      await level();
      const [one] = these;
      if (!one) return;
      const held = late.hold(one[2]);
      const said = Promise.all(these.map(([client, command, id]) => say(client, command, id)));
      await Promise.race([held.decided, said]);
      await first();
      held.letGo();
      await said;
    };
    const id = () => randomIds.command();

    await say(slow.door, { type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
    await say(slow.phone, { type: 'OpenMaraude', level: 'mixte' });
    await level();

    // It comes again once it is answered, to the other server.
    const again = id();
    await say(slow.door, arrival('ER-1'), again);
    await level();
    await say(behind.door, arrival('ER-1'), again);

    // It comes to both at once.
    const twice = id();
    await overtake([[behind.door, arrival('ER-1'), twice]], () => say(slow.door, arrival('ER-1'), twice));

    // The same, and they do not agree: of this half-hour one of them knows nothing yet.
    const disputed = id();
    const here = pass(zone('z-ourcq'), slotAt('11:00'));
    await overtake([[behind.phone, here, disputed]], () => say(slow.phone, here, disputed));

    // Everybody leaves; then the last one leaves by two doors.
    await emptied(slow.served, () => say(slow.door, departure('ER-1')));
    await say(slow.door, arrival('ER-1'));
    await overtake([[behind.door, departure('ER-1'), id()]], () => say(slow.door, departure('ER-1')));

    // Several of one group stand on each other: where the first is overtaken, so are they.
    await emptied(slow.served, () => say(slow.door, departure('ER-1')));
    await say(slow.door, arrival('ER-1'));
    await overtake(
      [
        [behind.door, arrival('ER-1'), id()],
        [behind.door, departure('ER-1'), id()],
        [behind.door, departure('ER-1'), id()],
      ],
      () => say(slow.door, departure('ER-1')),
    );

    // Pages of several records.
    for (let page = 0; page < 6; page += 1) {
      await Promise.all([arrival('ER-1'), arrival('ER-1')].map((each) => say(slow.door, each)));
      await level();
    }

    const log = await openLog(redis.url);
    ends.unshift(() => log.close());
    const reports = [slow, behind].map(({ name, served: { app } }) => ({
      name,
      position: app.world.position,
      hash: hashOf(app.world),
    }));
    return await check(log, ledger, reports, []);
  } finally {
    for (const end of ends) await end();
  }
}

function openLog(url: string): Promise<EventLog> {
  return openRedisLog({
    client: url,
    territory: territory.id,
    newEpoch: () => randomIds.epoch(),
    answerWithinMs: PATIENCE_MS,
    openWithinMs: PATIENCE_MS,
  });
}

async function emptied({ app }: Served, leave: () => Promise<void>): Promise<void> {
  const present = () => {
    const state = app.world.state(restSpaceStream(space('ER-1')));
    return state.kind === 'ouvert' ? state.present : 0;
  };
  while (present() > 0) await leave();
}

/** Stands between a server and its log: what it has decided waits there, and others go first. */
class LateAppends {
  readonly #held = new Map<string, { decided: () => void; go: Promise<void> }>();

  before(log: EventLog): EventLog {
    return new Proxy(log, {
      get: (target, name) => {
        if (name === 'follow') return () => () => {};
        if (name === 'appendGroup')
          return async (group: Parameters<EventLog['appendGroup']>[0]) => {
            for (const { commandId } of group) {
              const held = this.#held.get(commandId);
              if (!held) continue;
              this.#held.delete(commandId);
              held.decided();
              await held.go;
            }
            return target.appendGroup(group);
          };
        const part = Reflect.get(target, name, target) as unknown;
        return typeof part === 'function' ? (part.bind(target) as unknown) : part;
      },
    });
  }

  hold(commandId: CommandId): { decided: Promise<void>; letGo: () => void } {
    const decided = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    this.#held.set(commandId, { decided: decided.resolve, go: go.promise });
    return { decided: decided.promise, letGo: go.resolve };
  }
}

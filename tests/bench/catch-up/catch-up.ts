import type { DurableCommand } from '#server/commands/decide';
import { Turns } from '#server/commands/turns';
import { World } from '#server/commands/world';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import { silentLogger } from '#server/ports/logger';
import { Released } from '#server/release/released';
import { releaseView } from '#server/release/release';
import { plus, SECOND, type Instant } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import { NO_REVISION, type Revision } from '#shared/view/revision';
import { policy, territory } from '../../support/served-app.ts';
import { type Figure, figureOfOne } from '../log/figure.ts';
import { inFolder, openLog } from '../log/workload.ts';

const MISSED = [10, 100, 1_000];
const BEGINS_AT = '2026-11-21T08:01:00.000Z' as Instant;
/** Passes told before anything is missed, in other places than what is missed: a quiet day, and twenty times that. */
const STATES = [200, 4_000];
/** Every fourth place is where something is missed. */
const SHARE = 4;
const ENVELOPE = 2_048;

const ALL = [
  ...territory.surface.zones.map(({ id }) => ({ kind: 'zone', id }) as const),
  ...territory.underground.stations.map(({ id }) => ({ kind: 'station', id }) as const),
];
const PLACES = {
  before: ALL.filter((_, index) => index % SHARE !== 0),
  missed: ALL.filter((_, index) => index % SHARE === 0),
};

type Caught = { missed: number; bytes: number; told: number; firstLoad: number };

/**
 * R3: a lead comes back after so many changes. Its one frame is set beside the frames that it missed: together they bound it from above. Exact, in one process: no socket adds to it.
 */
export async function run(): Promise<Figure[]> {
  const [small = [], large = []] = [await caughtUp(STATES[0] ?? 0), await caughtUp(STATES[1] ?? 0)];
  const bytes = (value: number) => `${value.toFixed(0)} B`;
  return [
    ...small.map(({ missed, bytes: product, told }) =>
      figureOfOne(
        `R3 catch-up bytes, ${missed} missed, beside the changes told`,
        '<= 1.25',
        { product: Math.max(0, product - ENVELOPE), anchor: told },
        bytes,
        `exact; ${product} B less 2 KB`,
      ),
    ),
    ...small.map(({ missed, bytes: product, firstLoad }) =>
      figureOfOne(
        `R3 ${missed} missed, beside a first load`,
        '<= 1',
        { product, anchor: firstLoad },
        bytes,
        'exact',
      ),
    ),
    ...small.map(({ missed, bytes: anchor }, index) =>
      figureOfOne(
        `R3 ${missed} missed, after ${STATES[1]} passes elsewhere, of ${STATES[0]}`,
        '<= 1.05',
        { product: large[index]?.bytes ?? NaN, anchor },
        bytes,
        'exact',
      ),
    ),
  ];
}

function caughtUp(state: number): Promise<Caught[]> {
  return inFolder(async (folder) => {
    const log = openLog(folder);
    const world = new World(territory, policy.policy);
    const clock = new SettableClock(BEGINS_AT);
    const turns = new Turns({
      log,
      world,
      clock,
      ids: randomIds,
      logger: silentLogger,
      policyHash: policy.hash,
      onCommitted: () => {},
    });
    let passes = 0;
    const pass = async (when: keyof typeof PLACES) => {
      const place = PLACES[when][passes % PLACES[when].length];
      if (!place) throw new Error('the territory has no place');
      passes += 1;
      // One change of one place for each: the moment moves, and so does what is said of it.
      clock.set(plus(clock.now(), SECOND / 10));
      const command = {
        type: 'DeclarePass',
        place,
        slot: slotOf(clock.now()),
        people: '5-9',
        needs: [],
      } satisfies DurableCommand;
      const ack = await turns.submit(randomIds.command(), command, 'hospital');
      if (ack.outcome !== 'accepted') throw new Error(`a pass was ${ack.outcome}`);
    };
    const view = () => world.views.of('lead');
    const frame = (since: Revision) =>
      JSON.stringify(Released.open(releaseView(world.views, 'lead', since, clock.now()))).length;
    await turns.run();
    while (passes < state) await pass('before');
    const caught: Caught[] = [];
    for (const missed of MISSED) {
      const since = view().revision;
      let told = 0;
      while (view().revision - since < missed) {
        const before = view().revision;
        await pass('missed');
        const changes = view().changesSince(before);
        told += JSON.stringify(changes).length;
      }
      caught.push({ missed, bytes: frame(since), told, firstLoad: frame(NO_REVISION) });
    }
    await turns.close();
    await log.close();
    return caught;
  });
}

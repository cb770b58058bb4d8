import type { BedId, RestSpaceId } from '#shared/kernel/ids';
import { msOf, plus, type Instant } from '#shared/kernel/instant';
import { slotOf } from '#shared/kernel/slot';
import type { Command, Door } from '#shared/wire/up';
import { seededRandom } from '../contract/append-plan.ts';
import { connect, type Client } from '../support/client.ts';
import { arrival, departure, pass, request, space, team, zone } from '../support/said.ts';

/** Two servers or more, whatever they stand on. */
export type Servers = {
  readonly urls: readonly string[];
  now(): Instant;
  /** Moves the time of all at once; resolves once all are level. */
  at(instant: Instant): Promise<void>;
  /** Resolves once every server has folded what any of them kept. */
  level(): Promise<void>;
};

export type RoamOptions = { seed: number; moves: number };
export type RoamReport = {
  readonly moves: number;
  /** Moves during which something was being kept. */
  readonly movesUnderFire: number;
  readonly commands: number;
  readonly accepted: number;
  readonly refused: number;
  readonly frames: number;
  readonly changes: number;
  readonly minutes: number;
};

const SPACES = ['ER-1', 'ER-2', 'ER-3'];
const TEAMS = ['T1', 'T2', 'T3'];
const ZONES = ['z-ourcq', 'z-bercy', 'z-stalingrad'];
const BEDS = ['lit-1', 'lit-2', 'lit-3', 'lit-4'];
const WATCHERS: readonly Door[] = [
  { door: 'lead' },
  { door: 'wall' },
  { door: 'hospital' },
  { door: 'coordination' },
  { door: 'mobile' },
  { door: 'ratp' },
  { door: 'outreach', team: team('T1') },
  { door: 'restspace', space: space('ER-1') },
];

/**
 * One client of each audience goes from server to server at random moments, while people act on all of them and time
 * passes. A client that misses a change, is told one twice, or has to start again, fails it; so does one that does not hold
 * in the end what a new client of any server holds.
 * @throws Error that says what was seen
 */
export async function roam(servers: Servers, { seed, moves }: RoamOptions): Promise<RoamReport> {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const any = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const began = servers.now();
  let [commands, accepted, refused, frames, changes, movesUnderFire] = [0, 0, 0, 0, 0, 0];

  // Whoever acts has a link to each server, and uses any.
  const links = new Map<string, Client[]>();
  for (const door of [
    ...SPACES.map((id): Door => ({ door: 'restspace', space: space(id) })),
    ...TEAMS.map((id): Door => ({ door: 'outreach', team: team(id) })),
    { door: 'hospital' } as const,
  ])
    links.set(nameOf(door), await Promise.all(servers.urls.map((url) => connect(url, door))));
  async function say(door: Door, command: Command): Promise<void> {
    const ack = await any(links.get(nameOf(door)) ?? []).send(command);
    commands += 1;
    if (ack.outcome === 'accepted' || ack.outcome === 'volatile') accepted += 1;
    else if (ack.outcome === 'refused') refused += 1;
    else throw new Error(`answered ${JSON.stringify(ack)}`);
  }
  const speak: (() => Promise<void>)[] = [
    () => at(any(SPACES), (id) => arrival(id)),
    () => at(any(SPACES), (id) => departure(id)),
    () => at(any(SPACES), (id) => ({ type: 'ConfirmRestSpace', space: space(id) })),
    () =>
      say(
        { door: 'outreach', team: team(any(TEAMS)) },
        pass(zone(any(ZONES)), slotOf(servers.now()), any(['0-4', '5-9'] as const)),
      ),
    () => say({ door: 'hospital' }, any(bedCommands(any(BEDS) as BedId))),
    () => say({ door: 'hospital' }, request(servers.now())),
  ];
  const at = (id: string, command: (id: string) => Command) =>
    say({ door: 'restspace', space: id as RestSpaceId }, command(id));
  for (const id of SPACES) await at(id, () => ({ type: 'OpenRestSpace', space: space(id), regime: 'jour' }));
  for (const id of TEAMS)
    await say({ door: 'outreach', team: team(id) }, { type: 'OpenMaraude', level: 'mixte' });
  for (const id of BEDS)
    await say({ door: 'hospital' }, { type: 'InstallBed', bed: id as BedId, surge: false });

  const roamers = await Promise.all(
    WATCHERS.map(async (door) => {
      const node = below(servers.urls.length);
      const client = await connect(servers.urls[node] ?? '', door);
      await hydrated(client);
      return { door, node, client, isFirst: true };
    }),
  );

  for (let done = 0; done < moves; done += 1) {
    if (below(4) === 0) await servers.at(plus(servers.now(), below(11) * 60_000 + below(60_000)));
    // Under way while a client moves: none of it is waited for.
    let isUnderWay = true;
    const underWay = Promise.all(Array.from({ length: below(6) }, () => any(speak)())).then(() => {
      isUnderWay = false;
    });
    if (below(2) === 0) await new Promise((resolve) => setImmediate(resolve));
    const roamer = any(roamers);
    const { held, epoch } = roamer.client;
    const from = roamer.client;
    from.close();
    if (isUnderWay) movesUnderFire += 1;
    count(from, roamer.isFirst);
    roamer.node = (roamer.node + 1 + below(servers.urls.length - 1)) % servers.urls.length;
    const since = { epoch, revision: held.revision };
    roamer.client = await connect(servers.urls[roamer.node] ?? '', roamer.door, { since, held });
    roamer.isFirst = false;
    await underWay;
  }

  await servers.level();
  for (const { door, client, isFirst } of roamers) {
    for (const url of servers.urls) {
      const fresh = await connect(url, door);
      await hydrated(fresh);
      while (client.held.revision < fresh.held.revision) await client.next('view:changes');
      const isSame = sorted(client) === sorted(fresh);
      fresh.close();
      if (!isSame) throw new Error(`${nameOf(door)} does not hold what a new one holds at ${url}`);
    }
    count(client, isFirst);
    client.close();
  }
  for (const each of [...links.values()].flat()) each.close();

  return {
    moves,
    movesUnderFire,
    commands,
    accepted,
    refused,
    frames,
    changes,
    minutes: Math.round((msOf(servers.now()) - msOf(began)) / 60_000),
  };

  /** Everything that came on one link: each frame goes on exactly where the one before stopped. */
  function count(client: Client, isFirst: boolean): void {
    let expected: number | null = null;
    for (const { name, body } of client.frames) {
      if (name === 'view:reset' && !isFirst) throw new Error(`had to start again: ${JSON.stringify(body)}`);
      if (name !== 'view:changes') continue;
      frames += 1;
      const { from, to, changes: told } = body;
      expected ??= isFirst ? from : client.begun;
      if (from !== expected) throw new Error(`a frame from ${from} after ${expected}`);
      if (told.some(({ rev }) => rev <= from || rev > to))
        throw new Error('a change that is not of its frame');
      changes += told.length;
      expected = to;
    }
  }
}

async function hydrated(client: Client): Promise<void> {
  if (!client.frames.some(({ name }) => name === 'view:changes')) await client.next('view:changes');
}

function sorted(client: Client): string {
  const values = [...client.held.entities].map(([key, { value }]) => [key, value] as const);
  return JSON.stringify(values.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nameOf(door: Door): string {
  return JSON.stringify(door);
}

function bedCommands(bed: BedId): Command[] {
  return [
    { type: 'CloseBed', bed, reason: 'effectif', reopensAt: null },
    { type: 'ReopenBed', bed },
    { type: 'ConfirmWard' },
  ];
}

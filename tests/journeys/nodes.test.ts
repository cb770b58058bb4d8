import { afterEach, describe, expect, test } from 'vitest';
import { demoHolders } from '#server/accounts/holder';
import { SettableClock } from '#server/ports/clock';
import { randomIds } from '#server/ports/ids';
import type { Ack } from '#shared/wire/ack';
import { WIRE_VERSION } from '#shared/wire/version';
import { roam } from '../nodes/roam.ts';
import { serveCluster, type Cluster, type ClusterOptions } from '../nodes/cluster.ts';
import { connect, onTour, refusalOf, type Client } from '../support/client.ts';
import { hashOf, replayed } from '../support/core.ts';
import { MemoryHub } from '../support/memory-hub.ts';
import { arrival, departure, paris, pass, slotAt, space, station, team, zone } from '../support/said.ts';
import { newFolder, serveApp } from '../support/served-app.ts';
import { UNHINDERED } from '../support/unhindered.ts';

const clients: Client[] = [];
let cluster: Cluster;
async function clusterAt(hour: string, options: ClusterOptions = {}): Promise<Cluster> {
  cluster = await serveCluster(paris(hour), { more: () => ({ limits: UNHINDERED }), ...options });
  return cluster;
}
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await cluster.stop();
});
const keep = (client: Client) => (clients.push(client), client);
const url = (node: number) => cluster.nodes[node]?.url ?? '';
const ER1 = { space: space('ER-1') };

describe('a client that goes from server to server', () => {
  test.each([1, 2, 3])(
    '[NOD-1] misses no change, is told none twice and never starts again (seed %i)',
    async (seed) => {
      await clusterAt('06:31', { wakeAfterMs: 2 });
      const report = await roam(
        {
          urls: cluster.nodes.map((node) => node.url),
          now: () => cluster.clock.now(),
          at: (instant) => cluster.at(instant),
          level: () => cluster.level(),
        },
        { seed, moves: 30 },
      );
      expect(report.changes).toBeGreaterThan(100);
      for (const { lines } of cluster.nodes) expect(lines.filter(({ kind }) => kind === 'fault')).toEqual([]);
    },
  );

  test('[NOD-1] goes on on a server that had not heard yet of what it holds', async () => {
    // The second server is never woken: it learns of the first one's facts when a client comes that knows them.
    await clusterAt('17:01', { wakeAfterMs: 3_600_000 });
    const tablet = keep(await connect(url(0), { door: 'restspace', ...ER1 }));
    const lead = keep(await connect(url(0), { door: 'lead' }));
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    await lead.next('view:changes', ({ changes }) => changes.some(({ key }) => key === 'rest-space:ER-1'));
    const { held, epoch } = lead;
    lead.close();
    const moved = keep(
      await connect(url(1), { door: 'lead' }, { since: { epoch, revision: held.revision }, held }),
    );
    expect(moved.frames.map(({ name }) => name)).toEqual(['hello', 'view:changes', 'view:beat']);
    expect(moved.held).toEqual(held);
  });

  test('[NOD-4] gets the answer of the server that was asked first, and nothing is done twice', async () => {
    await clusterAt('17:01');
    const [here, there] = [
      keep(await connect(url(0), { door: 'restspace', ...ER1 })),
      keep(await connect(url(1), { door: 'restspace', ...ER1 })),
    ];
    await here.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    const [taken, refused] = [randomIds.command(), randomIds.command()];
    const first = [await here.send(arrival('ER-1'), taken), await here.send(departure('ER-2'), refused)];
    expect([await there.send(arrival('ER-1'), taken), await there.send(departure('ER-2'), refused)]).toEqual(
      first,
    );
    await cluster.level();
    const records = await cluster.handles[0]?.read(0, 1_000);
    expect(records?.filter(({ commandId }) => commandId === taken)).toHaveLength(1);
  });
});

describe('several servers on one log', () => {
  test('[NOD-2] do once what time makes due, and show every audience the same bytes', async () => {
    const hub = new MemoryHub();
    await clusterAt('11:31', { count: 3, more: () => ({ limits: UNHINDERED, bus: hub.bus() }) });
    const phone = keep(await onTour(url(0), team('T1')));
    const tablet = keep(await connect(url(1), { door: 'restspace', ...ER1 }));
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    for (const hour of ['11:40', '12:01', '12:31', '13:02', '13:31', '14:01', '15:01', '17:31', '20:01']) {
      await phone.send(
        pass(zone('z-ourcq'), slotAt(`${hour.slice(0, 2)}:${hour.slice(3) >= '30' ? '30' : '00'}`)),
      );
      for (let each = 0; each < 3; each += 1) await tablet.send(arrival('ER-1'));
      await cluster.at(paris(hour));
    }
    const worlds = cluster.nodes.map(({ app }) => app.world);
    const hashes = worlds.map(hashOf);
    const [handle] = cluster.handles;
    if (!handle) throw new Error('no handle');
    expect(new Set([...hashes, hashOf(await replayed(handle))]).size).toBe(1);
    for (const view of worlds[0]?.views.keys ?? []) {
      const frames = cluster.nodes.map(({ app }) => JSON.stringify(app.host.firstFrame(view, null)?.changes));
      expect([view, new Set(frames).size]).toEqual([view, 1]);
      expect(worlds.map((world) => world.views.of(view).revision)).toEqual(
        worlds.map(() => worlds[0]?.views.of(view).revision),
      );
    }
    const records = await handle.read(0, 10_000);
    const once = records
      .filter(({ kind }) => ['SlotSealed', 'WindowOpened', 'WindowClosed', 'CoverageReleased'].includes(kind))
      .map(({ kind, commandId }) => `${kind} ${commandId}`);
    expect(once.length).toBeGreaterThan(20);
    expect(new Set(once).size).toBe(once.length);
  });

  test('[NOD-3] one that is overtaken again and again asks the others to let it pass, and answers', async () => {
    const hub = new MemoryHub();
    await clusterAt('17:01', { more: () => ({ limits: UNHINDERED, bus: hub.bus() }) });
    const [hot, slow] = [
      keep(await connect(url(0), { door: 'restspace', ...ER1 })),
      keep(await connect(url(1), { door: 'restspace', ...ER1 })),
    ];
    await hot.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    // Each time the second one is about to keep something, the first one has kept something of the same space before.
    let times = 0;
    const handle = cluster.handles[1];
    if (!handle) throw new Error('no handle');
    handle.beforeAppend = async () => {
      if ((times += 1) <= 12) await hot.send(arrival('ER-1'));
    };
    expect(await slow.send(arrival('ER-1'))).toMatchObject({ outcome: 'accepted' });
    expect(times).toBeGreaterThan(12);
    expect(hub.told.some((message) => message.includes('"starved"'))).toBe(true);
  });

  test('[NOD-3] and both answer all of two bursts about one thing', async () => {
    await clusterAt('17:01', { wakeAfterMs: 1 });
    const doors = [0, 1].map((node) => connect(url(node), { door: 'restspace', ...ER1 }));
    const [one, two] = (await Promise.all(doors)).map(keep);
    if (!one || !two) throw new Error('no door');
    await one.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    const acks: Ack[] = [];
    const burst = async (door: Client) => {
      for (let each = 0; each < 60; each += 1) acks.push(await door.send(arrival('ER-1')));
    };
    await Promise.all([burst(one), burst(one), burst(two), burst(two)]);
    expect(acks.map(({ outcome }) => outcome)).toEqual(acks.map(() => 'accepted'));
    await cluster.level();
    for (const { app } of cluster.nodes)
      expect(app.world.views.of('lead').value('rest-space:ER-1')).toMatchObject({
        state: { present: 240 },
      });
  });

  test('[NOD-7] one of them does the hour’s erasures, another one if it does not', async () => {
    await clusterAt('17:01');
    const tablet = keep(await connect(url(0), { door: 'restspace', ...ER1 }));
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    await cluster.at(paris('18:01'));
    const erasers: number[] = [];
    for (const [index, handle] of cluster.handles.entries()) {
      const erase = handle.erase.bind(handle);
      handle.erase = (...what) => (erasers.push(index), erase(...what));
    }
    await cluster.at(paris('18:01', '2026-11-25'));
    await cluster.at(paris('18:02', '2026-11-25'));
    expect(new Set(erasers).size).toBe(1);
    const [first = 0] = erasers;
    const records = (await cluster.handles[0]?.read(0, 10_000)) ?? [];
    const carried = records.filter(({ commandId }) => commandId.startsWith('carry:2026-11-25T17:'));
    expect(carried.filter(({ kind }) => kind === 'Carried')).toHaveLength(1);
    expect(records.some(({ kind }) => kind === 'RestSpaceOpened')).toBe(false);

    // The one that took the next hour cannot reach the storage any more once it has taken it.
    const dead = cluster.handles[first];
    if (!dead) throw new Error('no handle');
    dead.away = 'all';
    await cluster.nodes[1 - first]?.at(paris('19:01', '2026-11-25'));
    await cluster.nodes[1 - first]?.at(paris('19:06', '2026-11-25'));
    dead.away = 'nothing';
    const later = (await dead.read(0, 10_000)).filter(({ kind }) => kind === 'Carried');
    expect(later.length).toBeGreaterThan(1);
  });
});

describe('memory that is written nowhere', () => {
  const presenceOf = async (lead: Client) => {
    const changes = await lead.next(
      'view:changes',
      (body) => 'presence' in body && body.presence?.length === 1,
    );
    return 'presence' in changes ? changes.presence : undefined;
  };

  test('[NOD-5, PRV-36] two leads on two servers see the same of it', async () => {
    const hub = new MemoryHub();
    await clusterAt('17:01', { more: () => ({ bus: hub.bus() }) });
    const leads = [
      keep(await connect(url(0), { door: 'lead' })),
      keep(await connect(url(1), { door: 'lead' })),
    ] as const;
    const phone = keep(await onTour(url(0), team('T3')));
    await cluster.level();
    await phone.send({ type: 'DeclarePresence', place: zone('z-ourcq'), status: 'sur-place' });
    const [here, there] = await Promise.all(leads.map(presenceOf));
    expect(there).toEqual(here);
    expect(there).toMatchObject([{ team: 'T3', place: zone('z-ourcq') }]);
    // Another server knows that it was said less than ten minutes ago.
    const other = keep(await connect(url(1), { door: 'outreach', team: team('T3') }));
    expect(
      await other.send({ type: 'DeclarePresence', place: zone('z-bercy'), status: 'sur-place' }),
    ).toMatchObject({ refusal: 'DeclaredTooOften' });
    await other.send({
      type: 'GoUnderground',
      station: station('st-jaures').id,
      exitIn: '20',
      saidAt: paris('17:01'),
    });
    await leads[0].next('view:changes', (body) => JSON.stringify(body).includes('"exitAt":"2026'));
    const frames = cluster.nodes.map(({ app }) => JSON.stringify(app.host.firstFrame('lead', null)?.changes));
    expect(frames[1]).toBe(frames[0]);
  });

  test('[NOD-6, PRV-36] a server that begins learns it from the others, and one that dies takes nothing of it away', async () => {
    const hub = new MemoryHub();
    await clusterAt('17:01', { count: 1, more: () => ({ bus: hub.bus() }) });
    const phone = keep(await onTour(url(0), team('T3')));
    await phone.send({ type: 'DeclarePresence', place: zone('z-ourcq'), status: 'sur-place' });
    cluster.clock.set(paris('17:20'));
    const folder = newFolder();
    const { clock } = cluster;
    const second = await serveApp(clock.now(), folder, {
      log: cluster.log.handle(),
      clock,
      node: 'noeud-2',
      bus: hub.bus(),
    });
    const frames = [...cluster.nodes, second].map(({ app }) =>
      JSON.stringify(app.host.firstFrame('lead', null)?.changes),
    );
    expect(frames[1]).toBe(frames[0]);
    expect(frames[1]).toContain('z-ourcq');
    phone.close();
    await cluster.nodes[0]?.app.close();
    expect(JSON.stringify(second.app.host.firstFrame('lead', null)?.changes)).toContain('z-ourcq');
    await second.stop();
  });

  test('[NOD-5] what was lost on the way is told again', async () => {
    const hub = new MemoryHub();
    await clusterAt('17:01', { more: () => ({ bus: hub.bus() }) });
    const lead = keep(await connect(url(1), { door: 'lead' }));
    const phone = keep(await onTour(url(0), team('T3')));
    await cluster.level();
    hub.loses = (message) => message.includes('"whole":false');
    await phone.send({ type: 'DeclarePresence', place: zone('z-ourcq'), status: 'sur-place' });
    expect(await presenceOf(lead)).toMatchObject([{ team: 'T3' }]);
  });

  test('[NOD-5] a message that is not of its form is counted and changes nothing', async () => {
    const hub = new MemoryHub();
    await clusterAt('17:01', { more: () => ({ bus: hub.bus() }) });
    const stranger = hub.bus();
    const before = cluster.nodes[0]?.app.host.firstFrame('lead', null)?.changes;
    const entry = {
      part: 'presence',
      name: 'T3',
      at: 9,
      by: 'x',
      value: { shown: { team: 'T3', lat: 48.8 }, saidAt: null },
    };
    for (const message of [
      '',
      '{',
      '{"kind":"hold"}',
      JSON.stringify({ kind: 'hold', from: 'x', whole: true, entries: [entry] }),
    ])
      stranger.tell(message);
    const counted = () =>
      cluster.nodes[0]?.lines.filter((line) => line.kind === 'violation' && line.rule === 'memory-bus')
        .length;
    await expect.poll(counted).toBeGreaterThan(0);
    expect(cluster.nodes[0]?.app.host.firstFrame('lead', null)?.changes).toEqual(before);
  });
});

describe('a storage that is away', () => {
  const ready = async (node: number) => (await fetch(`${url(node)}/api/ready`)).status;

  test('[NOD-8] gives commands back at once, with what to do, and takes the same ones once it is back', async () => {
    await clusterAt('17:01');
    const tablet = keep(await connect(url(0), { door: 'restspace', ...ER1 }));
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    const [handle] = cluster.handles;
    if (!handle) throw new Error('no handle');
    const before = cluster.nodes[0]?.app.host.firstFrame('lead', null)?.changes;
    handle.away = 'all';
    const id = randomIds.command();
    expect(await tablet.send(arrival('ER-1'), id)).toEqual({ outcome: 'later', id, why: 'stockage' });
    expect([await ready(0), await ready(1)]).toEqual([503, 200]);
    expect(await (await fetch(`${url(0)}/api/ready`)).json()).toEqual({
      status: 'not-ready',
      storage: 'unreachable',
    });
    expect((await fetch(`${url(0)}/api/health`)).status).toBe(200);
    // Its beats stop, so that screens see how old it is: another server's clients hear two meanwhile.
    const [here, there] = [
      keep(await connect(url(0), { door: 'wall' })),
      keep(await connect(url(1), { door: 'wall' })),
    ];
    const heard = here.frames.length;
    for (let beats = 0; beats < 2; beats += 1) await there.next('view:beat');
    expect(here.frames.slice(heard).filter(({ name }) => name === 'view:beat')).toEqual([]);
    // What is known is still shown.
    expect(cluster.nodes[0]?.app.host.firstFrame('lead', null)?.changes).toEqual(before);
    handle.away = 'nothing';
    // Nobody asks anything of it: it finds out by itself.
    await expect.poll(() => ready(0), { timeout: 10_000 }).toBe(200);
    expect(await tablet.send(arrival('ER-1'), id)).toEqual({ outcome: 'accepted', id });
    expect(await tablet.send(arrival('ER-1'), id)).toEqual({ outcome: 'accepted', id });
    const told = cluster.nodes[0]?.lines.filter(({ kind }) => kind === 'storage' || kind === 'fault');
    expect(told).toMatchObject([
      {
        kind: 'storage',
        is: 'away',
        why: 'unreachable',
        next: expect.stringContaining('goes on by itself') as string,
      },
      { kind: 'storage', is: 'back' },
    ]);
  });

  test('[NOD-8] or full: it is read as ever, says so, and is tried until it has room', async () => {
    await clusterAt('17:01');
    const tablet = keep(await connect(url(0), { door: 'restspace', ...ER1 }));
    const other = keep(await connect(url(1), { door: 'restspace', ...ER1 }));
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    const [handle] = cluster.handles;
    if (!handle) throw new Error('no handle');
    handle.away = 'writing';
    expect(await tablet.send(arrival('ER-1'))).toMatchObject({ outcome: 'later' });
    expect(await ready(0)).toBe(503);
    // What another server keeps is shown here all the same.
    const lead = keep(await connect(url(0), { door: 'lead' }));
    await other.send(arrival('ER-1'));
    await lead.next('view:changes', ({ changes }) => changes.some(({ key }) => key === 'rest-space:ER-1'));
    handle.away = 'nothing';
    await expect.poll(() => ready(0), { timeout: 10_000 }).toBe(200);
    expect(await tablet.send(arrival('ER-1'))).toMatchObject({ outcome: 'accepted' });
  });
});

test('[NOD-30] a server whose clock is wrong takes nobody, decides and erases nothing, and goes on by itself once it is set', async () => {
  const hub = new MemoryHub();
  const wrong = new SettableClock(paris('12:05'));
  await clusterAt('11:55', {
    more: (index) => ({
      demo: false,
      holders: demoHolders,
      limits: UNHINDERED,
      bus: hub.bus(),
      ...(index === 1 && { clock: wrong }),
    }),
  });
  hub.time = () => cluster.clock.now();
  const said = async (node: number): Promise<unknown> => (await fetch(`${url(node)}/api/ready`)).json();
  await expect.poll(() => said(1), { timeout: 15_000 }).toEqual({ status: 'not-ready', clock: 'wrong' });
  const before = await cluster.handles[0]?.read(0, 1_000);
  await cluster.nodes[1]?.app.settle();
  const tablet = keep(await connect(url(1), { door: 'restspace', ...ER1 }));
  expect(await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' })).toMatchObject({
    outcome: 'later',
  });
  expect(await cluster.handles[0]?.read(0, 1_000)).toEqual(before);
  await cluster.at(paris('12:05'));
  await expect.poll(() => said(1), { timeout: 15_000 }).toEqual({ status: 'ready' });
  expect(await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' })).toMatchObject({
    outcome: 'accepted',
  });
  expect(cluster.nodes[1]?.lines.filter(({ kind }) => kind === 'clock')).toMatchObject([
    { is: 'wrong', aheadSeconds: 600 },
    { is: 'right', aheadSeconds: 0 },
  ]);
});

test('[NOD-9] a server that stops takes nobody more, lets everyone go, and answers what it took', async () => {
  await clusterAt('17:01');
  const tablet = keep(await connect(url(0), { door: 'restspace', ...ER1 }));
  await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
  const app = cluster.nodes[0]?.app;
  if (!app) throw new Error('no server');
  const gone = new Promise<string>((resolve) => tablet.socket.once('disconnect', (why) => resolve(why)));
  const draining = app.drain({ noticeMs: 50, overMs: 100 });
  expect((await fetch(`${url(0)}/api/ready`)).status).toBe(503);
  await draining;
  // So that its client comes back by itself, at once.
  expect(await gone).toMatch(/transport/);
  expect(await refusalOf(url(0), { wire: WIRE_VERSION, as: { door: 'wall' }, since: null })).toMatch(/error/);
  expect(cluster.nodes[0]?.lines).toContainEqual({ kind: 'draining' });
});

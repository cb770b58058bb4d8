import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WIRE_VERSION } from '#shared/wire/version';
import { connect } from '../support/client.ts';
import { arrival, departure, paris, space } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { UNHINDERED } from '../support/unhindered.ts';

let served: Served;
const sockets: Socket[] = [];
beforeEach(async () => {
  served = await serveApp(paris('17:01:10'), undefined, { limits: UNHINDERED });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await served.stop();
});

type Carrier = 'polling' | 'websocket';

/** A lead's screen that keeps the changes it is sent, as they came. */
function screen(transports: Carrier[], upgrade = true) {
  const socket = io(served.url, {
    auth: { wire: WIRE_VERSION, as: { door: 'lead' }, since: null },
    transports,
    upgrade,
    forceNew: true,
    reconnection: false,
  });
  sockets.push(socket);
  const told: { from: number; to: number }[] = [];
  let heard = () => {};
  socket.on('view:changes', (changes: { from: number; to: number }) => {
    told.push(changes);
    heard();
  });
  const until = async (revision: number) => {
    while ((told.at(-1)?.to ?? -1) < revision) await new Promise<void>((resolve) => (heard = resolve));
    return told;
  };
  return { socket, told, until };
}

test('[GAT-54] polls, sockets, and links on their way from one to the other tell the same in the same order', async () => {
  const tablet = await connect(served.url, { door: 'restspace', space: space('ER-1') });
  await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  await tablet.send({ type: 'RecountRestSpace', space: space('ER-1'), present: 3, reason: 'releve' });

  const old = [screen(['websocket']), screen(['polling'], false)];
  const { revision } = served.app.world.views.of('lead');
  await Promise.all(old.map(({ until }) => until(revision)));

  // They leave their polls for a socket while the changes come.
  const moving = [screen(['polling', 'websocket']), screen(['polling', 'websocket'])];
  const isCarried = ({ socket }: { socket: Socket }) =>
    socket.connected && socket.io.engine.transport.name === 'websocket';
  const tapsUntil = async (isEnough: () => boolean) => {
    while (!isEnough()) {
      await tablet.send(arrival('ER-1'));
      await tablet.send(departure('ER-1'));
    }
  };
  await tapsUntil(() => moving.every(isCarried));
  // And as long again once all of them are carried by what they chose.
  const enough = 8 + (old[0]?.told.length ?? 0);
  await tapsUntil(() => (old[0]?.told.length ?? 0) >= enough);

  const last = served.app.world.views.of('lead').revision;
  const all = await Promise.all([...old, ...moving].map(({ until }) => until(last)));
  // A first view may already hold what the tick under way is about to tell: they are compared from there on.
  const since = Math.max(...old.map(({ told }) => told[0]?.to ?? 0));
  const [socket = [], polls, ...moved] = all.map((told) => told.filter(({ from }) => from >= since));
  socket.slice(1).forEach(({ from }, index) => expect(from).toBe(socket[index]?.to));
  expect(polls).toEqual(socket);
  for (const [index, told] of moved.entries()) {
    const own = moving[index]?.told[0]?.to ?? 0;
    const after = ({ from }: { from: number }) => from >= own;
    expect(told.filter(after).length).toBeGreaterThan(6);
    expect(told.filter(after)).toEqual(socket.filter(after));
  }
  expect([...old, ...moving].map(({ socket: { io: manager } }) => manager.engine.transport.name)).toEqual([
    'websocket',
    'polling',
    'websocket',
    'websocket',
  ]);
  tablet.close();
});

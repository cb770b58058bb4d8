import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Grant } from '#shared/access/grant';
import type { Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { Client, onTour } from '../support/client.ts';
import { arrival, paris, pass, slotAt, space, team, zone } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { TestHolders } from '../support/test-holders.ts';

let holders: TestHolders;
let served: Served;
beforeEach(async () => {
  holders = new TestHolders();
  served = await serveApp(paris('17:01'), undefined, { demo: false, holders });
});
afterEach(() => served.stop());

const LEAD: Door = { door: 'lead' };
const T1: Grant = { role: 'outreach', team: team('T1') };

function open(as: Door, cookie: string, since: Client['held'] | null = null): Client {
  const held = since && { epoch: epochOf, revision: since.revision };
  return new Client(served.url, { wire: WIRE_VERSION, as, since: held }, { cookie, origin: served.url });
}
let epochOf = '';

const gone = (client: Client) => new Promise((resolve) => client.socket.once('disconnect', resolve));
const refusal = (client: Client) =>
  new Promise<string>((resolve) =>
    client.socket.once('connect_error', ({ message }: Error) => resolve(message)),
  );

test('[GAT-50, GAT-51, PRV-20, E06] a lead made a wall drops what it holds, hears no more, and is refused as a lead when it comes back', async () => {
  const cookie = holders.account({ role: 'lead' });
  const lead = open(LEAD, cookie);
  await lead.next('view:beat');
  epochOf = lead.epoch;
  const { held } = lead;
  const left = gone(lead);
  const known = lead.frames.length;
  holders.change(cookie, { role: 'wall' });
  await left;
  const phone = await onTour(served.url, T1.team, holders.account(T1));
  await phone.send({ ...pass(zone('z-ourcq'), slotAt('17:00')) });
  expect(lead.frames.slice(known)).toEqual([{ name: 'view:reset', body: { why: 'droits' } }]);

  const back = open(LEAD, cookie, held);
  expect(await refusal(back)).toBe('identity');
  expect(back.frames).toEqual([]);
  const wall = open({ door: 'wall' }, cookie);
  await wall.next('view:beat');
  await served.at(paris('17:30'));
  await wall.next('view:changes');
  expect(JSON.stringify(wall.frames)).not.toContain('z-ourcq');
  for (const client of [phone, back, wall]) client.close();
});

test('[GAT-50] a right taken away without a word refuses the next command of a session that is open', async () => {
  const cookie = holders.account({ role: 'restspace', space: space('ER-1') });
  const tablet = open({ door: 'restspace', space: space('ER-1') }, cookie);
  await tablet.next('hello');
  await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  holders.runOut(cookie);
  expect(await tablet.send(arrival('ER-1'))).toMatchObject({ outcome: 'refused', refusal: 'NotAllowed' });
  tablet.close();
});

test('[GAT-50] a session that runs out without a word is disconnected at the next beat', async () => {
  const cookie = holders.account({ role: 'lead' });
  const lead = open(LEAD, cookie);
  await lead.next('view:beat');
  const left = gone(lead);
  holders.runOut(cookie);
  await left;
  expect(lead.frames.at(-1)).toEqual({ name: 'view:reset', body: { why: 'droits' } });
});

test('[GAT-52] a change of one account leaves everybody else where they are, and those it still allows', async () => {
  const [one, other] = [holders.account({ role: 'lead' }), holders.account({ role: 'lead' })];
  const clients = [open(LEAD, one), open(LEAD, other)];
  for (const client of clients) await client.next('view:beat');
  const known = clients.map(({ frames }) => frames.length);
  holders.change(one, { role: 'lead' }, { role: 'hospital' });
  const left = gone(clients[0] as Client);
  holders.change(one, { role: 'hospital' });
  await left;
  expect(await (clients[1] as Client).drain()).toEqual([]);
  expect(clients[0]?.frames.slice(known[0])).toEqual([{ name: 'view:reset', body: { why: 'droits' } }]);
  clients[1]?.close();
});

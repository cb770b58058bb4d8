import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { randomIds } from '#server/ports/ids';
import type { Revision } from '#shared/view/revision';
import { connect, onTour, tells, type Client } from '../support/client.ts';
import { paris, pass, slotAt, space, team, zone } from '../support/said.ts';
import { newFolder, serveApp, type Served } from '../support/served-app.ts';

let served: Served;
let phone: Client;
beforeEach(async () => {
  served = await serveApp(paris('17:01:10'));
  phone = await onTour(served.url, team('T1'));
});
afterEach(async () => {
  phone.close();
  await served.stop();
});

const declare = (id: string) => phone.send(pass(zone(id), slotAt('17:00')));
const sorted = (client: Client) => [...client.held.entities].sort(([a], [b]) => (a < b ? -1 : 1));

describe('a screen that was away', () => {
  test('[SYN-1, PRV-46] gets exactly what changed since its revision, and holds then what a new screen holds', async () => {
    const before = await connect(served.url, { door: 'lead' });
    await declare('z-ourcq');
    await before.next('view:changes', tells('zone:z-ourcq'));
    before.close();
    const { held, epoch } = before;
    await declare('z-bercy');
    await declare('z-bercy');

    const again = await connect(
      served.url,
      { door: 'lead' },
      { since: { epoch, revision: held.revision }, held },
    );
    const changes = again.frames.flatMap(({ name, body }) => (name === 'view:changes' ? [body] : []));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ from: held.revision, to: held.revision + 3 });
    expect((changes[0] as { changes: { key: string }[] }).changes.map(({ key }) => key).sort()).toEqual([
      'duty:s-nation:2026-11-21:apres-midi',
      'zone:z-bercy',
    ]);
    const fresh = await connect(served.url, { door: 'lead' });
    expect(sorted(again)).toEqual(sorted(fresh));
    for (const client of [again, fresh]) client.close();
  });

  test('[SYN-2] gets nothing when nothing changed', async () => {
    const wall = await connect(served.url, { door: 'wall' });
    wall.close();
    await declare('z-ourcq');
    const { held, epoch } = wall;
    const again = await connect(
      served.url,
      { door: 'wall' },
      { since: { epoch, revision: held.revision }, held },
    );
    expect(again.frames.find(({ name }) => name === 'view:changes')?.body).toMatchObject({ changes: [] });
    again.close();
  });

  test('[SYN-3] is told to drop what it holds when that is of another log', async () => {
    const since = { epoch: randomIds.epoch(), revision: 3 as Revision };
    const lead = await connect(served.url, { door: 'lead' }, { since });
    expect(lead.frames.map(({ name }) => name)).toEqual(['hello', 'view:reset', 'view:changes', 'view:beat']);
    expect(lead.frames[1]?.body).toEqual({ why: 'journal' });
    expect(lead.frames[2]?.body).toMatchObject({ from: 0 });
    lead.close();
  });

  test('[SYN-3] and when its revision is ahead of the log, which was then restored from an older copy', async () => {
    const { epoch } = phone;
    const since = { epoch, revision: 1_000_000 as Revision };
    const lead = await connect(served.url, { door: 'lead' }, { since });
    expect(lead.frames[1]).toEqual({ name: 'view:reset', body: { why: 'journal' } });
    lead.close();
  });

  test('[SYN-4] starts again from nothing when it is thousands of changes behind', async () => {
    const view = served.app.world.lead;
    for (let index = 0; index < 2_100; index += 1) {
      for (const kind of ['0-4', '5-9'] as const) {
        view.put('zone:z-ourcq', {
          kind: 'zone',
          id: zone('z-ourcq').id,
          passes: [{ slot: slotAt('17:00'), people: kind, needs: [], late: false }],
        });
      }
    }
    const { epoch } = phone;
    const lead = await connect(served.url, { door: 'lead' }, { since: { epoch, revision: 1 as Revision } });
    expect(lead.frames[1]).toEqual({ name: 'view:reset', body: { why: 'retard' } });
    expect(lead.held.revision).toBe(view.revision);
    lead.close();
  });

  test('[SYN-5] goes on from the same revision when the server itself was restarted', async () => {
    const folder = newFolder();
    let second = await serveApp(paris('17:01:10'), folder);
    const space1 = { space: space('ER-1') };
    const tablet = await connect(second.url, { door: 'restspace', ...space1 });
    const before = await connect(second.url, { door: 'lead' });
    await tablet.send({ type: 'OpenRestSpace', ...space1, regime: 'jour' });
    await before.next('view:changes', tells('rest-space:ER-1'));
    const { held, epoch } = before;
    for (const client of [tablet, before]) client.close();
    await second.stop({ keepFolder: true });

    second = await serveApp(paris('17:01:40'), folder);
    const again = await connect(
      second.url,
      { door: 'lead' },
      { since: { epoch, revision: held.revision }, held },
    );
    expect(again.frames.map(({ name }) => name)).toEqual(['hello', 'view:changes', 'view:beat']);
    expect(again.held).toEqual(held);
    again.close();
    await second.stop();
  });
});

test('[SYN-6] a screen may ask again at any moment, from what it holds or from nothing', async () => {
  const lead = await connect(served.url, { door: 'lead' });
  const { revision } = lead.held;
  lead.socket.emit('view:sync', { since: null });
  expect(await lead.next('view:changes')).toMatchObject({ from: 0, to: revision });
  lead.socket.emit('view:sync', { since: { epoch: lead.epoch, revision } });
  expect(await lead.next('view:changes')).toMatchObject({ from: revision, to: revision, changes: [] });
  lead.close();
});

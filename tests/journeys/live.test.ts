import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LeadEntity } from '#shared/view/lead';
import { connect, onTour, tells, type Client } from '../support/client.ts';
import { arrival, paris, pass, slotAt, space, team, zone } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';

let served: Served;
const clients: Client[] = [];
beforeEach(async () => {
  served = await serveApp(paris('17:01:10'));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await served.stop();
});

async function enter(...args: Parameters<typeof connect> extends [string, ...infer Rest] ? Rest : never) {
  const client = await connect(served.url, ...args);
  clients.push(client);
  return client;
}
async function tour(id: string) {
  const phone = await onTour(served.url, team(id));
  clients.push(phone);
  return phone;
}
const ER1 = { space: space('ER-1') };
const restSpace = (client: Client) => client.held.entities.get('rest-space:ER-1')?.value;

describe('an arrival at a rest space', () => {
  test('[GAT-1, PRV-18] the lead sees it within the turn; the wall hears nothing, then its class at the next tick', async () => {
    const [lead, wall] = [await enter({ door: 'lead' }), await enter({ door: 'wall' })];
    const tablet = await enter({ door: 'restspace', ...ER1 });
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    await tablet.send({ type: 'RecountRestSpace', ...ER1, present: 27, reason: 'releve' });
    await served.at(paris('17:02'));
    await wall.next('view:changes', tells('rest-space:ER-1'));
    await lead.next('view:changes', ({ changes }) => changes.some(({ value }) => isCount(value, 27)));
    expect(restSpace(wall)).toMatchObject({ band: '5+' });

    await served.at(paris('17:02:10'));
    expect(await tablet.send(arrival('ER-1'))).toMatchObject({ outcome: 'accepted' });
    const seen = await lead.next('view:changes', tells('rest-space:ER-1'));
    expect(seen.changes).toHaveLength(1);
    expect(restSpace(lead)).toMatchObject({ state: { present: 28 } });
    // The lead has it: what the wall was to be told with it has been sent before. Its next answer closes the proof.
    expect(await wall.drain()).toEqual([]);
    expect(restSpace(wall)).toMatchObject({ band: '5+' });

    await served.at(paris('17:03'));
    const ticked = await wall.next('view:changes', ({ changes }) => changes.length > 0);
    expect(ticked.changes.map(({ key }) => key)).toEqual(['rest-space:ER-1']);
    expect(restSpace(wall)).toMatchObject({ band: '1-4' });
  });

  test('[GAT-2, PRV-25] its own tablet and the lead see the counter; another space’s tablet never does', async () => {
    const other = await enter({ door: 'restspace', space: space('ER-2') });
    const tablet = await enter({ door: 'restspace', ...ER1 });
    const lead = await enter({ door: 'lead' });
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    await tablet.send(arrival('ER-1'));
    await lead.next('view:changes', ({ changes }) => changes.some(({ value }) => isCount(value, 1)));
    expect((await tablet.send({ type: 'ConfirmRestSpace', ...ER1 })).outcome).toBe('accepted');
    await tablet.next('view:changes', ({ changes }) => changes.some(({ value }) => isCount(value, 1)));
    await served.at(paris('17:02'));
    await other.next('view:changes', ({ changes }) =>
      changes.some(({ key }) => key === 'rest-space-band:ER-1'),
    );
    expect(JSON.stringify(other.frames)).not.toContain('"present":1');
  });

  test('[GAT-3, PRV-27] a space that fills is on the wall at once', async () => {
    const wall = await enter({ door: 'wall' });
    const tablet = await enter({ door: 'restspace', ...ER1 });
    await tablet.send({ type: 'OpenRestSpace', ...ER1, regime: 'jour' });
    await served.at(paris('17:02'));
    await wall.next('view:changes', tells('rest-space:ER-1'));
    await served.at(paris('17:02:30'));
    await tablet.send({ type: 'DeclareFull', ...ER1 });
    await wall.next('view:changes', tells('rest-space:ER-1'));
    expect(restSpace(wall)).toMatchObject({ band: 'complet' });
  });
});

describe('a pass', () => {
  test('[GAT-4, PRV-5] the lead sees it at once, the wall hears nothing of it for the whole half-hour', async () => {
    const phone = await tour('T1');
    const [lead, wall] = [await enter({ door: 'lead' }), await enter({ door: 'wall' })];
    await phone.send(pass(zone('z-ourcq'), slotAt('17:00'), '10-19', ['soin']));
    const { changes } = await lead.next('view:changes', tells('zone:z-ourcq'));
    const keys = changes.map(({ key }) => key).filter((key) => key !== 'maraude:T1');
    expect(keys.sort()).toEqual(['duty:s-19-nord:2026-11-21:apres-midi', 'zone:z-ourcq']);
    expect(await wall.drain()).toEqual([]);
    await served.at(paris('17:29:59'));
    expect(await wall.drain()).toEqual([]);
  });

  test('[GAT-5, PRV-5] a team declares three in a slot, whenever they reach us, and each counts once', async () => {
    await served.stop();
    served = await serveApp(paris('16:59'));
    const phone = await tour('T1');
    await served.at(paris('17:01:10'));
    const lead = await enter({ door: 'lead' });
    const declare = (at: string) => phone.send(pass(zone('z-ourcq'), slotAt(at)));
    const acks = await Promise.all(['17:00', '17:00', '17:00', '17:00', '16:30'].map(declare));
    expect(acks.map((ack) => ('refusal' in ack ? ack.refusal : ack.outcome))).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'DeclaredTooOften',
      'accepted',
    ]);
    // A repeat takes no place, and is answered as it was; another team has its own.
    const [first] = acks;
    if (!first?.id) throw new Error('no id');
    for (let again = 0; again < 4; again += 1) {
      expect(await phone.send(pass(zone('z-ourcq'), slotAt('17:00')), first.id)).toEqual(first);
    }
    const other = await tour('T2');
    expect(await other.send(pass(zone('z-ourcq'), slotAt('17:00')))).toMatchObject({ outcome: 'accepted' });
    await lead.next('view:changes', () => passesOf(lead) === 5);
  });

  test('[GAT-5] a pass sent again and again leaves the other places of its slot free', async () => {
    const phone = await tour('T1');
    const kept = await phone.send(pass(zone('z-ourcq'), slotAt('17:00')));
    if (!kept.id) throw new Error('no id');
    for (let again = 0; again < 3; again += 1)
      await phone.send(pass(zone('z-ourcq'), slotAt('17:00')), kept.id);
    expect(await phone.send(pass(zone('z-bercy'), slotAt('17:00')))).toMatchObject({ outcome: 'accepted' });
  });
});

describe('the link', () => {
  test('[GAT-6] who connects is told the log, the rules and the clock, then everything it may see, then where that is', async () => {
    const wall = await enter({ door: 'wall' });
    expect(wall.frames.map(({ name }) => name)).toEqual(['hello', 'view:changes', 'view:beat']);
    expect(wall.frames[0]?.body).toMatchObject({
      territory: 'paris-nord-est',
      simulated: true,
      at: paris('17:01:10'),
    });
    expect(wall.held.revision).toBe(served.app.world.wall.revision);
    expect(wall.held.entities.size).toBe(served.app.world.wall.size);
  });

  test('[SYN-21, PRV-41] a view that the gate stops is told as our fault to whoever asks for it, and the server stands', async () => {
    const { app, lines } = served;
    const faults = () => lines.filter(({ kind }) => kind === 'fault').length;
    app.world.views.of('hospital').put('zone:z-ourcq', { kind: 'zone' } as never);
    const ward = await enter({ door: 'hospital' });
    await expect.poll(faults, { timeout: 10_000 }).toBeGreaterThan(0);
    const before = faults();
    ward.socket.emit('view:sync', { since: null });
    await expect.poll(faults, { timeout: 10_000 }).toBeGreaterThan(before);
    expect(ward.frames.map(({ name }) => name)).toEqual(['hello']);
    expect(ward.socket.connected).toBe(true);
    const lead = await enter({ door: 'lead' });
    expect(lead.held.entities.size).toBe(app.world.views.of('lead').size);
  });

  test('[GAT-7] a beat follows by itself, and says the time and how far the view has come', async () => {
    const wall = await enter({ door: 'wall' });
    const beat = await wall.next('view:beat');
    expect(beat).toEqual({ at: paris('17:01:10'), revision: served.app.world.wall.revision });
  });
});

function isCount(value: unknown, present: number): boolean {
  return (
    (value as LeadEntity | null)?.kind === 'rest-space' &&
    JSON.stringify(value).includes(`"present":${present},`)
  );
}

function passesOf(lead: Client): number {
  const value = lead.held.entities.get('zone:z-ourcq')?.value;
  return value?.kind === 'zone' ? value.passes.length : 0;
}

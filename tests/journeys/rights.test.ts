import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { Client, connect, onTour } from '../support/client.ts';
import { arrival, paris, pass, slotAt, space, team, zone } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';

let served: Served;
beforeEach(async () => {
  served = await serveApp(paris('17:01'));
});
afterEach(() => served.stop());

const LEAD: Door = { door: 'lead' };

test('[GAT-50, PRV-20] a lead made a wall drops what it holds at once, and hears no more of the zones', async () => {
  const lead = await connect(served.url, LEAD);
  const phone = await onTour(served.url, team('T1'));
  served.app.grants.change(LEAD, { role: 'wall' });
  expect((await lead.next('view:reset')).why).toBe('droits');
  const after = await lead.next('view:changes');
  expect(after).toMatchObject({ audience: 'wall', from: 0 });
  const known = lead.frames.length;
  await phone.send({ ...pass(zone('z-ourcq'), slotAt('17:00')) });
  // The next half-hour reaches it: whatever was sent to leads before has then had its chance.
  await served.at(paris('17:30'));
  await lead.next('view:changes');
  expect(JSON.stringify(lead.frames.slice(known))).not.toContain('z-ourcq');
  lead.close();
  phone.close();
});

test('[GAT-50] a right taken away refuses the next command of a session that is open', async () => {
  const door: Door = { door: 'restspace', space: space('ER-1') };
  const tablet = await connect(served.url, door);
  await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  served.app.grants.change(door, { role: 'wall' });
  const ack = await tablet.send(arrival('ER-1'));
  expect(ack).toMatchObject({ outcome: 'refused', refusal: 'NotAllowed' });
  tablet.close();
});

test('[GAT-51] who lost every right is disconnected, and refused when it comes back', async () => {
  const lead = await connect(served.url, LEAD);
  const gone = new Promise((resolve) => lead.socket.once('disconnect', resolve));
  served.app.grants.change(LEAD, null);
  await gone;
  const back = new Client(served.url, {
    wire: WIRE_VERSION,
    as: LEAD,
    since: { epoch: lead.epoch, revision: lead.held.revision },
  });
  const refusal = await new Promise<string>((resolve) =>
    back.socket.once('connect_error', ({ message }: Error) => resolve(message)),
  );
  expect(refusal).toBe('identity');
  expect(back.frames).toEqual([]);
  back.close();
});

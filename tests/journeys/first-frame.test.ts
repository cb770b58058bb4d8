import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageView } from '#shared/host';
import { applyChanges, nothingHeld } from '#shared/view/apply-changes';
import type { Door } from '#shared/wire/up';
import { connect } from '../support/client.ts';
import { arrival, paris, space, team } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp(paris('17:01:10'));
  const tablet = await connect(served.url, { door: 'restspace', space: space('ER-1') });
  await tablet.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  await tablet.send(arrival('ER-1'));
  tablet.close();
});
afterAll(() => served.stop());

const PAGES: [PageView, Door][] = [
  ['lead', { door: 'lead' }],
  ['wall', { door: 'wall' }],
  ['hospital', { door: 'hospital' }],
  ['coordination', { door: 'coordination' }],
  ['mobile', { door: 'mobile' }],
  ['ratp', { door: 'ratp' }],
  [`restspace:${space('ER-1')}`, { door: 'restspace', space: space('ER-1') }],
  [`restspace:${space('ER-2')}`, { door: 'restspace', space: space('ER-2') }],
  [`outreach:${team('T2')}`, { door: 'outreach', team: team('T2') }],
];

describe('the page of every view', () => {
  test.each(PAGES)('%s is drawn from exactly what its socket would receive first', async (view, door) => {
    const frame = served.app.host.firstFrame(view, null);
    if (!frame) throw new Error('no frame');
    const socket = await connect(served.url, door);
    await socket.drain();
    expect(applyChanges(nothingHeld(), frame.changes)).toEqual(socket.held);
    socket.close();
  });

  test('of a space sees its own count, and of another it does not', () => {
    const counts = (['ER-1', 'ER-2'] as const).map((id) => {
      const text = JSON.stringify(served.app.host.firstFrame(`restspace:${space(id)}`, null)?.changes);
      return text.includes('"present":1');
    });
    expect(counts).toEqual([true, false]);
  });

  test('that this territory does not have is nobody’s', () => {
    expect(served.app.host.firstFrame(`restspace:${space('ER-99')}`, null)).toBeNull();
    expect(served.app.host.firstFrame(`outreach:${team('T99')}`, null)).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { LOOK_EVERY, pauseAfter } from '#lib/outbox/outbox.ts';
import { SHELF_WITHIN } from '#lib/outbox/steady-shelf.ts';
import { MINUTE, SECOND, elapsed } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';
import { ARRIVAL, DEPARTURE, Device, settled } from './device.ts';

describe('what was said', () => {
  test('is shown as kept only once it is written', async () => {
    const device = new Device();
    const page = device.page();
    await settled();
    page.say();
    expect([page.states, device.rows.size]).toEqual([['ecriture'], 0]);
    await settled();
    expect([page.states, device.rows.size]).toEqual([['sur-ce-telephone'], 1]);
  });

  test('goes out in the order it was said, one after the other, and leaves the device once it is answered', async () => {
    const device = new Device();
    const page = device.page();
    const ids = [ARRIVAL, DEPARTURE, ARRIVAL].map((command) => page.say(command).id);
    page.connect();
    await settled();
    expect(device.server.received).toEqual(ids);
    expect([page.items, device.kept]).toEqual([[], []]);
    expect(page.core.snapshot.last?.id).toBe(ids[2]);
  });

  test('waits for an answer before the next goes out', async () => {
    const device = new Device();
    const fates = ['answered', 'answer lost'] as const;
    device.server.fate = () => fates[device.server.received.length] ?? 'answered';
    const page = device.page();
    const ids = [page.say().id, page.say().id, page.say().id];
    page.connect();
    await settled();
    expect(device.server.received).toEqual(ids.slice(0, 2));
    await device.time.pass(pauseAfter(1));
    expect(device.server.received).toEqual([ids[0], ids[1], ids[1], ids[2]]);
    expect(device.server.done).toEqual(ids);
  });

  test('tells its asker what came of it', async () => {
    const device = new Device();
    const page = device.page();
    const { answer } = page.say();
    page.connect();
    expect(await answer).toEqual({ outcome: 'transmis' });
  });

  test('stays drawn over the view until the view holds it', async () => {
    const device = new Device();
    const page = device.page();
    let show = () => {};
    page.whenShown = (run) => {
      show = run;
    };
    page.say();
    page.connect();
    await settled();
    expect([page.states, device.kept]).toEqual([['transmis'], []]);
    show();
    await settled();
    expect(page.states).toEqual([]);
  });

  test('[M06] is not believed sent because the link looks open', async () => {
    const device = new Device();
    device.server.fate = () => 'lost';
    const page = device.page();
    page.say();
    page.connect();
    await device.time.pass(10 * MINUTE);
    expect([page.states, page.core.snapshot.last]).toEqual([['sur-ce-telephone'], null]);
  });
});

describe('what was refused', () => {
  test('stays with its word until it is dismissed, also after a restart, and stops nothing that follows', async () => {
    const device = new Device();
    device.server.refuses = ({ command }) => (command.type === 'RecordDeparture' ? 'NobodyInside' : null);
    const page = device.page();
    page.connect();
    const { answer, id } = page.say(DEPARTURE);
    const after = page.say();
    expect(await answer).toEqual({ outcome: 'refuse', refusal: 'NobodyInside' });
    await settled();
    expect(device.server.done).toEqual([after.id]);
    page.kill();

    const again = device.page();
    again.connect();
    await settled();
    expect(again.items).toMatchObject([{ id, command: DEPARTURE, state: { refusal: 'NobodyInside' } }]);
    expect(device.server.received.filter((one) => one === id)).toHaveLength(1);
    again.core.dismiss(id);
    await settled();
    expect([again.items, device.kept]).toEqual([[], []]);
  });

  test('is alone dismissed: what waits is not', async () => {
    const device = new Device();
    const page = device.page();
    const { id } = page.say();
    await settled();
    page.core.dismiss(id);
    await settled();
    expect([page.states, device.rows.size]).toEqual([['sur-ce-telephone'], 1]);
  });
});

describe('a server that fails', () => {
  test('is asked again after longer and longer pauses, told by its reference, and nothing overtakes', async () => {
    const device = new Device();
    device.server.fate = () => 'fault';
    const asked: number[] = [];
    const start = device.time.now();
    const receive = device.server.receive.bind(device.server);
    device.server.receive = (message) => {
      asked.push(elapsed(start, device.time.now()) / SECOND);
      return receive(message);
    };
    const page = device.page();
    const [first, second] = [page.say(), page.say()];
    page.connect();
    await device.time.pass(100 * SECOND);
    expect(asked).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
    expect(new Set(device.server.received)).toEqual(new Set([first.id]));
    expect([page.states, page.core.snapshot.trouble]).toEqual([
      ['sur-ce-telephone', 'sur-ce-telephone'],
      'AB12CD34',
    ]);

    device.server.fate = () => 'answered';
    await device.time.pass(30 * SECOND);
    expect(device.server.done).toEqual([first.id, second.id]);
    expect([page.states, page.core.snapshot.trouble]).toEqual([[], null]);
  });

  test('is asked at once when the link opens again', async () => {
    const device = new Device();
    device.server.fate = () => 'lost';
    const page = device.page();
    const { id } = page.say();
    page.connect();
    await device.time.pass(MINUTE);
    page.cut();
    device.server.fate = () => 'answered';
    page.connect();
    await settled();
    expect(device.server.done).toEqual([id]);
  });
});

describe('the limit', () => {
  test('refuses one more, and claims nothing', async () => {
    const device = new Device();
    const page = device.page({ limit: 2 });
    page.say();
    page.say();
    expect(page.core.add(ARRIVAL)).toEqual({ ok: false, why: 'plein' });
    await settled();
    expect(device.rows.size).toBe(2);
    page.connect();
    await settled();
    expect(page.core.add(ARRIVAL).ok).toBe(true);
  });

  test('counts what was refused: it rests there too', async () => {
    const device = new Device();
    device.server.refuses = () => 'NobodyInside';
    const page = device.page({ limit: 1 });
    page.connect();
    const { id } = page.say();
    await settled();
    expect(page.core.add(ARRIVAL).ok).toBe(false);
    page.core.dismiss(id);
    expect(page.core.add(ARRIVAL).ok).toBe(true);
  });
});

describe('[PRV-44, M04] what is urgent', () => {
  const urgent = ({ type }: Command) => type === 'RaiseAlert';
  const ALERT: Command = { type: 'RaiseAlert' };

  test('has its own place among the fifty: the others are refused one earlier', async () => {
    const device = new Device();
    const page = device.page({ limit: 50, urgent });
    for (let times = 0; times < 49; times += 1) page.say();
    expect(page.core.add(ARRIVAL).ok).toBe(false);
    page.say(ALERT);
    expect(page.core.add(ALERT).ok).toBe(false);
    await settled();
    expect(device.rows.size).toBe(50);
  });

  test('goes first when the link is back, also after a restart, and the others keep their order', async () => {
    const device = new Device();
    const before = device.page({ limit: 50, urgent });
    const ids = [before.say().id, before.say(DEPARTURE).id];
    const alert = before.say(ALERT).id;
    await settled();
    before.kill();
    device.page({ limit: 50, urgent }).connect();
    await settled();
    expect(device.server.done).toEqual([alert, ...ids]);
  });

  test('does not wait for the next attempt of what could not be sent', async () => {
    const device = new Device();
    device.server.fate = () => 'lost';
    const page = device.page({ limit: 50, urgent });
    page.connect();
    page.say();
    await device.time.pass(5 * MINUTE);
    device.server.fate = () => 'answered';
    const alert = page.say(ALERT).id;
    await settled();
    expect(device.server.done[0]).toBe(alert);
  });
});

describe('what is corrected', () => {
  test('takes the place of what was refused, which leaves only once the new one rests', async () => {
    const device = new Device();
    device.server.refuses = ({ command }) => (command.type === ARRIVAL.type ? 'NobodyInside' : null);
    const page = device.page({ limit: 1 });
    page.connect();
    const { id } = page.say();
    await settled();
    page.cut();
    const corrected = page.core.add(DEPARTURE, id);
    expect(corrected.ok).toBe(true);
    expect(page.states).toEqual(['refuse', 'ecriture']);
    await settled();
    expect([page.states, device.kept.map(({ command }) => command)]).toEqual([
      ['sur-ce-telephone'],
      [DEPARTURE],
    ]);
    page.connect();
    await settled();
    expect(device.server.done).toHaveLength(1);
  });

  test('takes no place of what still waits', async () => {
    const device = new Device();
    const page = device.page({ limit: 1 });
    const { id } = page.say();
    expect(page.core.add(DEPARTURE, id)).toEqual({ ok: false, why: 'plein' });
    await settled();
    expect(device.rows.size).toBe(1);
  });
});

describe('a device that keeps nothing', () => {
  test.each(['missing', 'refuses'] as const)('says so and sends all the same: %s', async (storage) => {
    const device = new Device();
    device.storage = storage;
    const page = device.page();
    const ids = [page.say().id, page.say().id];
    await settled();
    expect([page.core.snapshot.storage, page.states]).toEqual(['memoire', ['ecriture', 'ecriture']]);
    page.connect();
    await settled();
    expect([device.server.done, page.states]).toEqual([ids, []]);
  });

  test('is given up when it hangs, and kept waiting for by nobody', async () => {
    const device = new Device();
    const page = device.page();
    page.connect();
    await settled();
    device.storage = 'hangs';
    const { id } = page.say();
    await settled();
    expect(device.server.done).toEqual([]);
    await device.time.pass(SHELF_WITHIN);
    expect([device.server.done, page.core.snapshot.storage]).toEqual([[id], 'memoire']);
  });

  test('keeps again once it can', async () => {
    const device = new Device();
    device.storage = 'refuses';
    const page = device.page();
    const { id } = page.say();
    await settled();
    device.storage = 'works';
    await device.time.pass(LOOK_EVERY);
    expect([page.core.snapshot.storage, page.states]).toEqual(['indexeddb', ['sur-ce-telephone']]);
    expect(device.kept.map((kept) => kept.id)).toEqual([id]);
  });

  test('does not send again what it could not take off', async () => {
    const device = new Device();
    const page = device.page();
    const { id } = page.say();
    await settled();
    page.whenShown = (run) => {
      device.storage = 'refuses';
      run();
    };
    page.connect();
    await settled();
    expect([device.server.received, device.rows.size]).toEqual([[id], 1]);
    device.storage = 'works';
    await device.time.pass(LOOK_EVERY);
    expect([device.server.received, device.rows.size, page.states]).toEqual([[id], 0, []]);
  });
});

describe('other posts, other bytes', () => {
  test('what another post left on the device is neither shown nor sent', async () => {
    const device = new Device();
    const ward = device.page({ post: 'hospital' });
    const { id } = ward.say();
    await settled();
    ward.kill();
    const tablet = device.page();
    tablet.connect();
    const own = tablet.say();
    await settled();
    expect([tablet.states, device.server.done]).toEqual([[], [own.id]]);
    expect(device.kept).toMatchObject([{ id, post: 'hospital' }]);
  });

  test('a row that nobody can read stops nothing', async () => {
    const device = new Device();
    device.rows.set(0, 'torn');
    const page = device.page();
    page.connect();
    const { id } = page.say();
    await settled();
    expect(device.server.done).toEqual([id]);
  });
});

describe('[PRV-44] what may not stay', () => {
  const leaves = () => 'SlotTooOld' as const;

  test('leaves the device with a word, and its asker is told', async () => {
    const device = new Device();
    const page = device.page({ leaves });
    const { answer } = page.say();
    await settled();
    expect(device.rows.size).toBe(1);
    await device.time.pass(LOOK_EVERY);
    expect(device.rows.size).toBe(0);
    expect(page.items).toMatchObject([{ state: { name: 'refuse', refusal: 'SlotTooOld' } }]);
    expect(await answer).toEqual({ outcome: 'refuse', refusal: 'SlotTooOld' });
    page.connect();
    await settled();
    expect(device.server.received).toEqual([]);
  });

  test('keeps the word of the server when it was refused before', async () => {
    const device = new Device();
    device.server.refuses = () => 'PlaceUnknown';
    const page = device.page({ leaves });
    page.connect();
    page.say();
    await device.time.pass(LOOK_EVERY);
    expect(page.items).toMatchObject([{ state: { refusal: 'PlaceUnknown' } }]);
    expect(device.rows.size).toBe(0);
  });
});

test('[PRV-44] at the end of a shift nothing stays, of any post', async () => {
  const device = new Device();
  const ward = device.page({ post: 'hospital' });
  ward.say();
  await settled();
  ward.kill();
  const page = device.page();
  page.say();
  await settled();
  expect(device.rows.size).toBe(2);
  await page.core.erase();
  expect([device.rows.size, page.states]).toEqual([0, []]);
});

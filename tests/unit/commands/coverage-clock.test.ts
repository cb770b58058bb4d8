import { afterEach, describe, expect, test } from 'vitest';
import type { EventRecord } from '#server/log/event-log';
import { MINUTE, plus, SECOND, type Instant } from '#shared/kernel/instant';
import { dateAfter, instantAtLocal, minutesOf, type LocalDate } from '#shared/kernel/local-time';
import { SLOT_MS, slotAfter, slotOf, type Slot } from '#shared/kernel/slot';
import { hashOf, openCore, replayed, type Core } from '../../support/core.ts';
import { areasOf, cellsOf, differing } from '../../support/coverage-cells.ts';
import { commandId, paris, pass, request, slotAt, station, zone } from '../../support/said.ts';
import { toldAt } from '../../support/told.ts';

const started: Core[] = [];
afterEach(async () => {
  for (const core of started.splice(0)) await core.stop();
});

async function coreAt(start: Instant, folder?: string): Promise<Core> {
  const core = await openCore({ start, ...(folder === undefined ? {} : { folder }) });
  started.push(core);
  return core;
}

async function recordsOf(core: Core, kind: string): Promise<EventRecord[]> {
  return (await core.log.read(0, 100_000)).filter((record) => record.kind === kind);
}

/** The afternoon of 21 November, as it stands at 17:10. */
async function afternoon(): Promise<Core> {
  const core = await coreAt(paris('06:30'));
  for (const hour of ['07:00', '14:00', '15:00', '16:00', '17:00', '17:10']) await core.at(paris(hour));
  return core;
}

/** When the wall is told of the half-hour 17:00-17:30. */
const TOLD = toldAt('wall', slotAt('17:00'));

describe('one pass, on the wall', () => {
  test('[REL-20, PRV-15] a pass moves no area before the wall’s delay has passed, then one sector and nothing else', async () => {
    const core = await afternoon();
    await core.send(pass(zone('z-ourcq'), slotAt('17:00')));
    const before = areasOf(core);
    for (let at = paris('17:11'); at < TOLD; at = plus(at, MINUTE)) {
      await core.at(at);
      expect(differing(before, areasOf(core))).toEqual([]);
    }
    await core.at(TOLD);
    expect(differing(before, areasOf(core))).toEqual(['s-19-nord']);
    expect(cellsOf(core, 'sector:s-19-nord')).toEqual(['manque', 'passe']);
    expect(core.wall('situation')).toMatchObject({ describes: paris('17:30'), releasedAt: TOLD });
  });

  test('[REL-20, PRV-8] a pass in a station moves one metro sector, not sooner, and no sector', async () => {
    const core = await afternoon();
    const before = areasOf(core);
    await core.send(pass(station('st-stalingrad'), slotAt('17:00')));
    await core.at(plus(TOLD, -SECOND));
    expect(differing(before, areasOf(core))).toEqual([]);
    await core.at(TOLD);
    expect(differing(before, areasOf(core))).toHaveLength(1);
    expect(differing(before, areasOf(core))[0]).toMatch(/^m-/);
  });

  test('[REL-21, PRV-7] a pass taken back before its seal moves no area, ever', async () => {
    const core = await afternoon();
    await core.send(pass(zone('z-ourcq'), slotAt('17:00')), commandId(1));
    await core.at(paris('17:59'));
    const undo = { type: 'WithdrawPass', pass: commandId(1), slot: slotAt('17:00') } as const;
    expect(await core.send(undo)).toMatchObject({ outcome: 'accepted' });
    for (const at of [paris('18:00'), TOLD, plus(TOLD, SLOT_MS), paris('21:30')]) await core.at(at);
    expect(cellsOf(core, 'sector:s-19-nord')).toEqual(['manque', 'a-couvrir']);
    for (const { event } of await recordsOf(core, 'CoverageReleased')) {
      expect(event).not.toHaveProperty('surface.0');
    }
  });

  test('[REL-22, PRV-15] a pass declared after the seal reaches the lead, who reads that it is late, and no one else', async () => {
    const core = await afternoon();
    await core.at(paris('18:05'));
    const declared = pass(zone('z-ourcq'), slotAt('17:00'), '5-9', ['soin']);
    expect(await core.send(declared)).toMatchObject({ outcome: 'accepted' });
    expect(core.lead('zone:z-ourcq')).toMatchObject({
      passes: [{ slot: slotAt('17:00'), people: '5-9', needs: ['soin'], late: true }],
    });
    for (const slot of ['17:00', '17:30', '20:30', '21:30']) await core.at(toldAt('wall', slotAt(slot)));
    expect(cellsOf(core, 'sector:s-19-nord')).toEqual(['manque', 'manque']);
    for (const { event } of await recordsOf(core, 'CoverageReleased')) {
      expect(event).not.toHaveProperty('surface.0');
    }
  });
});

describe('the chain', () => {
  test('[REL-23, PRV-17] at every tick of a day the wall’s sectors are the hospital’s of the same half-hour, byte for byte', async () => {
    const core = await coreAt(paris('06:30'));
    const zones = ['z-ourcq', 'z-bercy', 'z-lilas', 'z-plaine', 'z-dormoy', 'z-ourcq'];
    for (let at = paris('07:10'), index = 0; at < paris('23:00'); at = plus(at, SLOT_MS), index += 1) {
      await core.at(at);
      await core.send(pass(zone(zones[index % zones.length] ?? ''), slotOf(at)));
      if (index % 3 === 0) await core.send(pass(station('st-jaures'), slotOf(at)));
    }
    const releases = (await recordsOf(core, 'CoverageReleased')).map(({ event }) => event as Release);
    const of = (audience: string) => releases.filter((release) => release.audience === audience);
    expect(of('wall').length).toBeGreaterThan(30);
    for (const wall of of('wall').slice(1)) {
      const hospital = of('hospital').find(({ slot }) => slot === wall.slot);
      expect(JSON.stringify(wall.surface)).toBe(JSON.stringify(hospital?.surface));
      expect([hospital?.tick, wall.tick]).toEqual([toldAt('hospital', wall.slot), toldAt('wall', wall.slot)]);
      const ratp = of('ratp').find(({ slot }) => slot === wall.slot);
      const metro = new Set(
        ratp?.underground?.map((group) => core.world.places.metroSectorOf(group as never)),
      );
      expect(wall.underground).toEqual([...metro].sort());
      expect(ratp?.tick).toBe(toldAt('ratp', wall.slot));
    }
  });
});

type Release = { audience: string; tick: Instant; slot: Slot; surface?: string[]; underground?: string[] };

describe.each([
  ['an ordinary day', '2026-11-21'],
  ['the eve of the October change', '2026-10-24'],
  ['the day of the October change', '2026-10-25'],
  ['the eve of the March change', '2027-03-27'],
  ['the day of the March change', '2027-03-28'],
])('%s', (_name, date) => {
  const day = date as LocalDate;
  const local = (hour: string, of = day) => instantAtLocal('Europe/Paris', of, minutesOf(hour));

  test('[REL-24, PRV-16, PRV-59] cells go through their day: not due, not yet released, to cover, passed or missed', async () => {
    const core = await coreAt(local('06:00'));
    const seen: [string, string, string][] = [];
    let shown = '';
    for (let at = local('06:30'); at <= local('07:00', dateAfter(day, 1)); at = plus(at, SLOT_MS)) {
      await core.at(at);
      const cells = [cellsOf(core, 'sector:s-19-nord').join(' '), cellsOf(core, 'sector:s-nation').join(' ')];
      if (at >= local('07:00') && cells.join() !== shown) {
        seen.push([clock(at), cells[0] ?? '', cells[1] ?? '']);
        shown = cells.join();
      }
      if (at === local('08:00')) await core.send(pass(zone('z-ourcq'), slotOf(at)));
      if (at === local('15:00')) await core.send(pass(zone('z-bercy'), slotOf(at)));
    }
    const told = (slot: string) => clock(toldAt('wall', slotOf(local(slot))));
    expect(seen).toEqual([
      ['07:00', 'pas-encore-diffuse non-du', 'pas-encore-diffuse non-du'],
      [told('07:00'), 'a-couvrir non-du', 'a-couvrir non-du'],
      [told('08:00'), 'passe non-du', 'a-couvrir non-du'],
      ['14:00', 'passe pas-encore-diffuse', 'a-couvrir pas-encore-diffuse'],
      [told('13:30'), 'passe pas-encore-diffuse', 'manque pas-encore-diffuse'],
      [told('14:00'), 'passe a-couvrir', 'manque a-couvrir'],
      [told('15:00'), 'passe a-couvrir', 'manque passe'],
      [told('21:30'), 'passe manque', 'manque passe'],
      ['07:00', 'pas-encore-diffuse non-du', 'pas-encore-diffuse non-du'],
    ]);
    const windows = (await recordsOf(core, 'WindowClosed')).map(({ event }) => event);
    expect(windows).toMatchObject([
      { day, window: 'matin' },
      { day, window: 'apres-midi' },
    ]);
  });

  const clock = (at: Instant) =>
    new Date(at).toLocaleTimeString('fr-FR', {
      timeZone: 'Europe/Paris',
      hour: '2-digit',
      minute: '2-digit',
    });
});

describe('stops and starts', () => {
  test('[REL-25, PRV-18] a server stopped in the middle of a slot goes on as if it had not: same releases, same wall', async () => {
    const events: [Instant, (core: Core) => Promise<unknown>][] = [
      [paris('17:10'), (core) => core.send(pass(zone('z-ourcq'), slotAt('17:00')), commandId(1))],
      [
        paris('17:12'),
        (core) => core.send({ type: 'OpenRestSpace', space: 'ER-1' as never, regime: 'jour' }, commandId(2)),
      ],
      [paris('17:13'), (core) => core.send(request(paris('11:20')), commandId(3))],
      [paris('17:47'), (core) => core.send(pass(zone('z-ourcq'), slotAt('17:00')), commandId(1))],
      [paris('18:10'), (core) => core.send(pass(zone('z-bercy'), slotAt('17:00')), commandId(4))],
      [paris('18:20'), (core) => core.send(pass(zone('z-lilas'), slotAt('18:00')), commandId(5))],
      [toldAt('wall', slotAt('18:00')), async () => {}],
    ];
    const straight = await coreAt(paris('16:30'));
    let broken = await openCore({ start: paris('16:30') });
    for (const [at, act] of events) {
      for (const core of [straight, broken]) {
        await core.minuteByMinute(at);
        await act(core);
      }
      await broken.stop({ keepFolder: true });
      broken = await openCore({ start: at, folder: broken.folder });
      expect(areasOf(broken)).toEqual(areasOf(straight));
    }
    started.push(broken);
    expect(broken.world.wall.save()).toEqual(straight.world.wall.save());
    for (const kind of [
      'CoverageReleased',
      'SlotSealed',
      'CapacityReleased',
      'WindowOpened',
      'WindowClosed',
    ]) {
      const events = async (core: Core) => (await recordsOf(core, kind)).map(({ event }) => event);
      expect(await events(broken)).toEqual(await events(straight));
    }
    expect(broken.lines).toEqual([]);
  });

  test('[REL-26] a server that starts again in the middle of a slot still answers', async () => {
    const first = await openCore({ start: paris('16:30') });
    await first.send(request(paris('11:20')), commandId(3));
    await first.minuteByMinute(paris('17:25'));
    expect(first.wall('queue')).toMatchObject({ level: { wait: '6-12' } });
    await first.stop({ keepFolder: true });
    const again = await coreAt(paris('17:26'), first.folder);
    expect(await again.send(pass(zone('z-ourcq'), slotAt('17:00')))).toMatchObject({ outcome: 'accepted' });
    expect(again.wall('queue')).toMatchObject({ level: { wait: '6-12' } });
  });

  test('[REL-27, PRV-18] a server that was down issues the ticks it missed, in order, under their own times', async () => {
    const first = await openCore({ start: paris('10:00') });
    await first.send(pass(zone('z-ourcq'), slotAt('10:00')));
    await first.stop({ keepFolder: true });
    const core = await coreAt(paris('13:10'), first.folder);
    const releases = (await recordsOf(core, 'CoverageReleased')).map(({ event }) => event as Release);
    const of = (audience: string) => releases.filter((release) => release.audience === audience);
    const ticks = ['10:00', '10:30', '11:00', '11:30', '12:00', '12:30', '13:00'].map((hour) => paris(hour));
    expect(of('mobile').map(({ tick }) => tick)).toEqual(ticks);
    const wall = of('wall');
    // A wall that waits longer than the others is told nothing yet at the first ticks of a new log.
    expect(wall.map(({ tick }) => tick)).toEqual(ticks.slice(-wall.length));
    const told = toldAt('wall', slotAt('10:00'));
    expect(wall.map(({ surface }) => surface?.length)).toEqual(wall.map(({ tick }) => (tick < told ? 0 : 1)));
    expect([wall[0]?.surface, wall.at(-1)?.surface]).toEqual([[], ['s-19-nord']]);
  });

  test('[REL-28, PRV-15] what is sealed never changes: a duplicate, a late pass and a restart leave the bytes as they are', async () => {
    const core = await openCore({ start: paris('16:30') });
    await core.at(paris('17:10'));
    await core.send(pass(zone('z-ourcq'), slotAt('17:00')), commandId(1));
    await core.at(TOLD);
    const [sealed] = await recordsOf(core, 'SlotSealed');
    const released = areasOf(core);
    await core.send(pass(zone('z-ourcq'), slotAt('17:00')), commandId(1));
    expect(await core.send(pass(zone('z-bercy'), slotAt('17:00')))).toMatchObject({ refusal: 'SlotTooOld' });
    await core.send(pass(zone('z-bercy'), slotAfter(slotOf(TOLD), -2)));
    await core.stop({ keepFolder: true });
    const again = await coreAt(plus(TOLD, MINUTE), core.folder);
    expect(areasOf(again)).toEqual(released);
    expect((await recordsOf(again, 'SlotSealed'))[0]).toEqual(sealed);
    expect(hashOf(await replayed(again.log))).toBe(hashOf(again.world));
  });

  test('[COV-13, PRV-16] a half-day opens once and closes once, whoever restarts', async () => {
    let core = await openCore({ start: paris('06:59') });
    for (const hour of ['13:59', '14:00', '14:10', '14:29', '14:30', '14:31']) {
      await core.stop({ keepFolder: true });
      core = await openCore({ start: paris(hour), folder: core.folder });
    }
    started.push(core);
    const ids = async (kind: string) => (await recordsOf(core, kind)).map(({ commandId: id }) => id);
    expect(await ids('WindowOpened')).toEqual(['open:2026-11-21:matin', 'open:2026-11-21:apres-midi']);
    expect(await ids('WindowClosed')).toEqual(['close:2026-11-21:matin']);
  });
});

test('[COV-14] the lead reads every duty of the half-day: to do, then done at its first pass, then missed for good', async () => {
  const core = await coreAt(paris('13:30'));
  await core.at(paris('14:05'));
  const duty = (area: string) => core.lead(`duty:${area}:2026-11-21:apres-midi`);
  expect(duty('s-19-nord')).toMatchObject({ state: 'a-faire', slot: null });
  await core.send(pass(zone('z-ourcq'), slotAt('14:00')), commandId(1));
  expect(duty('s-19-nord')).toMatchObject({ state: 'fait', slot: slotAt('14:00') });
  await core.send({ type: 'WithdrawPass', pass: commandId(1), slot: slotAt('14:00') });
  expect(duty('s-19-nord')).toMatchObject({ state: 'a-faire', slot: null });
  await core.send(pass(station('st-jaures'), slotAt('14:00')));
  expect(duty('g-stalingrad')).toMatchObject({ state: 'fait' });
  await core.at(paris('22:30'));
  expect(duty('s-19-nord')).toMatchObject({ state: 'manque' });
  await core.send(pass(zone('z-ourcq'), slotAt('21:30')));
  expect(duty('s-19-nord')).toMatchObject({ state: 'manque' });
  expect(core.lead('zone:z-ourcq')).toMatchObject({ passes: [{ late: true }] });
});

test('[REL-68, PRV-15] of a half-day that the server did not watch from its start, nothing is said to be missed', async () => {
  const late = await openCore({ start: paris('10:10') });
  await late.send(pass(zone('z-ourcq'), slotAt('10:00')));
  for (let at = paris('10:30'); at <= paris('23:30'); at = plus(at, SLOT_MS)) await late.at(at);
  expect(cellsOf(late, 'sector:s-19-nord')).toEqual(['passe', 'manque']);
  expect(cellsOf(late, 'sector:s-nation')).toEqual(['pas-encore-diffuse', 'manque']);
  const duty = (window: string) => late.lead(`duty:s-nation:2026-11-21:${window}`);
  expect([duty('matin'), duty('apres-midi')]).toMatchObject([{ state: 'a-faire' }, { state: 'manque' }]);
  await late.stop();
});

import { afterEach, describe, expect, test } from 'vitest';
import { restSpaceStream } from '#server/commands/aggregates';
import type { DurableCommand } from '#server/commands/decide';
import { alarmThresholds } from '#server/projections/alarm-facts';
import type { TerritorySettingsCommand } from '#shared/domain/territory-settings/commands';
import { HOUR, MINUTE, plus } from '#shared/kernel/instant';
import { seededRandom } from '../../contract/append-plan.ts';
import { hashOf, openCore, replayed, type Core } from '../../support/core.ts';
import { commandId, paris, space } from '../../support/said.ts';
import { FieldDays, seededIds } from '../retention/field-days.ts';

const START = paris('17:00:10');
const er1 = space('ER-1');
const started: Core[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((core) => core.stop()));
});
async function begin(options: Partial<Parameters<typeof openCore>[0]> = {}): Promise<Core> {
  const core = await openCore({ start: START, ...options });
  started.push(core);
  return core;
}

const jauges = (
  jaugeJour: number,
  more: Partial<Extract<TerritorySettingsCommand, { type: 'ChangeJauges' }>> = {},
): TerritorySettingsCommand => ({
  type: 'ChangeJauges',
  space: er1,
  jaugeJour,
  jaugeNuit: 20,
  from: null,
  seen: null,
  ...more,
});
const closure = (
  more: Partial<Extract<TerritorySettingsCommand, { type: 'PlanClosure' }>> = {},
): TerritorySettingsCommand => ({
  type: 'PlanClosure',
  space: er1,
  service: null,
  from: null,
  until: null,
  reason: 'travaux',
  ...more,
});
async function openAt(core: Core, present: number): Promise<void> {
  await core.send({ type: 'OpenRestSpace', space: er1, regime: 'jour' });
  await core.send({ type: 'RecountRestSpace', space: er1, present, reason: 'releve' });
}
const limitsIn = (core: Core, view: 'lead' | 'wall' | 'hospital') => {
  const entity = core.world.views
    .of(view)
    .value(`${view === 'hospital' ? 'rest-space-band' : 'rest-space'}:ER-1`);
  return entity && 'jaugeJour' in entity ? [entity.jaugeJour, entity.jaugeNuit] : null;
};

describe('another limit', () => {
  test('[SET-8] is in the exact views at once, in the classes at the next tick, and counts as theirs', async () => {
    const core = await begin();
    await openAt(core, 29);
    await core.at(paris('17:01'));
    expect(core.wall('rest-space:ER-1')).toMatchObject({ band: '1-4', jaugeJour: 32 });
    expect(await core.send(jauges(40))).toMatchObject({ outcome: 'accepted' });
    expect(limitsIn(core, 'lead')).toEqual([40, 20]);
    expect(limitsIn(core, 'wall')).toEqual([32, 22]);
    await core.at(paris('17:02'));
    expect(core.wall('rest-space:ER-1')).toMatchObject({ band: '5+', jaugeJour: 40, jaugeNuit: 20 });
    expect(limitsIn(core, 'hospital')).toEqual([40, 20]);
  });

  test('[SET-8] that is reached is shown full at once, and saturated from the moment it holds', async () => {
    const core = await begin();
    await openAt(core, 25);
    await core.at(paris('17:01'));
    await core.send(jauges(25));
    // Answered once durable: what may not wait is released right after.
    await core.at(paris('17:01'));
    expect(core.wall('rest-space:ER-1')).toMatchObject({ band: 'complet' });
    expect(core.lead('rest-space:ER-1')).toMatchObject({ state: { saturatingSince: paris('17:01') } });
  });

  test('[SET-2] dated, holds from its minute on, in the figures released at that minute', async () => {
    const core = await begin();
    await openAt(core, 10);
    await core.send(jauges(20, { from: paris('17:30') }));
    await core.minuteByMinute(paris('17:29:59'));
    await core.at(paris('17:29:59'));
    expect(limitsIn(core, 'wall')).toEqual([32, 22]);
    await core.at(paris('17:30'));
    expect(limitsIn(core, 'wall')).toEqual([20, 20]);
    expect(limitsIn(core, 'lead')).toEqual([20, 20]);
  });

  test('[SET-2] dated, holds after a stop in the middle of which its moment came', async () => {
    const core = await begin();
    await core.send(jauges(20, { from: paris('18:10') }));
    started.splice(started.indexOf(core), 1);
    await core.stop({ keepFolder: true });
    const again = await begin({ start: paris('21:00:30'), folder: core.folder });
    await again.at(paris('21:01'));
    expect(limitsIn(again, 'wall')).toEqual([20, 20]);
  });

  test('[SET-3] undone, gives every view the limit of before', async () => {
    const core = await begin();
    await openAt(core, 29);
    await core.send(jauges(40), commandId(7));
    await core.at(paris('17:02'));
    expect(await core.send({ type: 'UndoSetting', setting: commandId(7) })).toMatchObject({
      outcome: 'accepted',
    });
    await core.at(paris('17:03'));
    expect([limitsIn(core, 'lead'), limitsIn(core, 'wall')]).toEqual([
      [32, 22],
      [32, 22],
    ]);
    expect(core.wall('rest-space:ER-1')).toMatchObject({ band: '1-4' });
  });

  test('[SET-6] refused is written nowhere but as the answer', async () => {
    const core = await begin();
    const before = core.world.position;
    expect(await core.send(jauges(10))).toMatchObject({ outcome: 'refused', refusal: 'NightAboveDay' });
    expect(core.world.position).toBe(before);
  });
});

describe('a planned closure', () => {
  test('[SET-7] closes its space at its moment, once, with its reason and its end; its staff open it again', async () => {
    const core = await begin();
    await openAt(core, 12);
    const [from, until] = [paris('17:40'), paris('20:00')];
    await core.send(closure({ from, until }));
    await core.minuteByMinute(paris('17:39:30'));
    expect(core.lead('rest-space:ER-1')).toMatchObject({ state: { kind: 'ouvert' } });
    await core.at(from);
    expect(core.lead('rest-space:ER-1')).toMatchObject({
      state: { kind: 'ferme', reason: 'travaux', until },
    });
    expect(core.wall('rest-space:ER-1')).toMatchObject({ band: 'ferme' });
    await core.send({ type: 'OpenRestSpace', space: er1, regime: 'jour' });
    await core.minuteByMinute(paris('18:30'));
    expect(core.lead('rest-space:ER-1')).toMatchObject({ state: { kind: 'ouvert' } });
    const closings = (await core.log.read(0, 1_000)).filter(({ kind }) => kind === 'RestSpaceClosed');
    expect(closings).toHaveLength(1);
  });

  test('[SET-7] without a date closes in the same turn; undone before its moment it never comes', async () => {
    const core = await begin();
    await openAt(core, 12);
    await core.send(closure({ from: paris('17:30') }), commandId(8));
    await core.send({ type: 'UndoSetting', setting: commandId(8) });
    await core.minuteByMinute(paris('17:31'));
    expect(core.world.state(restSpaceStream(er1)).kind).toBe('ouvert');
    await core.send(closure());
    expect(core.world.state(restSpaceStream(er1)).kind).toBe('ferme');
  });

  test('[SET-7] of a service puts it off, if it was on, and nothing else', async () => {
    const core = await begin();
    await openAt(core, 12);
    for (const service of ['repas', 'douche'] as const)
      await core.send({ type: 'SwitchService', space: er1, service, on: true });
    await core.send(closure({ service: 'douche' }));
    await core.send(closure({ service: 'infirmier' }));
    expect(core.lead('rest-space:ER-1')).toMatchObject({
      state: { kind: 'ouvert', present: 12, services: ['repas'] },
    });
    const put = (await core.log.read(0, 1_000)).filter(({ kind }) => kind === 'ServiceSwitched');
    expect(put).toHaveLength(3);
  });
});

test('[SET-12] alarms are raised after the delays in force from the moment they hold', async () => {
  const core = await begin();
  const { reportAcknowledgeMin, ...pack } = alarmThresholds(core.world);
  const { coverageTickMin: _tick, ...packs } = { ...pack, reportAcknowledgeMin };
  const delays = {
    reportAcknowledgeMin: 22,
    silentWarnMin: packs.silentWarnMin,
    silentMin: packs.silentMin,
    exitGraceMin: packs.exitGraceMin,
    holdEndsSoonMin: packs.holdEndsSoonMin,
    cleaningMin: packs.cleaningMin,
    restSpaceSilentMin: packs.restSpaceSilentMin,
    perilMin: packs.perilMin,
  };
  await core.send({ type: 'ChangeAlarmDelays', delays, seen: null }, commandId(9));
  expect(alarmThresholds(core.world).reportAcknowledgeMin).toBe(22);
  await core.send({ type: 'ChangeAlarmDelays', delays: null, seen: commandId(9) });
  expect(alarmThresholds(core.world).reportAcknowledgeMin).toBe(reportAcknowledgeMin);
});

test(
  '[SET-8, ERA-6, PRV-51] settings made among days of the field give one state, live, replayed, and after erasures',
  { timeout: 120_000 },
  async () => {
    const core = await begin({ ids: seededIds(3) });
    const days = new FieldDays(core, 11);
    const random = seededRandom(5);
    const below = (end: number) => Math.floor(random() * end);
    for (let hour = 1; hour <= 80; hour += 1) {
      await days.until(plus(START, hour * HOUR));
      const id = commandId(0x70000000 + hour);
      const from = random() < 0.5 ? null : plus(core.clock.now(), below(20) * HOUR + 7 * MINUTE);
      const commands: DurableCommand[] = [
        jauges(21 + below(30), { from, seen: null }),
        closure({ from, space: space('ER-2') }),
        { type: 'UndoSetting', setting: commandId(0x70000000 + 1 + below(hour)) },
      ];
      await core.send(commands[hour % 3] ?? closure(), id);
      if (hour % 10 === 0 || hour > 69)
        expect([hour, hashOf(await replayed(core.log))]).toEqual([hour, hashOf(core.world)]);
    }
    expect(core.lines).toEqual([]);
  },
);

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DurableCommand } from '#server/commands/decide';
import type { ViewKey } from '#server/release/views';
import type { AlarmKey } from '#shared/domain/alarm/commands';
import type { DutyCell } from '#shared/domain/duty-plan/commands';
import type { FilingPost, SectorId, WindowId } from '#shared/kernel/ids';
import { HOUR, plus } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import { hashOf, openCore, replayed, type Core } from '../../support/core.ts';
import {
  commandId,
  paris,
  pass,
  ratpPost,
  slotAt,
  station,
  team,
  tourFigures,
  zone,
} from '../../support/said.ts';
import { bytesOf, foundIn } from '../../support/search-bytes.ts';

const START = paris('10:00');
const T2 = team('T2');
const metro = station('st-jaures');
let core: Core;
beforeEach(async () => {
  core = await openCore({ start: START });
});
afterEach(() => core.stop());

const say = (command: DurableCommand, filedBy: FilingPost = 'lead', number?: number) =>
  core.send(command, number === undefined ? undefined : commandId(number), filedBy);
const open = (filedBy: FilingPost = T2, number = 1) =>
  say({ type: 'OpenMaraude', level: 'souterrain' }, filedBy, number);
const ask = (number = 2) =>
  say(
    { type: 'FileReport', origin: 'ratp', place: metro, kind: 'groupe', people: '5-9', seenAt: START },
    ratpPost('RATP-1'),
    number,
  );
const give = (number = 3) =>
  say({ type: 'GiveMission', team: T2, place: metro, report: commandId(2) }, 'lead', number);
const holding = (text: string) =>
  core.world.views.keys.filter((view) => JSON.stringify(core.world.views.of(view).values()).includes(text));

describe('outside a tour nothing is collected', () => {
  test('[MAR-4] a pass of a team that is not out is refused, and taken once it is', async () => {
    const declare = () => say(pass(zone('z-ourcq'), slotAt('10:00')), T2);
    expect(await declare()).toMatchObject({ refusal: 'MaraudeNotOpen' });
    await open();
    expect(await declare()).toMatchObject({ outcome: 'accepted' });
  });

  test('[MAR-4] a late pass of a half-hour of the tour is taken after its end; an older one is too old, not out', async () => {
    await open();
    await core.at(paris('11:40'));
    await say({ type: 'CloseMaraude' }, T2);
    await core.at(paris('12:05'));
    expect(await say(pass(zone('z-ourcq'), slotAt('11:30')), T2)).toMatchObject({ outcome: 'accepted' });
    expect(await say(pass(zone('z-ourcq'), slotAt('12:00')), T2)).toMatchObject({
      refusal: 'MaraudeNotOpen',
    });
    expect(await say(pass(zone('z-ourcq'), slotAt('10:30')), T2)).toMatchObject({ refusal: 'SlotTooOld' });
  });
});

describe('who is told', () => {
  test('[MIS-11, PRV-21, PRV-37] a mission is told to the leads and to its own team, and a pass names no team or operator', async () => {
    await open();
    await ask();
    await give();
    expect(holding('"kind":"mission"').sort()).toEqual(['lead', 'outreach:T2']);
    await say(pass(zone('z-ourcq'), slotAt('10:00')), T2);
    const declared = (await core.log.read(0, 1_000)).find(({ kind }) => kind === 'PassDeclared');
    expect(Object.keys(declared?.event as object).sort()).toEqual([
      'needs',
      'pass',
      'people',
      'place',
      'slot',
      'type',
    ]);
  });

  test('[MAR-7] a tour is told to the leads and to its team, and what it says names no place', async () => {
    await open();
    const shown = core.lead('maraude:T2');
    expect(shown).toEqual({
      kind: 'maraude',
      team: 'T2',
      state: { kind: 'ouverte', since: START, level: 'souterrain' },
    });
    expect(core.world.views.of('outreach:T2' as ViewKey).value('maraude:T2')).toEqual(shown);
    expect(core.world.views.of('outreach:T3' as ViewKey).value('maraude:T2')).toBeUndefined();
    expect(core.lead('maraude:T3')).toMatchObject({ state: { kind: 'pas-commencee' } });
  });

  test('[REP-12, PRV-38] a report is told to the leads; its steps to the post that asked, which learns no arrival', async () => {
    await open();
    await ask();
    const post = core.world.views.of('ratp:RATP-1' as ViewKey);
    expect(holding('"kind":"report"')).toEqual(['lead']);
    expect(holding('"kind":"own-report"')).toEqual(['ratp:RATP-1']);
    await give();
    const [revision, shown] = [post.revision, post.value(`own-report:${commandId(2)}`)];
    await say({ type: 'ReachMission', mission: commandId(3) }, T2);
    expect(core.lead(`report:${commandId(2)}`)).toMatchObject({ step: 'sur-place' });
    expect([post.revision, post.value(`own-report:${commandId(2)}`)]).toEqual([revision, shown]);
    expect(JSON.stringify(shown)).not.toMatch(/T2|people|sur-place/);
  });

  test('[REP-12] every post is told of coverage and doors what the operator is', async () => {
    await core.minuteByMinute(paris('11:35'));
    const text = (view: ViewKey) => JSON.stringify(core.world.views.of(view).changesSince(0 as never));
    expect(text('ratp').length).toBeGreaterThan(100);
    expect(text('ratp:RATP-2' as ViewKey)).toBe(text('ratp'));
  });
});

describe('a due cell that a lead says is impossible', () => {
  const cell: DutyCell = {
    area: { kind: 'sector', id: 's-19-nord' as SectorId },
    day: '2026-11-21' as LocalDate,
    window: 'apres-midi' as WindowId,
  };
  const key = 'duty:s-19-nord:2026-11-21:apres-midi';
  const mark = () => say({ type: 'MarkImpossible', cell, reason: 'meteo' });

  test('[PLN-3] opens so, is not missed when its half-day ends, and the wall shows its gap all the same', async () => {
    await mark();
    await core.at(paris('14:00'));
    expect(core.lead(key)).toMatchObject({ state: 'impossible', reason: 'meteo' });
    await core.minuteByMinute(paris('14:02'));
    await core.at(paris('22:30'));
    expect(core.lead(key)).toMatchObject({ state: 'impossible', reason: 'meteo' });
    expect(core.lead('duty:s-10:2026-11-21:apres-midi')).toMatchObject({ state: 'manque', reason: null });
    await core.at(paris('23:00'));
    const cellsOf = (key: string) => (core.wall(key) as { cells?: unknown } | undefined)?.cells;
    expect(cellsOf('sector:s-19-nord')).toEqual(cellsOf('sector:s-10'));
  });

  test('[PLN-3] is to do again when somebody says so', async () => {
    await core.at(paris('14:00'));
    await mark();
    expect(core.lead(key)).toMatchObject({ state: 'impossible' });
    await say({ type: 'MarkPossible', cell });
    expect(core.lead(key)).toMatchObject({ state: 'a-faire', reason: null });
  });

  test('[PLN-5] is done by a pass that was made all the same, and impossible again without it', async () => {
    await core.at(paris('14:00'));
    await mark();
    await say(pass(zone('z-ourcq'), slotAt('14:00')), 'lead', 50);
    expect(core.lead(key)).toMatchObject({ state: 'fait' });
    await say({ type: 'WithdrawPass', pass: commandId(50), slot: slotAt('14:00') });
    expect(core.lead(key)).toMatchObject({ state: 'impossible', reason: 'meteo' });
  });
});

test('[MIS-13, PRV-37, PRV-50] no byte of a mission or a tour is in any file 24 h after its end, and none goes before 21 h', async () => {
  await open();
  await ask();
  await give();
  await say({ type: 'FinishMission', mission: commandId(3) }, T2);
  await core.at(paris('11:00'));
  await say({ type: 'CloseMaraude' }, T2);
  await say({ type: 'FileTourReport', figures: tourFigures(7) }, T2);
  const end = core.clock.now();
  const theirs = ['"team":"T2"', 'MissionGiven', 'MaraudeOpened', 'MaraudeReported'];
  for (let hour = 1; hour <= 21; hour += 1) await core.at(plus(end, hour * HOUR));
  expect(foundIn(bytesOf(core.folder), theirs)).toEqual(theirs);
  for (let hour = 22; hour <= 24; hour += 1) await core.at(plus(end, hour * HOUR));
  expect(foundIn(bytesOf(core.folder), theirs)).toEqual([]);
  // What history keeps of the tour is there, the screens tell of neither, and a replay gives the same.
  expect(foundIn(bytesOf(core.folder), ['TourReportFiled'])).toEqual(['TourReportFiled']);
  expect(core.lead(`mission:${commandId(3)}`)).toBeUndefined();
  expect(core.lead('maraude:T2')).toMatchObject({ state: { kind: 'pas-commencee' } });
  expect(hashOf(await replayed(core.log))).toBe(hashOf(core.world));
});

test('[PRV-35, MAR-6] the figures of a tour rest thirteen months under their operator, without team, place or hour', async () => {
  await open();
  await core.at(paris('11:00'));
  await say({ type: 'CloseMaraude' }, T2);
  await say({ type: 'FileTourReport', figures: tourFigures(7) }, T2);
  const kept = (await core.log.read(0, 1_000)).find(({ kind }) => kind === 'TourReportFiled');
  expect(kept?.event).toEqual({
    type: 'TourReportFiled',
    operator: 'à configurer',
    day: '2026-11-21',
    window: 'matin',
    level: 'souterrain',
    figures: tourFigures(7),
  });
  expect(kept?.stream).toBe('dispatch');
});

test('[ALA-10] no fact tells of an alarm but what was answered to it', async () => {
  await open();
  await say({ type: 'RaiseAlert' }, T2);
  const alarm = 'A1:T2' as AlarmKey;
  expect(await say({ type: 'AcknowledgeAlarm', alarm: 'A1:T3' as AlarmKey })).toMatchObject({
    refusal: 'AlarmUnknown',
  });
  await say({ type: 'AcknowledgeAlarm', alarm });
  // Two hours and a half of silence, a half-day without a pass: much calls, and nothing of it is written.
  await core.at(paris('14:31'));
  const kinds = (await core.log.read(0, 1_000)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => /Al(arm|ert)/.test(kind))).toEqual(['AlertRaised', 'AlarmAcknowledged']);
  expect(core.lead('alert:T2')).toEqual({
    kind: 'alert',
    team: 'T2',
    raisedAt: START,
    acknowledgedAt: START,
  });
  await say({ type: 'CloseMaraude' }, T2);
  expect(core.lead('alert:T2')).toBeUndefined();
});

test('[MIS-14] stations that the operator says are closed are told to leads, teams and posts, whole, and outlive an erasure', async () => {
  const riquet = station('st-riquet').id;
  const told = (id = metro.id) => ({ id, from: START, until: plus(START, 300 * HOUR) });
  await core.tellClosures([told(), told(riquet)]);
  const kinds = ['lead', 'outreach:T1', 'ratp', 'ratp:RATP-1'];
  expect(
    holding('station-closure')
      .filter((view) => kinds.includes(view))
      .sort(),
  ).toEqual(kinds.sort());
  expect(holding('station-closure').some((view) => /wall|hospital|mobile|restspace/.test(view))).toBe(false);
  await core.tellClosures([told()]);
  expect(core.lead(`station-closure:${riquet}`)).toBeUndefined();
  const { position } = core.world;
  await core.tellClosures([told()]);
  expect(core.world.position).toBe(position);
  for (let hour = 1; hour <= 75; hour += 1) await core.at(plus(START, hour * HOUR));
  expect(core.lead(`station-closure:${metro.id}`)).toMatchObject({ id: metro.id, from: START });
  expect(hashOf(await replayed(core.log))).toBe(hashOf(core.world));
});

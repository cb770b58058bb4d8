import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RestSpaceCommand } from '#shared/domain/rest-space/commands';
import type { BedCommand } from '#shared/domain/bed/commands';
import type { AdmissionCode } from '#shared/kernel/ids';
import { HOUR, plus } from '#shared/kernel/instant';
import { NO_REVISION } from '#shared/view/revision';
import { restSpaceStream } from '#server/commands/aggregates';
import { releaseView } from '#server/release/release';
import { openCore, type Core } from '../../support/core.ts';
import { arrival, bed, code, codeOf, departure, paris, slotAt, space } from '../../support/said.ts';

let core: Core;
beforeEach(async () => {
  core = await openCore({ start: paris('15:00') });
});
afterEach(() => core.stop());

/** Resolves once the turn is over, what may not wait included. */
const ask = async (command: RestSpaceCommand | BedCommand) => {
  await core.send(command);
  await core.at(core.clock.now());
};
const open = (id: string, regime: 'jour' | 'nuit' = 'jour') =>
  ask({ type: 'OpenRestSpace', space: space(id), regime });
const count = (id: string, present: number) =>
  ask({ type: 'RecountRestSpace', space: space(id), present, reason: 'doute' });
const arrive = (id: string) => ask(arrival(id));
const leave = (id: string) => ask(departure(id));

/** What the wall shows of a space: its class, and under which regime. */
function shown(id: string): string {
  const entity = core.wall(`rest-space:${id}`);
  if (entity?.kind !== 'rest-space' || !('band' in entity)) throw new Error(`no space ${id} on the wall`);
  return `${entity.band} ${entity.regime}`;
}

describe('rest spaces on the wall', () => {
  test('[REL-30, PRV-18] a class changes on the minute, not when someone comes in', async () => {
    await open('ER-1');
    await count('ER-1', 27);
    await core.at(paris('15:01'));
    expect(shown('ER-1')).toBe('5+ jour');
    await core.at(paris('15:01:10'));
    const before = core.world.wall.revision;
    await arrive('ER-1');
    await core.at(paris('15:01:59'));
    expect(core.world.wall.revision).toBe(before);
    await core.at(paris('15:02'));
    expect(shown('ER-1')).toBe('1-4 jour');
  });

  test('[REL-31, PRV-27] `complet` is shown at once', async () => {
    await open('ER-1');
    await count('ER-1', 31);
    await core.at(paris('15:01:10'));
    expect(shown('ER-1')).toBe('1-4 jour');
    await arrive('ER-1');
    expect(shown('ER-1')).toBe('complet jour');
  });

  test('[REL-31, PRV-27] two spaces that fill at one moment are both shown at once', async () => {
    for (const id of ['ER-1', 'ER-2']) await open(id);
    await core.at(paris('15:01'));
    await core.at(paris('15:01:10'));
    await ask({ type: 'DeclareFull', space: space('ER-1') });
    await ask({ type: 'DeclareFull', space: space('ER-2') });
    expect([shown('ER-1'), shown('ER-2')]).toEqual(['complet jour', 'complet jour']);
  });

  test('[REL-32, PRV-27] a full space opens again at the second tick that finds room in it', async () => {
    await open('ER-1');
    await count('ER-1', 32);
    await core.at(paris('15:01:30'));
    await leave('ER-1');
    await core.at(paris('15:02'));
    expect(shown('ER-1')).toBe('complet jour');
    await core.at(paris('15:03'));
    expect(shown('ER-1')).toBe('1-4 jour');
  });

  test('[REL-32, PRV-27] one who leaves and one who comes in between two ticks show nothing', async () => {
    await open('ER-1');
    await count('ER-1', 32);
    await core.at(paris('15:01'));
    await core.at(paris('15:01:20'));
    const before = core.world.wall.revision;
    await leave('ER-1');
    await core.at(paris('15:02:20'));
    await arrive('ER-1');
    await core.minuteByMinute(paris('15:06'));
    expect(core.world.wall.revision).toBe(before);
  });

  test('[REL-33, PRV-28] a change of regime is shown at the next tick, with its own limit', async () => {
    await open('ER-1');
    await count('ER-1', 20);
    await core.at(paris('15:01:30'));
    expect(shown('ER-1')).toBe('5+ jour');
    await ask({ type: 'SwitchRegime', space: space('ER-1'), regime: 'nuit' });
    expect(shown('ER-1')).toBe('5+ jour');
    await core.at(paris('15:02'));
    expect(shown('ER-1')).toBe('1-4 nuit');
  });

  test('[REL-34, PRV-26] the counter of a space of ten places or fewer never moves the wall', async () => {
    await open('ER-3');
    await core.minuteByMinute(paris('15:02'));
    expect(shown('ER-3')).toBe('ouvert jour');
    const before = core.world.wall.revision;
    await count('ER-3', 10);
    await core.minuteByMinute(paris('15:05'));
    await leave('ER-3');
    await core.minuteByMinute(paris('15:08'));
    expect(core.world.wall.revision).toBe(before);
  });

  test('[REL-34, PRV-26] nor does it say when such a space, declared full, opens again', async () => {
    const reopensAt = async (present: number, day: string) => {
      await core.stop();
      core = await openCore({ start: paris('15:00', day) });
      await open('ER-3');
      await count('ER-3', present);
      await ask({ type: 'DeclareFull', space: space('ER-3') });
      await core.at(paris('15:01:30', day));
      await ask({ type: 'LiftFull', space: space('ER-3') });
      await core.minuteByMinute(paris('15:04', day));
      return shown('ER-3');
    };
    expect(await reopensAt(4, '2026-11-22')).toBe('ouvert jour');
    expect(await reopensAt(10, '2026-11-23')).toBe('ouvert jour');
  });

  test('[REL-35] a space of which nothing is said for two hours is stale since a half-hour', async () => {
    await open('ER-1');
    await core.at(paris('15:01'));
    expect(core.wall('rest-space:ER-1')).toMatchObject({ source: { freshness: 'frais' } });
    await core.minuteByMinute(paris('17:01'));
    expect(core.wall('rest-space:ER-1')).toMatchObject({
      source: { freshness: 'perime', since: slotAt('15:00') },
    });
  });

  test('[REL-36] the trend is the class at the last eight half-hours, made of released classes only', async () => {
    await open('ER-1');
    await core.at(paris('15:30'));
    await ask({ type: 'DeclareFull', space: space('ER-1') });
    for (const hour of ['16:00', '16:30']) await core.at(paris(hour));
    const entity = core.wall('rest-space:ER-1');
    expect(entity).toMatchObject({ trend: ['inconnu', '5+', 'complet', 'complet'] });
    for (let at = paris('17:00'); at <= paris('21:00'); at = plus(at, HOUR / 2)) await core.at(at);
    expect(core.wall('rest-space:ER-1')).toMatchObject({ trend: Array(8).fill('complet') });
  });

  test('[REL-57] a counter gone wild stops no frame of the lead', async () => {
    await open('ER-1');
    await count('ER-1', 500);
    await Promise.all(Array.from({ length: 510 }, () => core.send(arrival('ER-1'))));
    expect(core.world.state(restSpaceStream(space('ER-1')))).toMatchObject({ present: 1_010 });
    expect(() => releaseView(core.world.views, 'lead', NO_REVISION, paris('15:00'))).not.toThrow();
  });
});

describe('beds and queue on the wall', () => {
  const request = async (): Promise<AdmissionCode> => {
    const ack = await core.send({
      type: 'RequestAdmission',
      origin: 'maraude',
      needs: [],
      requestedAt: core.clock.now(),
    });
    return codeOf(ack);
  };

  test('[REL-37, PRV-29] free beds are shown by the minute, the last one that goes at once', async () => {
    for (const id of ['lit-1', 'lit-2']) await ask({ type: 'InstallBed', bed: bed(id), surge: false });
    expect(core.wall('beds')).toMatchObject({ free: 'inconnu' });
    await core.at(paris('15:01'));
    expect(core.wall('beds')).toMatchObject({ free: '2' });
    await core.at(paris('15:01:10'));
    for (const id of ['lit-1', 'lit-2']) {
      const asked = await request();
      await core.send({ type: 'AcknowledgeRequest', code: asked });
      await core.send({ type: 'AssessRequest', code: asked });
      expect(core.wall('beds')).toMatchObject({ free: '2' });
      await core.send({ type: 'ReserveBed', code: asked, bed: bed(id) });
    }
    await core.at(core.clock.now());
    expect(core.wall('beds')).toMatchObject({ free: '0' });
  });

  test('[BED-15, PRV-29] a free bed added in a surge is shown as a place, its number stays inside the ward', async () => {
    await ask({ type: 'InstallBed', bed: bed('lit-1'), surge: false });
    await ask({ type: 'InstallBed', bed: bed('lit-2'), surge: true });
    await core.at(paris('15:01'));
    expect(core.wall('beds')).toMatchObject({ free: '2' });
    expect(core.lead('beds')).toMatchObject({ installed: 1, available: 1, surge: 1, surgeAvailable: 1 });
    await core.at(paris('15:01:10'));
    for (const id of ['lit-1', 'lit-2'])
      await ask({ type: 'CloseBed', bed: bed(id), reason: 'effectif', reopensAt: null });
    expect(core.wall('beds')).toMatchObject({ free: '0' });
  });

  test('[BED-21] the view stops offering to take a change back once its shift is over', async () => {
    await ask({ type: 'InstallBed', bed: bed('lit-1'), surge: false });
    await ask({ type: 'CloseBed', bed: bed('lit-1'), reason: 'effectif', reopensAt: null });
    const shown = () => core.world.views.of('hospital').value('bed:lit-1');
    expect(shown()).toMatchObject({ undoable: true });
    await core.at(plus(paris('15:00'), 12 * HOUR - 1));
    expect(shown()).toMatchObject({ undoable: true });
    await core.at(plus(paris('15:00'), 12 * HOUR));
    expect(shown()).toMatchObject({ undoable: false, state: { kind: 'ferme', since: paris('15:00') } });
    expect(await core.send({ type: 'UndoBedChange', bed: bed('lit-1') })).toMatchObject({
      refusal: 'NothingToUndo',
    });
  });

  test('[BED-16] an assessment is of the day on the territory’s calendar, also just after midnight', async () => {
    await ask({ type: 'InstallBed', bed: bed('lit-1'), surge: false });
    const asked = await request();
    await core.send({ type: 'ReserveBed', code: asked, bed: bed('lit-1') });
    await core.send({ type: 'AdmitPerson', code: asked });
    const tick = { type: 'TickAssessment', bed: bed('lit-1'), assessment: 'somatique', done: true } as const;
    const assessed = () => {
      const it = core.world.views.of('hospital').value('bed:lit-1');
      return it?.kind === 'bed' && it.state.kind === 'occupe' ? it.state.assessed.somatique : undefined;
    };
    await core.at(paris('23:59:59'));
    await ask(tick);
    expect(assessed()).toBe('2026-11-21');
    await core.at(paris('00:00', '2026-11-22'));
    await ask(tick);
    expect(assessed()).toBe('2026-11-22');
  });

  test('[REL-38, PRV-32] a request of under six hours changes no byte of the wall', async () => {
    await core.at(paris('15:01'));
    const before = core.world.wall.revision;
    await request();
    await core.minuteByMinute(paris('15:10'));
    expect(core.world.wall.revision).toBe(before);
  });

  test('[REL-39] a hold that is over frees its bed by the server’s clock alone', async () => {
    await ask({ type: 'InstallBed', bed: bed('lit-1'), surge: false });
    const asked = await request();
    for (const type of ['AcknowledgeRequest', 'AssessRequest'] as const)
      await core.send({ type, code: asked });
    await core.send({ type: 'ReserveBed', code: asked, bed: bed('lit-1') });
    expect(core.lead('beds')).toMatchObject({ reserved: 1, available: 0 });
    await core.at(paris('16:59:59'));
    expect(core.lead('beds')).toMatchObject({ reserved: 1 });
    await core.at(paris('17:00'));
    expect(core.lead('beds')).toMatchObject({ reserved: 0, available: 1 });
    expect(core.wall('beds')).toMatchObject({ free: '1' });
  });

  test('[REL-40, PRV-32] the share changes on Monday at 06:00 only, from four closed weeks', async () => {
    await core.stop();
    core = await openCore({ start: paris('10:00', '2026-11-16') });
    for (let index = 0; index < 12; index += 1) {
      await ask({ type: 'InstallBed', bed: bed(`lit-${index + 1}`), surge: false });
      const asked = await request();
      for (const type of ['AcknowledgeRequest', 'AssessRequest'] as const)
        await core.send({ type, code: asked });
      await core.send({ type: 'ReserveBed', code: asked, bed: bed(`lit-${index + 1}`) });
      await core.send({ type: 'AdmitPerson', code: asked });
    }
    const share = () => core.wall('queue');
    await core.at(paris('05:59:59', '2026-11-23'));
    expect(share()).toMatchObject({ level: { share: { kind: 'trop-peu-de-demandes' } } });
    await core.at(paris('06:00', '2026-11-23'));
    expect(share()).toMatchObject({ level: { share: { kind: 'part', percent: '95' } } });
    await core.at(paris('06:00', '2026-12-14'));
    expect(share()).toMatchObject({ level: { share: { kind: 'part', percent: '95' } } });
    await core.at(paris('06:00', '2026-12-21'));
    expect(share()).toMatchObject({ level: { share: { kind: 'trop-peu-de-demandes' } } });
  });

  test('[REL-39] a request of which nothing is said for a week is closed by the clock', async () => {
    const asked = await request();
    await core.at(plus(paris('15:00'), 7 * 24 * HOUR));
    expect(await core.send({ type: 'WithdrawRequest', code: asked })).toMatchObject({
      refusal: 'RequestClosed',
    });
    expect(await core.send({ type: 'WithdrawRequest', code: code('222222') })).toMatchObject({
      refusal: 'RequestUnknown',
    });
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { runClockwork } from '#server/commands/clockwork';
import type { DurableCommand } from '#server/commands/decide';
import { Draft } from '#server/commands/draft';
import { randomIds } from '#server/ports/ids';
import { DownstreamBoards } from '#server/projections/downstream-boards';
import { Released } from '#server/release/released';
import { releaseView } from '#server/release/release';
import { Views, type ViewKey } from '#server/release/views';
import type { AdmissionCode, PlacementCode } from '#shared/kernel/ids';
import { DAY, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { NO_REVISION } from '#shared/view/revision';
import type { Ack } from '#shared/wire/ack';
import { hashOf, openCore, replayed, type Core } from '../../support/core.ts';
import {
  arrival,
  commandId,
  hospitalTeam as teamId,
  paris,
  placement as placementCode,
  request,
  team,
  unit as unitId,
} from '../../support/said.ts';
import { policy, territory } from '../../support/served-app.ts';

const started: Core[] = [];
afterEach(async () => {
  for (const core of started.splice(0)) await core.stop();
});
async function coreAt(start: Instant, ids = randomIds): Promise<Core> {
  const core = await openCore({ start, ids });
  started.push(core);
  return core;
}

const unit = unitId('UHA-1');
const hospitalTeam = teamId('EMH-1');
const ask: DurableCommand = { type: 'AskJointOuting', hospitalTeam };
const report: DurableCommand = { type: 'ReportUnit', unit, free: 1, occupied: 10, closed: 1 };
const housing: DurableCommand = {
  type: 'ReportHousing',
  line: 'assore',
  capacity: 610,
  taken: 592,
  blocked: 13,
  exitsThisWeek: 8,
};
const open: DurableCommand = { type: 'OpenPlacement', sending: 'assore', expertSupport: false };

/** The views that hold an entity under this key, without the team or the space that each is of. */
function holders(core: Core, key: string): string[] {
  const { views } = core.world;
  const found = views.keys.filter((view) => views.of(view).value(key) !== undefined);
  return [...new Set(found.map((view) => view.replace(/:.*/, '')))].sort();
}
const valueIn = (core: Core, view: string, key: string) => core.world.views.of(view as ViewKey).value(key);
/** Every view passes its own gate. */
function expectReleasable(core: Core): void {
  const { views } = core.world;
  for (const view of views.keys) {
    expect(() => Released.open(releaseView(views, view, NO_REVISION, core.clock.now()))).not.toThrow();
  }
}
function placementOf(ack: Ack): PlacementCode {
  if (ack.outcome !== 'accepted' || !ack.code) throw new Error('no code');
  return placementCode(ack.code);
}

describe('before anything is said', () => {
  test('[UNI-1, EMH-1, HOU-1] each unit, team and line of the pack is shown as never heard of', async () => {
    const core = await coreAt(paris('10:00'));
    for (const key of ['unit:UHA-1', 'unit:UHA-5', 'hospital-team:EMH-2', 'housing:assore', 'housing:uhs']) {
      expect(core.lead(key)).toMatchObject({ report: null });
      expect(valueIn(core, 'hospital', key)).toMatchObject({ report: null });
    }
    expectReleasable(core);
  });
});

describe('who is told', () => {
  test('[UNI-5, PRV-61] of a unit: leads, hospital, coordination and mobile teams', async () => {
    const core = await coreAt(paris('10:00'));
    await core.send(report);
    expect(holders(core, 'unit:UHA-1')).toEqual(['coordination', 'hospital', 'lead', 'mobile']);
    expect(core.lead('unit:UHA-1')).toEqual({
      kind: 'unit',
      id: 'UHA-1',
      report: { free: 1, occupied: 10, closed: 1, confirmedAt: paris('10:00') },
    });
    expectReleasable(core);
  });

  test('[HOU-6, PRV-61] of a line and of residences: leads, hospital and coordination, one total each', async () => {
    const core = await coreAt(paris('10:00'));
    await core.send(housing);
    await core.send({
      type: 'ReportResidences',
      region: 'BRE',
      residence: 'communaute-therapeutique',
      establishments: 2,
      free: 1,
      conditions: [],
    });
    for (const key of ['housing:assore', 'residences:BRE:communaute-therapeutique']) {
      expect(holders(core, key)).toEqual(['coordination', 'hospital', 'lead']);
    }
    expect(core.lead('housing:assore')).toMatchObject({ report: { taken: 592, free: 5 } });
    expectReleasable(core);
  });

  test('[EMH-8] of a team: the field too; of an outing: the team that asked, and no other', async () => {
    const core = await coreAt(paris('10:00'));
    await core.send(ask, commandId(1), team('T3'));
    await core.send(ask, commandId(2), 'lead');
    expect(holders(core, 'hospital-team:EMH-1')).toEqual([
      'coordination',
      'hospital',
      'lead',
      'mobile',
      'outreach',
    ]);
    const outing = `outing:${commandId(1)}`;
    expect(holders(core, outing)).toEqual(['hospital', 'lead', 'mobile', 'outreach']);
    expect(valueIn(core, 'outreach:T3', outing)).toMatchObject({ state: { kind: 'demandee' } });
    expect(valueIn(core, 'outreach:T4', outing)).toBeUndefined();
    expect(JSON.stringify(valueIn(core, 'hospital', outing))).not.toMatch(/"T3"|askedBy|place/);
    expect(holders(core, `outing:${commandId(2)}`)).toEqual(['hospital', 'lead', 'mobile']);

    await core.send({ type: 'AcceptJointOuting', outing: commandId(1) }, undefined, 'mobile');
    expect(valueIn(core, 'outreach:T3', outing)).toMatchObject({ state: { kind: 'acceptee' } });
    expectReleasable(core);
  });

  test('[EMH-7] another team cannot take back what it was not told of', async () => {
    const core = await coreAt(paris('10:00'));
    await core.send(ask, commandId(1), team('T3'));
    const back: DurableCommand = { type: 'WithdrawJointOuting', outing: commandId(1) };
    expect(await core.send(back, undefined, team('T4'))).toMatchObject({ refusal: 'OutingUnknown' });
    expect(await core.send(back, undefined, team('T3'))).toMatchObject({ outcome: 'accepted' });
    expect(await core.send({ type: 'AcceptJointOuting', outing: commandId(9) })).toMatchObject({
      refusal: 'OutingUnknown',
    });
  });

  test('[PLA-11, PRV-31, PRV-61] of a placement: the hospital and the mobile teams', async () => {
    const core = await coreAt(paris('10:00'));
    const placement = placementOf(await core.send(open, undefined, 'mobile'));
    for (const step of ['accord', 'evaluation', 'choix'] as const) {
      await core.send({ type: 'AdvancePlacement', placement, step });
    }
    await core.send({ type: 'AskResidence', placement, region: 'BRE', residence: 'famille-d-accueil' });
    expect(holders(core, `placement:${placement}`)).toEqual(['hospital', 'mobile']);
    expect(valueIn(core, 'mobile', `placement:${placement}`)).toMatchObject({
      step: 'choix',
      asked: [{ region: 'BRE', residence: 'famille-d-accueil', answer: 'en-attente' }],
      end: null,
    });
    expectReleasable(core);
  });
});

describe('a code', () => {
  test('[PLA-2] is drawn again when a request or a placement has it', async () => {
    const drawn = ['222222', '222222', '333333', '222222', '333333', '444444'] as AdmissionCode[];
    const core = await coreAt(paris('10:00'), {
      ...randomIds,
      admissionCode: () => drawn.shift() ?? ('555555' as AdmissionCode),
    });
    const codes = [
      await core.send(request(paris('10:00'))),
      await core.send(open),
      await core.send(open),
    ].map((ack) => ('code' in ack ? ack.code : null));
    expect(codes).toEqual(['222222', '333333', '444444']);
    const taken = ['444444', '666666'] as AdmissionCode[];
    drawn.push(...taken);
    expect(await core.send(request(paris('10:00')))).toMatchObject({ code: '666666' });
  });

  test('[PLA-2, LOG-5] is in every answer to its command, and two opened in one turn have two', async () => {
    const drawn = ['222222', '222222', '333333'] as AdmissionCode[];
    const core = await coreAt(paris('10:00'), {
      ...randomIds,
      admissionCode: () => drawn.shift() ?? ('555555' as AdmissionCode),
    });
    const [one, two] = await Promise.all([core.send(open, commandId(1)), core.send(open, commandId(2))]);
    expect([one, two]).toMatchObject([{ code: '222222' }, { code: '333333' }]);
    expect(await core.send(open, commandId(1))).toEqual(one);
  });

  test('[PLA-9] that nobody gave is refused, and leaves nothing of itself in the state', async () => {
    const core = await coreAt(paris('10:00'));
    const before = hashOf(core.world);
    const placement = placementCode('999999');
    expect(await core.send({ type: 'EndPlacement', placement, end: 'retour' })).toMatchObject({
      refusal: 'PlacementUnknown',
    });
    expect(hashOf(core.world)).toBe(before);
  });
});

describe('time alone', () => {
  test('[PLA-10] closes a placement of which nothing is said for ninety days', async () => {
    const core = await coreAt(paris('10:00'));
    const placement = placementOf(await core.send(open));
    const endedBy = (at: Instant) => {
      const draft = new Draft(core.world);
      runClockwork(draft, core.world, plus(at, -MINUTE), at, policy.hash);
      return draft.appends.filter(({ stream }) => stream === `placement:${placement}`);
    };
    const silent = plus(paris('10:00'), 90 * DAY);
    expect(endedBy(plus(silent, -30 * MINUTE))).toEqual([]);
    expect(endedBy(silent)).toMatchObject([
      { events: [{ event: { type: 'PlacementEnded', end: 'perdue-de-vue' } }] },
    ]);
  });

  test('[FLO-3] releases the figures at 06:00 in Paris, every day, and at no other moment', async () => {
    const core = await coreAt(paris('20:00', '2026-10-23'));
    await core.send({ type: 'OpenRestSpace', space: arrival('ER-1').space, regime: 'nuit' });
    for (let count = 0; count < 14; count += 1) await core.send(arrival('ER-1'));
    const flows = () => core.lead('flows:2026-10');
    await core.at('2026-10-24T03:59:59.999Z' as Instant);
    expect(flows()).toBeUndefined();
    // Summer time: 06:00 is 04:00 in UTC.
    await core.at('2026-10-24T04:00:00.000Z' as Instant);
    const released = flows();
    expect(released).toMatchObject({
      closed: false,
      stages: [{ stage: 'visites', count: 14 }, ...Array<object>(6).fill({ count: null })],
    });
    await core.send(arrival('ER-1'));
    // The night between has an hour more: 06:00 is then 05:00 in UTC.
    await core.at('2026-10-25T04:59:59.999Z' as Instant);
    expect(flows()).toEqual(released);
    await core.at('2026-10-25T05:00:00.000Z' as Instant);
    expect(flows()).toMatchObject({ stages: [{ count: 15 }, {}, {}, {}, {}, {}, {}] });
    expectReleasable(core);
  });

  test('[FLO-4] says that a month is over on its first morning, and it moves no more', async () => {
    const core = await coreAt(paris('12:00', '2026-10-31'));
    await core.send({ type: 'OpenRestSpace', space: arrival('ER-1').space, regime: 'jour' });
    for (let count = 0; count < 12; count += 1) await core.send(arrival('ER-1'));
    await core.at(paris('06:00', '2026-11-01'));
    const over = core.lead('flows:2026-10');
    expect(over).toMatchObject({ closed: true, stages: [{ count: 12 }, {}, {}, {}, {}, {}, {}] });
    await core.send(arrival('ER-1'));
    await core.at(paris('06:00', '2026-11-02'));
    expect(core.lead('flows:2026-10')).toEqual(over);
    expect(core.lead('flows:2026-11')).toMatchObject({ closed: false });
    expect(hashOf(await replayed(core.log))).toBe(hashOf(core.world));
  });

  test('[FLO-4] takes a month that is no longer among the twelve before off the screens', () => {
    const views = new Views(territory);
    const boards = new DownstreamBoards(views, territory);
    const months = (...names: string[]) => names.map((month) => ({ month, closed: true, stages: [] }));
    const at = paris('06:00');
    boards.flows({ months: [] }, { type: 'FlowsCounted', at, months: months('2025-10', '2025-11') });
    boards.flows(
      { months: months('2025-10', '2025-11') },
      { type: 'FlowsCounted', at, months: months('2025-11', '2025-12') },
    );
    const shown = views
      .of('lead')
      .values()
      .map((entity) => 'month' in entity && entity.month);
    expect(shown).toEqual(['2025-11', '2025-12']);
  });

  test('[FLO-8] tells the figures to the leads, the hospital and the coordination', async () => {
    const core = await coreAt(paris('12:00'));
    await core.send(request(paris('12:00')));
    await core.at(paris('06:00', '2026-11-22'));
    expect(holders(core, 'flows:2026-11')).toEqual(['coordination', 'hospital', 'lead']);
    const kinds = (await core.log.read(0, 1_000)).filter(({ kind }) => kind === 'FlowsCounted');
    expect(JSON.stringify(kinds)).not.toContain('"count":1');
  });
});

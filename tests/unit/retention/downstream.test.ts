import { afterEach, describe, expect, test } from 'vitest';
import { hospitalTeamStream, placementStream, unitStream } from '#server/commands/aggregates';
import type { DurableCommand } from '#server/commands/decide';
import { SNAPSHOT_FORMAT } from '#server/commands/world';
import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import type { Ack } from '#shared/wire/ack';
import { hashOf, openCore, replayed, type Core } from '../../support/core.ts';
import {
  arrival,
  commandId,
  hospitalTeam as teamId,
  paris,
  placement as placementCode,
  team,
  unit as unitId,
} from '../../support/said.ts';
import { bytesOf, foundIn } from '../../support/search-bytes.ts';

const START = paris('15:02', '2026-11-16');
const unit = unitId('UHA-1');
const hospitalTeam = teamId('EMH-1');
const started: Core[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((core) => core.stop()));
});
async function begin(start: Instant = START, folder?: string): Promise<Core> {
  const core = await openCore({ start, ...(folder ? { folder } : {}) });
  started.push(core);
  return core;
}
async function hourByHour(core: Core, until: Instant): Promise<void> {
  for (let next = plus(core.clock.now(), HOUR); next < until; next = plus(next, HOUR)) await core.at(next);
  await core.at(until);
}
function codeOf(ack: Ack): string {
  if (ack.outcome !== 'accepted' || !ack.code) throw new Error('no code');
  return ack.code;
}
const open: DurableCommand = { type: 'OpenPlacement', sending: 'assore', expertSupport: false };
const traces = (core: Core, names: readonly string[]) => foundIn(bytesOf(core.folder), names);

describe('hour after hour', () => {
  test('[ERA-6, UNI-2, HOU-2] what was said once is still true four days later, replayed too', async () => {
    const core = await begin();
    await core.send({ type: 'ReportUnit', unit, free: 2, occupied: 9, closed: 1 }, commandId(1));
    await core.send({ type: 'ConfirmUnit', unit }, commandId(2));
    await core.send({ type: 'SetHospitalTeam', hospitalTeam, availability: 'disponible', next: null });
    await core.send({
      type: 'ReportHousing',
      line: 'assore',
      capacity: 610,
      taken: 600,
      blocked: 4,
      exitsThisWeek: 2,
    });
    await core.send({
      type: 'ReportResidences',
      region: 'PAC',
      residence: 'soins-de-readaptation',
      establishments: 1,
      free: 0,
      conditions: ['droits-ouverts'],
    });
    await hourByHour(core, plus(START, 96 * HOUR));
    expect(traces(core, [commandId(1), commandId(2)])).toEqual([]);
    const again = await replayed(core.log);
    expect(hashOf(again)).toBe(hashOf(core.world));
    for (const world of [core.world, again]) {
      expect(world.state(unitStream(unit)).report).toEqual({
        free: 2,
        occupied: 9,
        closed: 1,
        confirmedAt: START,
      });
      expect(world.lead.value('housing:assore')).toMatchObject({ report: { free: 6, confirmedAt: START } });
      expect(world.lead.value('residences:PAC:soins-de-readaptation')).toMatchObject({ confirmedAt: START });
      expect(world.lead.value('hospital-team:EMH-1')).toMatchObject({ report: { saidAt: START } });
      expect(world.lead.value('unit:UHA-2')).toMatchObject({ report: null });
    }
    // A log that was cut goes on: what is said after is accepted.
    expect(await core.send({ type: 'ConfirmUnit', unit })).toMatchObject({ outcome: 'accepted' });
  });

  test('[EMH-9, EMH-10, ERA-7] an outing leaves the screens after a day, and every file 72 h after its end', async () => {
    const core = await begin();
    const [done, left] = [commandId(0xa1), commandId(0xa2)];
    for (const id of [done, left]) await core.send({ type: 'AskJointOuting', hospitalTeam }, id, team('T3'));
    await core.at(plus(START, HOUR));
    await core.send({ type: 'AcceptJointOuting', outing: done });
    await core.at(plus(START, 3 * HOUR));
    await core.send({ type: 'CompleteJointOuting', outing: done });
    const end = core.clock.now();
    await hourByHour(core, plus(end, 24 * HOUR));
    expect(core.lead(`outing:${done}`)).toMatchObject({ state: { kind: 'faite' } });
    // Nobody answered the other: it is forgotten a day after it was asked.
    expect(core.lead(`outing:${left}`)).toBeUndefined();
    await hourByHour(core, plus(end, 26 * HOUR));
    expect(core.lead(`outing:${done}`)).toBeUndefined();
    expect(core.world.state(hospitalTeamStream(hospitalTeam)).outings.size).toBe(0);
    expect(hashOf(await replayed(core.log))).toBe(hashOf(core.world));
    expect(traces(core, [done])).toHaveLength(1);
    await hourByHour(core, plus(end, 72 * HOUR));
    expect(traces(core, [done, left])).toEqual([]);
    expect(core.lines).toEqual([]);
  });

  test('[PLA-12, PRV-33, PRV-61] a closed placement leaves the screens, then the log; an open one stays', async () => {
    const core = await begin();
    const closed = codeOf(await core.send(open, commandId(0xb1)));
    const kept = codeOf(await core.send(open, commandId(0xb2)));
    await core.at(plus(START, 5 * HOUR));
    await core.send(
      { type: 'EndPlacement', placement: placementCode(closed), end: 'abandon' },
      commandId(0xb3),
    );
    const end = core.clock.now();
    // A snapshot tells of it too, and goes with it.
    await core.log.saveSnapshot({
      position: core.world.position,
      format: SNAPSHOT_FORMAT,
      body: core.world.save(),
    });
    const hospital = core.world.views.of('hospital');
    await hourByHour(core, plus(end, 69 * HOUR - 1));
    expect(hospital.value(`placement:${closed}`)).toMatchObject({ end: 'abandon' });
    expect(traces(core, [closed])).toHaveLength(1);
    await hourByHour(core, plus(end, 70 * HOUR));
    expect(hospital.value(`placement:${closed}`)).toBeUndefined();
    await hourByHour(core, plus(end, 72 * HOUR));
    const gone = [closed, commandId(0xb1), commandId(0xb3)];
    expect(traces(core, gone)).toEqual([]);
    expect(core.world.save()).not.toContain(closed);
    expect(core.world.placements).toEqual([kept]);
    const advance = { type: 'AdvancePlacement', step: 'accord' } as const;
    expect(await core.send({ ...advance, placement: placementCode(closed) })).toMatchObject({
      refusal: 'PlacementUnknown',
    });
    expect(await core.send({ ...advance, placement: placementCode(kept) })).toMatchObject({
      outcome: 'accepted',
    });
    expect(hashOf(await replayed(core.log))).toBe(hashOf(core.world));
    expect(core.lines).toEqual([]);
  });

  test('[PLA-12] a code whose placement was erased may be drawn again', async () => {
    const core = await begin();
    const placement = placementCode(codeOf(await core.send(open)));
    await core.send({ type: 'EndPlacement', placement, end: 'retour' });
    await hourByHour(core, plus(START, 73 * HOUR));
    expect(core.world.version(placementStream(placement).stream)).toBe(0);
    expect(core.world.closings.size).toBe(0);
  });

  test('[FLO-9] the counts of the month outlive the facts that made them, a restart and a replay', async () => {
    const core = await begin();
    await core.send({ type: 'OpenRestSpace', space: arrival('ER-1').space, regime: 'jour' });
    for (let count = 0; count < 12; count += 1) await core.send(arrival('ER-1'));
    const placement = placementCode(codeOf(await core.send(open)));
    await core.send({ type: 'EndPlacement', placement, end: 'abandon' });
    await hourByHour(core, plus(START, 100 * HOUR));
    const counted = { visites: 12, placements: 1, demandes: 0 };
    expect(core.world.flows.get('2026-11')).toMatchObject(counted);
    expect((await core.log.read(0, 10_000)).map(({ kind }) => kind)).not.toContain('RestSpaceEntered');
    expect((await replayed(core.log)).flows).toEqual(core.world.flows);
    started.splice(0);
    await core.stop({ keepFolder: true });
    const again = await begin(core.clock.now(), core.folder);
    await again.send(arrival('ER-1'));
    expect(again.world.flows.get('2026-11')).toMatchObject({ ...counted, visites: 13 });
  });
});

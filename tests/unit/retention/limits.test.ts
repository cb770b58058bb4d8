import { afterEach, expect, test } from 'vitest';
import { d2oStream } from '#server/commands/aggregates';
import { SNAPSHOT_FORMAT } from '#server/commands/world';
import type { EventLog } from '#server/log/event-log';
import type { AdmissionCode } from '#shared/kernel/ids';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { NO_REVISION } from '#shared/view/revision';
import { openCore, type Core } from '../../support/core.ts';
import { bed, codeOf, commandId, paris, pass, request, slotAt, space, zone } from '../../support/said.ts';
import { bytesOf, foundIn } from '../../support/search-bytes.ts';
import { serveApp } from '../../support/served-app.ts';

const DAY_ONE = '2026-11-16';
const START = paris('17:02', DAY_ONE);
const started: Core[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((core) => core.stop()));
});
async function begin(options: Partial<Parameters<typeof openCore>[0]> = {}): Promise<Core> {
  const core = await openCore({ start: START, ...options });
  started.push(core);
  return core;
}
async function hourByHour(core: Core, until: Instant): Promise<void> {
  for (let next = plus(core.clock.now(), HOUR); next < until; next = plus(next, HOUR)) await core.at(next);
  await core.at(until);
}
async function closedRequest(core: Core): Promise<AdmissionCode> {
  const code = codeOf(await core.send(request(core.clock.now())));
  await core.send({ type: 'WithdrawRequest', code });
  return code;
}

test('[ERA-7] nothing is erased before it is over: a pass is there for 70 h at least', async () => {
  const core = await begin();
  await core.at(paris('17:59:59', DAY_ONE));
  await core.send(pass(zone('z-ourcq'), slotAt('17:30', DAY_ONE)), commandId(1));
  await hourByHour(core, plus(core.clock.now(), 70 * HOUR));
  expect(foundIn(bytesOf(core.folder), [commandId(1)])).toHaveLength(1);
  await core.at(plus(core.clock.now(), HOUR));
  expect(foundIn(bytesOf(core.folder), [commandId(1)])).toHaveLength(0);
});

test('[ERA-7, PRV-33] a closed request leaves the screens, then the log; an open one stays, however old', async () => {
  const core = await begin();
  const closed = await closedRequest(core);
  const open = codeOf(await core.send(request(START)));
  const hospital = core.world.views.of('hospital');
  await hourByHour(core, plus(START, 69 * HOUR));
  expect(hospital.value(`request:${closed}`)).toMatchObject({ step: 'retiree' });
  await core.at(plus(START, 70 * HOUR));
  expect(hospital.value(`request:${closed}`)).toBeUndefined();
  expect(core.world.state(d2oStream).requests.has(closed)).toBe(true);
  await hourByHour(core, plus(START, 72 * HOUR));
  expect([...core.world.state(d2oStream).requests.keys()]).toEqual([open]);
  expect(await core.send({ type: 'LoseRequest', code: closed })).toMatchObject({
    refusal: 'RequestUnknown',
  });
  expect(core.world.save()).not.toContain(closed);
  await hourByHour(core, plus(START, 160 * HOUR));
  expect(hospital.value(`request:${open}`)).toBeDefined();
});

test('[ERA-3] an erased command is unknown: its id is free again, as its answer is gone', async () => {
  const core = await begin();
  await core.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' }, commandId(1));
  await core.send({ type: 'RemoveBed', bed: bed('lit-9') }, commandId(2));
  expect(await core.log.answerOf(commandId(2))).toMatchObject({ outcome: { refusal: 'BedUnknown' } });
  await hourByHour(core, plus(START, 72 * HOUR));
  expect(await core.log.answerOf(commandId(1))).toBeUndefined();
  expect(await core.log.answerOf(commandId(2))).toBeUndefined();
  expect(core.lead('rest-space:ER-1')).toMatchObject({ state: { kind: 'ouvert' }, lastSignAt: START });
});

test('[ERA-4] what is said of a slot that was forgotten is refused, like of any old slot, and keeps its answer', async () => {
  const core = await begin();
  await core.send(pass(zone('z-ourcq'), slotAt('17:00', DAY_ONE)), commandId(1));
  await hourByHour(core, plus(START, 80 * HOUR));
  const late = pass(zone('z-ourcq'), slotAt('17:00', DAY_ONE));
  const back = { type: 'WithdrawPass', pass: commandId(1), slot: slotAt('17:00', DAY_ONE) } as const;
  expect(await core.send(late, commandId(2))).toMatchObject({ refusal: 'SlotTooOld' });
  expect(await core.send(late, commandId(2))).toMatchObject({ refusal: 'SlotTooOld' });
  expect(await core.send(back, commandId(3))).toMatchObject({ refusal: 'SlotAlreadySealed' });
  expect(core.lines).toEqual([]);
});

test('[ERA-5, PRV-51] a storage that cannot erase refuses nobody, is told of, and is asked again at the next hour', async () => {
  let isBroken = true;
  const core = await begin({
    through: (log) => {
      const erase = log.erase.bind(log);
      const failing: EventLog['erase'] = (what) =>
        isBroken ? Promise.reject(new Error('the disk does not answer')) : erase(what);
      return Object.assign(log, { erase: failing });
    },
  });
  await core.send(pass(zone('z-ourcq'), slotAt('17:00', DAY_ONE)), commandId(1));
  await hourByHour(core, plus(START, 71 * HOUR));
  expect(core.lines).toMatchObject([{ kind: 'fault' }]);
  expect(foundIn(bytesOf(core.folder), [commandId(1)])).toHaveLength(1);
  expect(await core.send({ type: 'OpenRestSpace', space: space('ER-2'), regime: 'jour' })).toMatchObject({
    outcome: 'accepted',
  });
  isBroken = false;
  await core.at(plus(START, 71 * HOUR + 59 * MINUTE));
  expect(foundIn(bytesOf(core.folder), [commandId(1)])).toHaveLength(0);
});

test('[ERA-5, PRV-51] what a crash left unerased is erased before anything is served again', async () => {
  const core = await begin({
    through: (log) => Object.assign(log, { erase: () => Promise.reject(new Error('killed')) }),
  });
  await core.send(pass(zone('z-ourcq'), slotAt('17:00', DAY_ONE)), commandId(1));
  const code = await closedRequest(core);
  await core.log.saveSnapshot({
    position: core.world.position,
    format: SNAPSHOT_FORMAT,
    body: core.world.save(),
  });
  await hourByHour(core, plus(START, 71 * HOUR));
  started.splice(0);
  await core.stop({ keepFolder: true });
  const traces = [commandId(1), code];
  expect(foundIn(bytesOf(core.folder), traces)).toEqual(traces);
  const served = await serveApp(plus(START, 71 * HOUR), core.folder);
  expect(foundIn(bytesOf(core.folder), traces)).toEqual([]);
  await served.stop();
});

test('[ERA-10, SYN-4] a screen away for two hours and more starts again; within the hour it gets what changed', async () => {
  const served = await serveApp(START);
  const { lead } = served.app.world;
  const early = lead.revision;
  await served.at(plus(START, HOUR));
  const then = lead.revision;
  expect(lead.floor).toBe(NO_REVISION);
  await served.at(plus(START, 2 * HOUR));
  expect(lead.floor).toBeLessThanOrEqual(then);
  expect(lead.floor).toBeGreaterThanOrEqual(early);
  await served.stop();
});

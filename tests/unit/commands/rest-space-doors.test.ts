import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SNAPSHOT_FORMAT } from '#server/commands/world';
import { HOUR, MINUTE, plus, SECOND } from '#shared/kernel/instant';
import { localDateSchema } from '#shared/kernel/local-time';
import { hashOf, openCore, replayed, type Core } from '../../support/core.ts';
import { arrival, departure, paris, sheet, space } from '../../support/said.ts';

const START = paris('15:00');
const ER1 = space('ER-1');
let core: Core;
beforeEach(async () => {
  core = await openCore({ start: START });
  await core.send({ type: 'OpenRestSpace', space: ER1, regime: 'jour' });
});
afterEach(() => core.stop());

const count = (present: number) =>
  core.send({ type: 'RecountRestSpace', space: ER1, present, reason: 'doute' });
function shown(of: Core = core) {
  const entity = of.lead('rest-space:ER-1');
  if (entity?.kind !== 'rest-space' || !('lastSignAt' in entity)) throw new Error('no space for the lead');
  return entity;
}
const saturatingSince = (of: Core = core) => {
  const { state } = shown(of);
  return state.kind === 'ouvert' ? state.saturatingSince : undefined;
};

describe('what the lead and the space itself are shown', () => {
  test('[RSP-18] a balance below zero is nobody inside, and says so until the room is counted', async () => {
    const seenAt = plus(START, -10 * MINUTE);
    await core.send({ ...departure('ER-1'), seenAt: START });
    await core.at(plus(START, 2 * MINUTE));
    for (let i = 0; i < 3; i += 1) await core.send({ ...departure('ER-1'), seenAt: plus(START, SECOND) });
    expect(shown().state).toMatchObject({ present: 0, belowZero: true });
    // A departure of before the opening is of no balance.
    await core.send({ ...departure('ER-1'), seenAt });
    for (let i = 0; i < 4; i += 1) await core.send(arrival('ER-1'));
    expect(shown().state).toMatchObject({ present: 1, belowZero: false });
  });

  test('[RSP-22] [RSP-24] the services that are on, and the day of the last sheet without its figures', async () => {
    await core.send({ type: 'SwitchService', space: ER1, service: 'infirmier', on: true });
    await core.send({ type: 'SwitchService', space: ER1, service: 'repas', on: true });
    const day = localDateSchema.parse('2026-11-20');
    await core.send(sheet(ER1, day, 137));
    expect(shown()).toMatchObject({ sheetOf: day, state: { services: ['repas', 'infirmier'] } });
    expect(JSON.stringify(shown())).not.toContain('137');
  });

  test('[RSP-23] the day is that of the territory, not that of UTC', async () => {
    await core.at(paris('00:30', '2026-11-22'));
    const of = (day: string) => core.send(sheet(ER1, localDateSchema.parse(day), 1));
    expect(await of('2026-11-22')).toMatchObject({ outcome: 'accepted' });
    expect(await of('2026-11-20')).toMatchObject({ outcome: 'refused', refusal: 'DaySheetTooOld' });
  });
});

describe('[RSP-26] since when a space stands at its saturation threshold', () => {
  const reached = plus(START, 3 * MINUTE);
  const saturate = async () => {
    await core.at(reached);
    await count(31);
  };

  test('it is kept while it stands there, and forgotten below', async () => {
    await count(30);
    expect(saturatingSince()).toBeNull();
    await saturate();
    await core.at(plus(reached, 2 * MINUTE));
    await core.send(arrival('ER-1'));
    expect(saturatingSince()).toBe(reached);
    await count(30);
    expect(saturatingSince()).toBeNull();
  });

  test('after five minutes it lasts until 90 %, and a smaller jauge counts as soon as it is in force', async () => {
    await saturate();
    await core.at(plus(reached, 5 * MINUTE));
    await count(29);
    expect(saturatingSince()).toBe(reached);
    await count(28);
    expect(saturatingSince()).toBeNull();
    await core.send({ type: 'SwitchRegime', space: ER1, regime: 'nuit' });
    expect(saturatingSince()).toBe(core.clock.now());
    await core.send({ type: 'CloseRestSpace', space: ER1, reason: 'autre', until: null });
    await core.send({ type: 'OpenRestSpace', space: ER1, regime: 'nuit' });
    expect(saturatingSince()).toBeNull();
  });

  test('it outlives a restart and the erasure of what it was made of', async () => {
    await saturate();
    for (let hour = 1; hour <= 80; hour += 1) await core.at(plus(START, hour * HOUR));
    expect(saturatingSince()).toBe(reached);
    expect((await core.log.read(0, 1_000)).some(({ kind }) => kind === 'RestSpaceRecounted')).toBe(false);
    expect(hashOf(await replayed(core.log))).toBe(hashOf(core.world));
    await core.log.saveSnapshot({
      position: core.world.position,
      format: SNAPSHOT_FORMAT,
      body: core.world.save(),
    });
    const again = await openCore({ start: core.clock.now(), shared: core.log, folder: core.folder });
    expect(saturatingSince(again)).toBe(reached);
    await again.stop({ keepFolder: true });
  });
});

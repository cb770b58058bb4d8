import { afterEach, expect, test } from 'vitest';
import { readAlarmHistory, trialOf } from '#server/territory/alarm-trial';
import { delaysOf } from '#server/territory/settings-preview';
import { dispatchStream, retentionStream } from '#server/commands/aggregates';
import { World } from '#server/commands/world';
import { alarmFacts, alarmThresholds } from '#server/projections/alarm-facts';
import { raisedAlarms, type RaisedAlarms } from '#shared/domain/alarm/engine';
import { COUNTED_ROWS, occurrences } from '#shared/domain/alarm/spells';
import type { AlarmDelays } from '#shared/domain/territory-settings/commands';
import { DAY, HOUR, instantAt, MINUTE, msOf, plus, type Instant } from '#shared/kernel/instant';
import { openCore, type Core } from '../../support/core.ts';
import { paris } from '../../support/said.ts';
import { policy, territory } from '../../support/served-app.ts';
import { FieldDays, seededIds } from '../retention/field-days.ts';

const START = paris('09:40', '2026-11-16');
const started: Core[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((core) => core.stop()));
});
async function begin(): Promise<Core> {
  const core = await openCore({ start: START, ids: seededIds(2) });
  started.push(core);
  return core;
}
const DELAYS = delaysOf(territory);

/** What the live engine raises as these facts come in, looked at each minute and before and after each of them. */
async function raisedLive(core: Core, delays: AlarmDelays): Promise<Set<string>> {
  const world = new World(territory, policy.policy);
  const seen = new Set<string>();
  let raised: RaisedAlarms = new Map();
  const look = (now: Instant) => {
    const facts = { ...alarmFacts(world, [], [], now), screens: [], feeds: [] };
    const { answers } = world.state(dispatchStream);
    raised = raisedAlarms(facts, { ...alarmThresholds(world), ...delays }, raised, answers, now);
    for (const [key, { since }] of raised) seen.add(`${key} ${since}`);
  };
  let until: Instant | null = null;
  for (const record of await core.log.read(0, 1_000_000)) {
    const at = (record.event as { at?: Instant }).at;
    if (at !== undefined && (until === null || at > until)) {
      if (until !== null)
        for (let ms = Math.ceil(msOf(until) / MINUTE) * MINUTE; ms < msOf(at); ms += MINUTE)
          look(instantAt(ms));
      if (until !== null) look(plus(at, -1));
      until = at;
    }
    world.apply(record);
    if (until !== null) look(until);
  }
  const now = core.clock.now();
  for (let ms = Math.ceil(msOf(until ?? now) / MINUTE) * MINUTE; ms < msOf(now); ms += MINUTE)
    look(instantAt(ms));
  look(now);
  return seen;
}

test(
  '[SET-13, D02] for each rule that is counted, the trial finds as many alarms as the live engine raised',
  { timeout: 120_000 },
  async () => {
    const core = await begin();
    await new FieldDays(core, 4).until(plus(START, 40 * HOUR));
    const now = core.clock.now();
    const { spells } = await readAlarmHistory(core.log, core.world.state(retentionStream), now);
    const others: Partial<AlarmDelays>[] = [
      {},
      {
        reportAcknowledgeMin: 25,
        cleaningMin: 30,
        restSpaceSilentMin: 90,
        holdEndsSoonMin: 45,
      },
      {
        reportAcknowledgeMin: 2,
        cleaningMin: 200,
        restSpaceSilentMin: 20,
        holdEndsSoonMin: 5,
      },
    ];
    let total = 0;
    for (const other of others) {
      const delays = { ...DELAYS, ...other };
      const live = [...(await raisedLive(core, delays))];
      const found = occurrences(spells, delays, now);
      const counts = (row: string) => [row, live.filter((key) => key.startsWith(`${row}:`)).length];
      expect(COUNTED_ROWS.map((row) => [row, found.filter((each) => each.row === row).length])).toEqual(
        COUNTED_ROWS.map(counts),
      );
      total += found.length;
    }
    // Days in which nothing called would prove nothing.
    expect(total).toBeGreaterThan(50);
  },
);

test(
  '[SET-14] days whose facts are erased are not counted, and the trial says from when it is made',
  { timeout: 120_000 },
  async () => {
    const core = await begin();
    await new FieldDays(core, 4).until(plus(START, 5 * DAY));
    const now = core.clock.now();
    const history = await readAlarmHistory(core.log, core.world.state(retentionStream), now);
    expect(history.from >= plus(now, -72 * HOUR)).toBe(true);
    expect(history.from <= plus(now, -69 * HOUR)).toBe(true);
    const slow = { ...DELAYS, cleaningMin: 600 };
    const trial = trialOf(history, { before: DELAYS, after: slow }, 'Europe/Paris', now);
    expect(trial.days).toEqual([15, 16, 17, 18, 19, 20, 21].map((day) => `2026-11-${day}`));
    const cleaning = trial.rows.find(({ row }) => row === 'A9');
    expect(cleaning?.days.map((day) => day !== null)).toEqual([false, false, false, true, true, true, true]);
    expect(cleaning?.before).toBeGreaterThan(cleaning?.after ?? 0);
    // What each day says adds up to what is said of the week.
    for (const { days, before, after } of trial.rows) {
      expect(days.reduce((sum, day) => sum + (day?.before ?? 0), 0)).toBe(before);
      expect(days.reduce((sum, day) => sum + (day?.after ?? 0), 0)).toBe(after);
    }
  },
);

import { expect, test } from 'vitest';
import { retentionStream } from '#server/commands/aggregates';
import { nextPurge } from '#server/retention/next-purge';
import { HOUR, MINUTE, plus } from '#shared/kernel/instant';
import { openCore } from '../../support/core.ts';
import { paris } from '../../support/said.ts';
import { FieldDays, seededIds } from './field-days.ts';

const START = paris('09:00:20', '2026-11-16');

test(
  '[SET-15, D03] what is announced for the next hour is what that hour erases, class by class, hour after hour',
  { timeout: 120_000 },
  async () => {
    const erased: number[] = [];
    const core = await openCore({
      start: START,
      ids: seededIds(6),
      through: (log) => {
        const erase = log.erase.bind(log);
        log.erase = async (what) => {
          const count = await erase(what);
          erased.push(count);
          return count;
        };
        return log;
      },
    });
    const days = new FieldDays(core, 8);
    let total = 0;
    for (let hour = 1; hour <= 84; hour += 1) {
      // Said at any moment of the hour, of whatever comes in before it is over.
      await days.until(plus(paris('09:00', '2026-11-16'), (hour - 1) * HOUR + 30 * MINUTE));
      const announced = await nextPurge(core.log, core.world, core.clock.now());
      erased.length = 0;
      await days.until(plus(paris('09:00', '2026-11-16'), hour * HOUR));
      // The turn that was under way when the hour came is followed by the hour's own.
      await core.at(core.clock.now());
      const done = erased.reduce((sum, count) => sum + count, 0);
      expect([hour, [...announced.values()].reduce((sum, count) => sum + count, 0)]).toEqual([hour, done]);
      total += done;
    }
    expect(total).toBeGreaterThan(100);
    expect(core.world.state(retentionStream).erased.mission).toBeDefined();
    await core.stop();
  },
);

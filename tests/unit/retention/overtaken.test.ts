import { afterEach, expect, test } from 'vitest';
import { HOUR, plus } from '#shared/kernel/instant';
import { NO_REVISION } from '#shared/view/revision';
import { openCore, replayed, type Core } from '../../support/core.ts';
import { bed, codeOf, paris, request } from '../../support/said.ts';
import { newFolder } from '../../support/served-app.ts';
import { SharedLog } from '../../support/shared-log.ts';

const START = paris('09:40', '2026-11-16');
const cores: Core[] = [];
afterEach(async () => {
  await Promise.all(cores.splice(0).map((core) => core.stop()));
});

test('[ERA-6, NOD-1] what another server keeps while an hour is carried stays a change for every screen', async () => {
  const log = new SharedLog(newFolder());
  const here = log.handle();
  const [one, other] = [
    await openCore({ start: START, shared: here }),
    await openCore({ start: START, shared: log.handle() }),
  ];
  cores.push(one, other);
  await one.send({ type: 'InstallBed', bed: bed('lit-1'), surge: false });
  await one.at(plus(START, HOUR));

  // One fact more, and one restatement less: the group ends where it would have ended alone.
  let code: string | undefined;
  let before = NO_REVISION;
  here.beforeAppend = async (group) => {
    if (code !== undefined || !group.some(({ commandId }) => commandId.startsWith('carry:d2o'))) return;
    code = '';
    before = one.world.views.of('hospital').revision;
    code = codeOf(await other.send(request(other.clock.now())));
  };
  await one.at(plus(START, 2 * HOUR));

  expect(code).toMatch(/^[A-Z0-9]{6}$/);
  for (const world of [one.world, await replayed(here)]) {
    const changed = world.views.of('hospital').changesSince(before);
    expect(changed.map(({ key }) => key)).toContain(`request:${code}`);
    expect(world.views.of('hospital').revision).toBeGreaterThan(before);
  }
  await log.close();
});

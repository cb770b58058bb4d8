import { expect, test } from 'vitest';
import type { Audited } from '#server/accounts/audit';
import type { Holder } from '#server/accounts/holder';
import { connect, onTour } from '../support/client.ts';
import { paris, pass, slotAt, team, zone } from '../support/said.ts';
import { serveApp } from '../support/served-app.ts';
import { TestHolders } from '../support/test-holders.ts';
import { COMMANDS } from '../support/wire-samples.ts';
import { GRANTS } from './everyone.ts';

test('[ACC-11] openings of fine views, commands of desks and exports are told, by kind alone; the field’s are not', async () => {
  const told: { who: Holder; what: Audited }[] = [];
  const holders = new TestHolders();
  const audit = { record: ({ who, what }: (typeof told)[number]) => void told.push({ who, what }) };
  const served = await serveApp(paris('17:01:10'), undefined, { demo: false, holders, audit });
  const cookie = holders.account(GRANTS.lead);
  const headers = { cookie, origin: served.url };
  const lead = await connect(served.url, { door: 'lead' }, { headers });
  await lead.send(COMMANDS.FileReport);
  await lead.send(COMMANDS.DischargeBed);
  served.app.host.firstFrame('lead', cookie);
  await (await fetch(`${served.url}/exports/capacites.csv`, { headers })).text();
  const since = { epoch: lead.epoch, revision: lead.held.revision };
  const again = await connect(served.url, { door: 'lead' }, { headers, since });

  const phone = await onTour(served.url, team('T1'), holders.account(GRANTS.outreach));
  await phone.send(pass(zone('z-ourcq'), slotAt('17:00')));
  const wall = await connect(
    served.url,
    { door: 'wall' },
    {
      headers: { cookie: holders.screen(GRANTS.wall), origin: served.url },
    },
  );

  expect(told.map(({ what }) => what)).toEqual([
    { kind: 'ViewOpened', view: 'lead' },
    { kind: 'CommandSent', command: 'FileReport' },
    { kind: 'ViewOpened', view: 'lead' },
    { kind: 'Exported', view: 'lead' },
  ]);
  expect(new Set(told.map(({ who }) => who))).toEqual(new Set([holders.holderOf(cookie)]));
  for (const client of [lead, again, phone, wall]) client.close();
  await served.stop();
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Audited } from '#server/accounts/audit';
import type { Holder } from '#server/accounts/holder';
import type { CommandType, Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { rawSocket } from '../canary/raw-socket.ts';
import { connect, onTour } from '../support/client.ts';
import { paris, pass, slotAt, team, zone } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { TestHolders } from '../support/test-holders.ts';
import { COMMANDS } from '../support/wire-samples.ts';
import { GRANTS } from './everyone.ts';

test('[ACC-11, PRV-54] openings of fine views, commands of desks and exports are told, by kind alone; the field’s are not', async () => {
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
    // A lead sends no command of the ward: not what it was.
    { kind: 'AccessRefused', to: 'command' },
    { kind: 'ViewOpened', view: 'lead' },
    { kind: 'Exported', view: 'lead' },
  ]);
  expect(new Set(told.map(({ who }) => who))).toEqual(new Set([holders.holderOf(cookie)]));
  for (const client of [lead, again, phone, wall]) client.close();
  await served.stop();
});

describe('[ACC-13, PRV-54] who asks for what they may not', () => {
  const told: { who: Holder; what: Audited }[] = [];
  const holders = new TestHolders();
  const audit = { record: ({ who, what }: (typeof told)[number]) => void told.push({ who, what }) };
  let served: Served;
  beforeAll(async () => {
    served = await serveApp(paris('17:01:10'), undefined, { demo: false, holders, audit });
  });
  afterAll(() => served.stop());
  beforeEach(() => {
    told.length = 0;
  });
  const refusals = () => told.flatMap(({ what }) => (what.kind === 'AccessRefused' ? [what.to] : []));
  const counted = () =>
    served.lines.flatMap((line) =>
      line.kind === 'violation' && /refused|identity|forbidden/.test(line.rule) ? [line.rule] : [],
    );

  /** A view, twice an act, a page and a file that the holder of this cookie may not have. */
  async function overreach(cookie: string, own: Door, command: CommandType): Promise<void> {
    const headers = { cookie, origin: served.url };
    const socket = rawSocket(served.url, { wire: WIRE_VERSION, as: { door: 'lead' }, since: null }, headers);
    await new Promise<void>((resolve) => socket.once('connect_error', () => resolve()));
    socket.disconnect();
    const client = await connect(served.url, own, { headers });
    for (let time = 1; time <= 2; time += 1)
      expect(await client.send(COMMANDS[command])).toMatchObject({ refusal: 'NotAllowed' });
    client.close();
    expect(served.app.host.mayOpen('/admin', null, cookie)).toBe('forbidden');
    served.app.host.turnedAway(cookie);
    await fetch(`${served.url}/exports/capacites.csv`, {
      headers: { ...headers, authorization: 'Door lead' },
    });
  }

  test('at a desk is told to the audit by the kind of thing alone, once a minute', async () => {
    const cookie = holders.account(GRANTS.hospital);
    await overreach(cookie, { door: 'hospital' }, 'GiveMission');
    expect(refusals()).toEqual(['view', 'command', 'page', 'file']);
    const rows = told.filter(({ what }) => what.kind === 'AccessRefused');
    expect(rows[0]?.who).toEqual(holders.holderOf(cookie));
    expect(Object.keys(rows[0]?.what ?? {})).toEqual(['kind', 'to']);
    await served.at(paris('17:03'));
    served.app.host.turnedAway(cookie);
    expect(refusals()).toEqual(['view', 'command', 'page', 'file', 'page']);
  });

  test('in the field is counted without a name: a timed row would be a point of their route', async () => {
    const before = counted().length;
    await overreach(holders.account(GRANTS.outreach), { door: 'outreach', team: team('T1') }, 'GiveMission');
    expect(refusals()).toEqual([]);
    expect(counted().slice(before)).toEqual(expect.arrayContaining(['identity', 'export-forbidden']));
  });

  test('as a screen is told, and as nobody is counted', () => {
    served.app.host.turnedAway(holders.screen(GRANTS.wall));
    served.app.host.turnedAway(null);
    expect(refusals()).toEqual(['page']);
  });
});

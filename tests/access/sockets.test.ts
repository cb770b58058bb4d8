import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PERMISSIONS } from '#shared/access/permissions';
import { ROLES } from '#shared/access/roles';
import { commandSchema, type Door } from '#shared/wire/up';
import { WIRE_VERSION } from '#shared/wire/version';
import { connect, refusalOf } from '../support/client.ts';
import { paris } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { TestHolders } from '../support/test-holders.ts';
import { COMMANDS } from '../support/wire-samples.ts';
import { GRANTS, VIEWS, written } from './everyone.ts';

const TYPES = commandSchema.options.map(({ shape }) => shape.type.value);

let served: Served;
const holders = new TestHolders();
beforeAll(async () => {
  served = await serveApp(paris('17:01:10'), undefined, { demo: false, holders });
});
afterAll(() => served.stop());

const headersOf = (cookie: string) => ({ cookie, origin: served.url });
const asking = (as: Door) => ({ wire: WIRE_VERSION, as, since: null });

test('[ACC-4, E03] nobody signed in takes no door at all', async () => {
  for (const { door } of VIEWS) {
    expect(await refusalOf(served.url, asking(door))).toBe('identity');
    expect(await refusalOf(served.url, asking(door), headersOf('qui=inconnu'))).toBe('identity');
  }
});

describe.each(ROLES)('%s', (role) => {
  const cookie = holders.account(GRANTS[role]);

  test('[ACC-4, ACC-10, D05] takes its own door, looks through those of its row, and is refused every other', async () => {
    for (const entry of VIEWS) {
      const expected = written(role, entry);
      if (expected === 'none') {
        expect(await refusalOf(served.url, asking(entry.door), headersOf(cookie))).toBe('identity');
        continue;
      }
      const client = await connect(served.url, entry.door, { headers: headersOf(cookie) });
      client.socket.emit('view:sync', { since: null });
      await client.next('view:changes');
      await client.drain();
      const audiences = client.frames.flatMap(({ name, body }) =>
        name === 'view:changes' ? [body.audience] : [],
      );
      expect([entry.view, ...new Set(audiences)]).toEqual([entry.view, entry.audience]);
      client.close();
    }
  });

  test('[ACC-5, D05] sends the commands of its row through its own door, and none where it only looks', async () => {
    for (const entry of VIEWS.filter((each) => written(role, each) !== 'none')) {
      const client = await connect(served.url, entry.door, { headers: headersOf(cookie) });
      for (const type of TYPES) {
        const before = served.app.world.position;
        const ack = await client.send(COMMANDS[type]);
        const may =
          written(role, entry) === 'own' &&
          PERMISSIONS[role].commands.includes(type) &&
          // The samples speak as a maraude, and as a resident who calls the desk.
          (type !== 'RequestAdmission' || role === 'outreach') &&
          (type !== 'FileReport' || role === 'lead');
        expect([entry.view, type, 'refusal' in ack && ack.refusal === 'NotAllowed']).toEqual([
          entry.view,
          type,
          !may,
        ]);
        if (!may) expect(served.app.world.position).toBe(before);
      }
      client.close();
    }
  });

  test('[ACC-8] has pages drawn from the views it may see, and from no other', () => {
    for (const entry of VIEWS) {
      const { host } = served.app;
      const may = written(role, entry) !== 'none';
      expect([entry.view, host.firstFrame(entry.view, cookie) !== null]).toEqual([entry.view, may]);
      expect([entry.view, host.mayWatch(entry.view, cookie)]).toEqual([entry.view, may]);
    }
  });

  test('[ACC-8, K14] sees the same minute of others only for those it may look at', () => {
    const minute = served.app.host.sameMinute(cookie)?.map(({ audience }) => audience) ?? [];
    const may = VIEWS.filter((entry) => written(role, entry) !== 'none').map(({ view }) => view);
    expect(minute).toEqual(
      (['coordination', 'hospital', 'wall', 'ratp'] as const).filter((view) => may.includes(view)),
    );
  });
});

test('[ACC-4] a paired screen takes the door of its grant, and no other', async () => {
  const cookie = holders.screen(GRANTS.restspace);
  for (const entry of VIEWS) {
    if (written('restspace', entry) === 'own') {
      (await connect(served.url, entry.door, { headers: headersOf(cookie) })).close();
    } else expect(await refusalOf(served.url, asking(entry.door), headersOf(cookie))).toBe('identity');
  }
});

test('[ACC-4] one account with two grants takes the doors of both', async () => {
  const cookie = holders.account(GRANTS.outreach, GRANTS.hospital);
  for (const door of [{ door: 'outreach', team: GRANTS.outreach.team }, { door: 'hospital' }] as const)
    (await connect(served.url, door, { headers: headersOf(cookie) })).close();
  expect(await refusalOf(served.url, asking({ door: 'lead' }), headersOf(cookie))).toBe('identity');
});

test('[ACC-8] nobody signed in has no page drawn', () => {
  for (const { view } of VIEWS) expect(served.app.host.firstFrame(view, null)).toBeNull();
  expect(served.app.host.sameMinute(null)).toBeNull();
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WIRE_VERSION } from '#shared/wire/version';
import type { Audience } from '#shared/view/changes';
import { commandSchema, type Door } from '#shared/wire/up';
import { PERMISSIONS } from '#shared/access/permissions';
import { connect, onTour, refusalOf } from '../support/client.ts';
import { commandId, paris, pass, ratpPost, slotAt, space, team, zone } from '../support/said.ts';
import { serveApp, type Served } from '../support/served-app.ts';
import { COMMANDS } from '../support/wire-samples.ts';

let served: Served;
beforeEach(async () => {
  served = await serveApp(paris('17:01:10'));
});
afterEach(() => served.stop());

const violations = () => served.lines.flatMap((line) => (line.kind === 'violation' ? [line.rule] : []));
const wall = { wire: WIRE_VERSION, as: { door: 'wall' }, since: null };

describe('who may connect', () => {
  test('[GAT-10] a client of another version of the wire is refused, and told that this is why', async () => {
    expect(await refusalOf(served.url, { ...wall, wire: '0'.repeat(16) })).toBe('version');
  });

  test.each([
    ['nothing', {}],
    ['a role that does not exist', { ...wall, as: { door: 'police' } }],
    ['a team of no form', { ...wall, as: { door: 'outreach', team: 'ZZCANARYNOM' } }],
    ['more than is asked', { ...wall, name: 'ZZCANARYNOM' }],
    ['no revision', { wire: WIRE_VERSION, as: { door: 'wall' } }],
  ])('[GAT-11] who says %s of itself is refused', async (_what, auth) => {
    expect(await refusalOf(served.url, auth)).toBe('handshake');
    expect(violations()).toEqual(['handshake']);
    expect(JSON.stringify(served.lines)).not.toContain('ZZCANARY');
  });

  test('[GAT-12] a page of another site may not connect; ours and tools may', async () => {
    expect(await refusalOf(served.url, wall, { origin: 'https://ailleurs.example' })).toMatch(
      /websocket error/,
    );
    expect(await refusalOf(served.url, wall, { origin: 'null' })).toMatch(/websocket error/);
    await expect(refusalOf(served.url, wall, { origin: served.url })).rejects.toThrow('let in');
  });

  test('[GAT-13] without a demonstration there is no door', async () => {
    const closed = await serveApp(paris('17:01:10'), undefined, { demo: false });
    expect(await refusalOf(closed.url, wall)).toBe('identity');
    expect(closed.app.host.firstFrame('wall', null)).toBeNull();
    await closed.stop();
  });
});

const DOORS = {
  wall: { door: 'wall' },
  lead: { door: 'lead' },
  outreach: { door: 'outreach', team: team('T1') },
  restspace: { door: 'restspace', space: space('ER-1') },
  hospital: { door: 'hospital' },
  coordination: { door: 'coordination' },
  mobile: { door: 'mobile' },
  ratp: { door: 'ratp', post: ratpPost('RATP-1') },
} satisfies Record<Audience, Door>;
const TYPES = commandSchema.options.map(({ shape }) => shape.type.value);

describe.each(Object.entries(DOORS))('%s', (role, door) => {
  test('[GAT-14, PRV-20] sends the commands of its row in the table, and no other', async () => {
    const client = await connect(served.url, door);
    const granted = PERMISSIONS[role as Audience].commands;
    for (const type of TYPES) {
      const before = served.app.world.position;
      const ack = await client.send(COMMANDS[type]);
      // A maraude is the only one who asks for an admission as a maraude does; the desk alone types for residents.
      const may =
        granted.includes(type) &&
        (type !== 'RequestAdmission' || role === 'outreach') &&
        (type !== 'FileReport' || role === 'lead');
      expect([type, 'refusal' in ack && ack.refusal === 'NotAllowed']).toEqual([type, !may]);
      if (!may) expect(served.app.world.position).toBe(before);
    }
    client.close();
  });
});

test('[GAT-15] a door tablet speaks for its own space only', async () => {
  const tablet = await connect(served.url, DOORS.restspace);
  const open = (id: string) => tablet.send({ type: 'OpenRestSpace', space: space(id), regime: 'jour' });
  expect(await open('ER-2')).toMatchObject({ refusal: 'NotAllowed' });
  expect(await open('ER-1')).toMatchObject({ outcome: 'accepted' });
  tablet.close();
});

test.each([
  ['outreach', ['maraude']],
  ['restspace', ['espace-repos']],
  ['hospital', ['equipe-mobile', 'csapa-cmp', 'urgences']],
  ['mobile', ['equipe-mobile']],
] as const)('[GAT-16, PRV-31] %s asks for an admission from its own origin only', async (role, own) => {
  const client = await connect(served.url, DOORS[role]);
  const accepted: string[] = [];
  for (const origin of ['maraude', 'espace-repos', 'equipe-mobile', 'csapa-cmp', 'urgences']) {
    const ack = await client.send({ ...COMMANDS.RequestAdmission, origin });
    if (ack.outcome === 'accepted') accepted.push(origin);
  }
  expect(accepted).toEqual(own);
  client.close();
});

test('[GAT-17, PRV-20] each door is sent the view of its role and of no other, whatever it asks for', async () => {
  for (const [role, door] of Object.entries(DOORS)) {
    const client = await connect(served.url, door);
    client.socket.emit('view:sync', { since: null });
    await client.send({ type: 'EndPresence' });
    await client.next('view:changes');
    const audiences = client.frames.flatMap(({ name, body }) =>
      name === 'view:changes' ? [body.audience] : [],
    );
    expect([...new Set(audiences)]).toEqual([role]);
    client.close();
  }
});

describe('what is not of the protocol costs only its sender', () => {
  test('[GAT-18] a malformed command changes nothing, is counted, and the connection goes on', async () => {
    const phone = await onTour(served.url, team('T1'));
    const lead = await connect(served.url, DOORS.lead);
    const before = served.app.world.position;
    const wrong = { ...pass(zone('z-ourcq'), slotAt('17:00')), lat: 48.8971337731, note: 'ZZCANARYNOM' };
    expect(await phone.send(wrong, commandId(9))).toEqual({
      outcome: 'malformed',
      id: commandId(9),
      field: 'command.lat',
      rule: 'cle-inconnue',
      limit: null,
    });
    for (const payload of [null, [], 'text', 7, { id: commandId(9) }, undefined]) {
      expect(await phone.sendRaw(payload)).toMatchObject({ outcome: 'malformed' });
    }
    expect(served.app.world.position).toBe(before);
    expect(await lead.drain()).toEqual([]);
    expect(violations()).toEqual(Array(7).fill('command'));
    expect(JSON.stringify(served.lines)).not.toMatch(/ZZCANARY|48\.8/);
    expect(await phone.send(pass(zone('z-ourcq'), slotAt('17:00')))).toMatchObject({ outcome: 'accepted' });
    for (const client of [phone, lead]) client.close();
  });

  test('[GAT-19] an event that does not exist is counted and nothing else', async () => {
    const phone = await connect(served.url, DOORS.outreach);
    phone.socket.emit('admin:erase', { everything: true });
    phone.socket.emit('command:send', { id: commandId(1), command: COMMANDS.EndPresence });
    phone.socket.emit('view:sync');
    expect(await phone.send({ type: 'EndPresence' })).toMatchObject({ outcome: 'volatile' });
    expect(violations()).toEqual(['unknown-event', 'no-reply', 'view:sync']);
    phone.close();
  });

  test('[GAT-20] a frame larger than any command costs its sender the connection, and nobody else', async () => {
    const [hostile, phone] = [
      await connect(served.url, DOORS.outreach),
      await connect(served.url, DOORS.outreach),
    ];
    const gone = new Promise((resolve) => hostile.socket.once('disconnect', resolve));
    hostile.socket.emit('command:send', { id: commandId(1), command: 'x'.repeat(20_000) }, () => {});
    expect(await gone).toMatch(/transport/);
    expect(await phone.send({ type: 'EndPresence' })).toMatchObject({ outcome: 'volatile' });
    expect(phone.socket.connected).toBe(true);
    phone.close();
  });
});

describe('a log that fails', () => {
  test('[GAT-21] a pass whose answer cannot be kept is answered with a fault, and the server stands', async () => {
    let isBroken = false;
    const broken = await serveApp(paris('17:01:10'), undefined, {
      through: (log) =>
        new Proxy(log, {
          get: (target, name) => {
            if (name === 'appendGroup' && isBroken) return () => Promise.reject(new Error('disk gone'));
            const member: unknown = Reflect.get(target, name, target);
            return typeof member === 'function' ? (member.bind(target) as unknown) : member;
          },
        }),
    });
    const phone = await onTour(broken.url, team('T1'));
    const declare = () => phone.send(pass(zone('z-ourcq'), slotAt('17:00')));
    for (let index = 0; index < 3; index += 1) await declare();
    isBroken = true;
    expect(await declare()).toMatchObject({ outcome: 'fault' });
    isBroken = false;
    expect(await declare()).toMatchObject({ refusal: 'DeclaredTooOften' });
    expect(broken.lines.filter(({ kind }) => kind === 'fault')).toHaveLength(1);
    phone.close();
    await broken.stop();
  });
});

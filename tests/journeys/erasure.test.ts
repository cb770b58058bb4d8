import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { OriginType } from '#shared/domain/admission/commands';
import type { EventLog } from '#server/log/event-log';
import { openRedisLog } from '#server/log/redis/redis-log';
import { randomIds } from '#server/ports/ids';
import type { AdmissionCode, CommandId } from '#shared/kernel/ids';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { Command, Door } from '#shared/wire/up';
import { connect, onTour, type Client } from '../support/client.ts';
import { hashOf, replayed } from '../support/core.ts';
import { isRedisInstalled, startRedis } from '../support/redis-server.ts';
import {
  arrival,
  bed,
  codeOf,
  paris,
  pass,
  request,
  slotAt,
  space,
  station,
  team,
  zone,
} from '../support/said.ts';
import { bytesOf, formsOf, foundIn } from '../support/search-bytes.ts';
import { newFolder, serveApp, type Served } from '../support/served-app.ts';

const DAY_ONE = '2026-11-16';
const BEGIN = paris('17:02', DAY_ONE);
const SLOT = slotAt('17:00', DAY_ONE);

let folder: string;
let served: Served;
let opened: EventLog;
let clients: Client[];
/** What may not be found once it is over: command ids, codes, and passes as their facts write them. */
let shortLived: string[];
/** Hashes of the state around each erasure of the storage. */
let around: [before: string, after: string][];

beforeEach(async () => {
  folder = newFolder();
  clients = [];
  shortLived = [];
  around = [];
  served = await serveApp(BEGIN, folder, { through: observed });
});
afterEach(async () => {
  for (const client of clients) client.close();
  await served.stop();
});

/** A log that takes the hash of the state before and after it erases. */
function observed(log: EventLog): EventLog {
  opened = log;
  const erase = log.erase.bind(log);
  log.erase = async (what) => {
    const before = hashOf(served.app.world);
    const count = await erase(what);
    around.push([before, hashOf(served.app.world)]);
    return count;
  };
  return log;
}

async function door(as: Door): Promise<Client> {
  const client = await connect(served.url, as);
  clients.push(client);
  return client;
}

async function tour(id: string): Promise<Client> {
  const phone = await onTour(served.url, team(id));
  clients.push(phone);
  return phone;
}

async function say(client: Client, command: Command): Promise<CommandId> {
  const id = randomIds.command();
  const ack = await client.send(command, id);
  expect(ack.outcome).toMatch(/accepted|refused/);
  shortLived.push(id);
  return id;
}

async function ask(client: Client, origin: OriginType = 'maraude'): Promise<AdmissionCode> {
  const id = randomIds.command();
  const ack = await client.send({ ...request(served.clock.now()), origin }, id);
  return codeOf(ack);
}

async function hourByHour(from: Instant, hours: number): Promise<void> {
  for (let hour = 1; hour <= hours; hour += 1) await served.at(plus(from, hour * HOUR));
}

/** An evening: passes above and under, one taken back, a counter, a stay, a request refused, one still open. */
async function evening(): Promise<{ openCode: string }> {
  const phone = await tour('T3');
  const tablet = await door({ door: 'restspace', space: space('ER-1') });
  const ward = await door({ door: 'hospital' });
  await say(phone, pass(zone('z-ourcq'), SLOT, '5-9', ['soin']));
  const undone = await say(phone, pass(station('st-jaures'), SLOT));
  await say(phone, { type: 'WithdrawPass', pass: undone, slot: SLOT });
  await say(phone, pass(zone('z-ourcq'), slotAt('09:00', DAY_ONE)));
  shortLived.push(`"id":"z-ourcq"},"slot":"${SLOT}"`, `"id":"st-jaures"},"slot":"${SLOT}"`);
  await say(tablet, { type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' });
  await say(tablet, arrival('ER-1'));
  await say(tablet, { type: 'RecountRestSpace', space: space('ER-1'), present: 7, reason: 'releve' });
  await say(ward, { type: 'DischargeBed', bed: bed('lit-1') });
  await ward.send({ type: 'InstallBed', bed: bed('lit-1'), surge: false });
  const stay = await ask(phone);
  const refused = await ask(tablet, 'espace-repos');
  const openCode = await ask(phone);
  for (const type of ['AcknowledgeRequest', 'AssessRequest'] as const) await say(ward, { type, code: stay });
  await say(ward, { type: 'ReserveBed', code: stay, bed: bed('lit-1') });
  await say(ward, { type: 'AdmitPerson', code: stay });
  await say(ward, { type: 'RefuseRequest', code: refused, reason: 'doublon' });
  shortLived.push(stay, refused);
  return { openCode };
}

describe('after 72 h', () => {
  test('[ERA-7, PRV-33, PRV-50, PRV-52] no byte of a pass, a counter, a stay or a closed request is in any file', async () => {
    const { openCode } = await evening();
    const end = served.clock.now();
    expect(foundIn(bytesOf(folder), shortLived)).toEqual(shortLived);

    await hourByHour(BEGIN, 69);
    expect(foundIn(bytesOf(folder), shortLived)).toEqual(shortLived);
    await served.at(plus(end, 71 * HOUR));
    await served.at(plus(end, 72 * HOUR));
    expect(foundIn(bytesOf(folder), shortLived)).toEqual([]);
    // What is not over is still there, and what was released stays.
    expect(foundIn(bytesOf(folder), [openCode, 'SlotSealed'])).toEqual([openCode, 'SlotSealed']);
  });

  test('[ERA-7] nor once the server has been stopped, and started again', async () => {
    await evening();
    await hourByHour(BEGIN, 72);
    for (const client of clients) client.close();
    await served.stop({ keepFolder: true });
    expect(foundIn(bytesOf(folder), shortLived)).toEqual([]);
    served = await serveApp(plus(BEGIN, 72 * HOUR), folder);
    expect(foundIn(bytesOf(folder), shortLived)).toEqual([]);
    expect(served.app.world.lead.value('rest-space:ER-1')).toMatchObject({ state: { present: 7 } });
  });

  test('[ERA-8, PRV-51] a storage that does not erase is found out: everything is still there', async () => {
    await served.stop();
    folder = newFolder();
    served = await serveApp(BEGIN, folder, {
      through: (log) => Object.assign(log, { erase: () => Promise.resolve(0) }),
    });
    await evening();
    await hourByHour(BEGIN, 73);
    expect(foundIn(bytesOf(folder), shortLived)).toEqual(shortLived);
  });

  test('[ERA-6, PRV-51] the state is the same before an erasure, after it, and folded from what is left', async () => {
    await evening();
    await hourByHour(BEGIN, 74);
    expect(around.length).toBeGreaterThan(3);
    for (const [before, after] of around) expect(after).toBe(before);
    expect(hashOf(await replayed(opened))).toBe(hashOf(served.app.world));
  });

  test('[ERA-10] the screens of the wall and of the leads change by nothing of it', async () => {
    await evening();
    await hourByHour(BEGIN, 69);
    const wall = await door({ door: 'wall' });
    const lead = await door({ door: 'lead' });
    await served.at(plus(BEGIN, 70 * HOUR + 57 * MINUTE));
    await Promise.all([wall.drain(), lead.drain()]);
    const [wallHeld, leadHeld] = [valuesOf(wall), valuesOf(lead)];
    expect(foundIn(bytesOf(folder), shortLived)).toEqual(shortLived);
    await served.at(plus(BEGIN, 70 * HOUR + 58 * MINUTE));
    expect(foundIn(bytesOf(folder), shortLived)).toEqual([]);
    expect([...(await wall.drain()), ...(await lead.drain())].map(({ name }) => name)).not.toContain(
      'view:reset',
    );
    const same = (held: Map<string, string>, now: Map<string, string>) =>
      [...held].filter(([key, value]) => now.get(key) !== value).map(([key]) => key);
    expect(same(leadHeld, valuesOf(lead))).toEqual([]);
    // A new half-hour is released at the same moment: its cells alone are new.
    expect(same(wallHeld, valuesOf(wall)).filter((key) => !/situation|sector|rest-space/.test(key))).toEqual(
      [],
    );
  });
});

test.skipIf(!isRedisInstalled)(
  '[ERA-7, PRV-52] nor, when the log rests in Redis, in any file of Redis',
  async () => {
    await served.stop();
    const redis = await startRedis();
    onTestFinished(() => redis.remove());
    const log = await openRedisLog({
      client: redis.url,
      territory: 'paris-nord-est',
      newEpoch: () => randomIds.epoch(),
    });
    folder = newFolder();
    served = await serveApp(BEGIN, folder, {
      through: (unused) => {
        void unused.close();
        return log;
      },
    });
    const { openCode } = await evening();
    await hourByHour(BEGIN, 69);
    expect(foundIn(bytesOf(redis.folder), shortLived)).toEqual(shortLived);
    await hourByHour(plus(BEGIN, 69 * HOUR), 4);
    expect(foundIn(bytesOf(redis.folder), shortLived)).toEqual([]);
    expect(foundIn(bytesOf(redis.folder), [openCode, 'SlotSealed'])).toEqual([openCode, 'SlotSealed']);
    expect(hashOf(await replayed(log))).toBe(hashOf(served.app.world));
  },
);

function valuesOf(client: Client): Map<string, string> {
  return new Map([...client.held.entities].map(([key, { value }]) => [key, JSON.stringify(value)]));
}

test('[ERA-12, PRV-36] no byte of presence is ever in a file, while it lasts and after', async () => {
  const phone = await tour('T3');
  const id = randomIds.command();
  const said = { type: 'DeclarePresence', place: zone('z-bercy'), status: 'sur-place' } as const;
  expect(await phone.send(said, id)).toMatchObject({ outcome: 'volatile' });
  const traces = [id, 'sur-place', 'DeclarePresence', 'z-bercy'];
  // The zone is on the boards as every zone is: it is looked for as a place that something was said of.
  const looked = [...traces.slice(0, 3), '"place":{"kind":"zone","id":"z-bercy"}'];
  expect(foundIn(bytesOf(folder), looked)).toEqual([]);
  await hourByHour(BEGIN, 2);
  for (const client of clients) client.close();
  await served.stop({ keepFolder: true });
  expect(foundIn(bytesOf(folder), ['WindowOpened'])).toEqual(['WindowOpened']);
  expect(foundIn(bytesOf(folder), looked)).toEqual([]);
  served = await serveApp(plus(BEGIN, 2 * HOUR), folder);
});

test('what is looked for is found in each of the ways in which it may be written', () => {
  for (const form of formsOf('7KX3PM-secret'))
    for (const before of ['', 'a', 'ab']) {
      expect(
        foundIn(Buffer.concat([Buffer.from(before), form, Buffer.from('z')]), ['7KX3PM-secret']),
      ).toHaveLength(1);
    }
  for (const before of ['', '.', '..']) {
    const written = Buffer.from(`${before}7KX3PM-secret...`).toString('base64');
    expect(foundIn(Buffer.from(written), ['7KX3PM-secret'])).toHaveLength(1);
  }
});

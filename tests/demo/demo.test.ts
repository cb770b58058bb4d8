import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isOpen } from '#shared/domain/admission/state';
import type { CommandId, PlacementCode } from '#shared/kernel/ids';
import { DAY, elapsed, HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { Device } from '../../server/demo/actors/device.ts';
import { demoStartsAt, startDemo } from '../../server/demo/demo.ts';
import type { DemoOptions } from '../../server/demo/options.ts';
import { intentionsBetween } from '../../server/demo/law/law.ts';
import { pastOf } from '../../server/demo/span.ts';
import { shippedTerritory } from './pack.ts';
import { StandInServer } from './stand-in-server.ts';

const territory = shippedTerritory();
const PRESENT = '2026-11-21T17:40:00.000Z' as Instant; // 18:40 in Paris: both tours of the day are told
const SEED = 19;
/** With this seed two requests are under assessment at the present moment, and one holds a bed. */
const SEED_WITH_OPEN_REQUESTS = 24;
const newId = () => randomUUID() as CommandId;

function optionsFor(server: StandInServer, url: string): DemoOptions & { notes: string[] } {
  const notes: string[] = [];
  return {
    url,
    territory,
    clock: server.clock,
    seed: SEED,
    speed: 60,
    scenario: 'ordinaire',
    log: ({ text }) => notes.push(text),
    newId,
    present: PRESENT,
    notes,
  };
}

describe('the past, on an empty log', () => {
  const server = new StandInServer(territory, demoStartsAt(territory, PRESENT));
  let demo: { stop(): Promise<void> } | undefined;
  let notes: string[] = [];
  const receivedOf = (type: string) => server.received.filter(({ send }) => send.command.type === type);
  const past = pastOf(territory.rhythm.timezone, PRESENT);
  const intended = [
    ...intentionsBetween({ seed: SEED, territory, variant: 'base' }, past.from, plus(PRESENT, 1)),
  ];

  beforeAll(async () => {
    const options = optionsFor(server, await server.listen());
    notes = options.notes;
    const before = performance.now();
    demo = await startDemo(options);
    const took = Math.round(performance.now() - before);
    console.info(
      `past lived in ${took} ms: ${server.received.length} commands, ${server.jumps.length} jumps`,
    );
  });
  afterAll(async () => {
    await demo?.stop();
    await server.close();
  });

  test('every message is a command of the protocol', () => {
    expect(server.received.length).toBeGreaterThan(1_000);
    expect(server.malformed).toEqual([]);
  });

  test('the deciders refuse nothing', () => {
    expect(server.refused()).toEqual([]);
  });

  test('starts at 06:00 of the day before, eight days before for the rest spaces, and 35 for the ward', () => {
    expect(past).toEqual({
      from: '2026-11-20T05:00:00.000Z',
      spacesFrom: '2026-11-13T05:00:00.000Z',
      wardFrom: '2026-10-17T04:00:00.000Z',
    });
    expect(server.jumps[0]).toBe(past.wardFrom);
    expect(receivedOf('OpenRestSpace')[0]?.at.slice(0, 14)).toBe('2026-11-13T05:');
  });

  test('ends at the present, without going back', () => {
    expect(server.now).toBe(PRESENT);
    expect(server.jumps).toEqual(server.jumps.toSorted());
  });

  test('each space shows the count that its law has', () => {
    const week = { seed: SEED, territory, variant: 'base' } as const;
    const intended = [...intentionsBetween(week, past.spacesFrom, plus(PRESENT, 1))];
    for (const { id } of territory.services.restSpaces) {
      let present = 0;
      for (const intention of intended) {
        if (!('space' in intention) || intention.space !== id) continue;
        if (intention.kind === 'person-entered') present += 1;
        if (intention.kind === 'person-left') present -= 1;
        if (intention.kind === 'space-recounted') present = intention.present;
      }
      expect(server.spaces.get(id)).toMatchObject({ kind: 'ouvert', regime: 'jour', present });
    }
  });

  test('every pass of the law is declared, by the phone of its team', () => {
    const passes = intended.filter((intention) => intention.kind === 'pass-declared');
    expect(passes.length).toBeGreaterThan(100);
    const asked = receivedOf('DeclarePass').map(({ as }) => (as.door === 'outreach' ? as.team : as.door));
    expect(asked.toSorted()).toEqual(passes.map(({ team }) => team).toSorted());
  });

  test('presence older than 45 min is not told', () => {
    const presences = receivedOf('DeclarePresence');
    expect(presences.length).toBeGreaterThan(0);
    expect(presences.filter(({ at }) => at < plus(PRESENT, -45 * MINUTE))).toEqual([]);
  });

  test('the ward has its beds taken, and enough admissions for a weekly share', () => {
    const admitted = receivedOf('AdmitPerson');
    expect(admitted.length).toBeGreaterThanOrEqual(11);
    const occupied = [...server.d2o.beds.values()].filter(({ state }) => state === 'occupe');
    expect(server.d2o.beds.size).toBe(10);
    expect(occupied.length).toBeGreaterThanOrEqual(5);
  });

  test('no request stays open that the law has ended', () => {
    const open = [...server.d2o.requests.values()].filter(isOpen);
    for (const request of open) expect(elapsed(request.requestedAt, PRESENT)).toBeLessThan(2 * DAY);
  });

  test('the journal names kinds and counts, no place and no code', () => {
    expect(notes.join(' ')).toMatch(/^simulated day: \d+ answers; not accepted: none$/);
  });
});

describe('the day under way', () => {
  let server: StandInServer;
  let demo: { stop(): Promise<void> } | undefined;
  afterEach(async () => {
    await demo?.stop();
    await server.close();
  });

  test('does each thing once its moment has come, and nothing before', async () => {
    server = new StandInServer(territory, demoStartsAt(territory, PRESENT));
    demo = await startDemo(optionsFor(server, await server.listen()));
    const { from } = pastOf(territory.rhythm.timezone, PRESENT);
    const told = ['RecordArrival', 'DeclarePass'];
    const due = [
      ...intentionsBetween({ seed: SEED, territory, variant: 'base' }, from, plus(PRESENT, 2 * HOUR)),
    ].filter(({ at, kind }) => at > PRESENT && (kind === 'person-entered' || kind === 'pass-declared'));
    expect(due.length).toBeGreaterThan(20);
    for (let minutes = 10; minutes <= 120; minutes += 10) {
      const now = plus(PRESENT, minutes * MINUTE);
      const before = server.received.length;
      let left = due.filter(({ at }) => at > server.now && at <= now).length;
      const all = server.until(({ send }) => {
        if (told.includes(send.command.type)) left -= 1;
        return left <= 0;
      });
      server.now = now;
      await all;
      expect(server.received.slice(before).filter(({ at }) => at !== now)).toEqual([]);
    }
    expect(server.refused()).toEqual([]);
  });

  test('resumed, tells nothing again: it recounts the spaces and takes up the open requests', async () => {
    server = new StandInServer(territory, demoStartsAt(territory, PRESENT));
    const url = await server.listen();
    const first = await startDemo({ ...optionsFor(server, url), seed: SEED_WITH_OPEN_REQUESTS });
    await first.stop();
    const told = server.received.length;
    const openRequests = [...server.d2o.requests].flatMap(([code, request]) =>
      isOpen(request) ? [{ code, requestedAt: request.requestedAt }] : [],
    );
    const openPlacements = [...server.downstream.placements].flatMap(([code, placement]) =>
      placement?.kind === 'ouvert' ? [{ code: code as PlacementCode, openedAt: placement.openedAt }] : [],
    );
    const resume = { after: PRESENT, openRequests, openPlacements };
    demo = await startDemo({ ...optionsFor(server, url), seed: SEED_WITH_OPEN_REQUESTS, resume });
    let recounts = 0;
    const recounted = server.until(({ send }) => {
      if (send.command.type === 'RecountRestSpace') recounts += 1;
      return recounts === territory.services.restSpaces.length;
    });
    server.now = plus(PRESENT, MINUTE);
    await recounted;
    const again = server.received.slice(told).map(({ send }) => send.command.type);
    expect(new Set(again.slice(0, 6))).toEqual(new Set(['OpenRestSpace', 'RecountRestSpace']));
    expect(server.refused()).toEqual(
      territory.services.restSpaces.map(() => 'OpenRestSpace RestSpaceAlreadyOpen'),
    );
    for (let hours = 4; hours <= 48; hours += 4) {
      const now = plus(PRESENT, hours * HOUR);
      const confirmed = server.until(({ at, send }) => at === now && send.command.type === 'ConfirmWard');
      server.now = now;
      await confirmed;
    }
    await demo.stop();
    const codes = new Set(openRequests.map(({ code }) => code));
    const stillOpen = [...server.d2o.requests].filter(
      ([code, request]) => codes.has(code) && isOpen(request),
    );
    expect(openRequests).toHaveLength(3);
    expect(stillOpen).toEqual([]);
    // Placements go on for weeks: some of those that were open have moved, under the codes that they had.
    expect(openPlacements.length).toBeGreaterThan(1);
    const moved = server.received.slice(told).filter(({ send: { command } }) => 'placement' in command);
    expect(moved.length).toBeGreaterThan(0);
    expect(server.downstream.placements.size).toBeLessThanOrEqual(openPlacements.length + 3);
  });
});

describe('a device', () => {
  let server: StandInServer;
  let device: Device | undefined;
  afterEach(async () => {
    device?.stop();
    await server.close();
  });

  async function connected(): Promise<Device> {
    server = new StandInServer(territory, PRESENT);
    const url = await server.listen();
    return new Device({ url, as: { door: 'hospital' }, newId, resendAfterMs: 30 });
  }

  test.each(['silence', 'fault'] as const)(
    'sends again with the same id after a %s, until acknowledged',
    async (kind) => {
      device = await connected();
      server.trouble = [kind, kind];
      const answer = await device.ask({ type: 'ConfirmWard' });
      const ids = server.received.map(({ send }) => send.id);
      expect(ids.length).toBeGreaterThanOrEqual(3);
      expect(new Set(ids)).toEqual(new Set([answer?.id]));
      expect(answer?.outcome).toBe('accepted');
    },
  );

  test('keeps what is asked before it is connected, in order', async () => {
    const desk = await connected();
    device = desk;
    const beds = territory.services.ward.beds.value;
    await Promise.all(beds.map((bed) => desk.ask({ type: 'InstallBed', bed, surge: false })));
    const sent = server.received.map(({ send }) => send.command);
    expect(sent).toEqual(beds.map((bed) => ({ type: 'InstallBed', bed, surge: false })));
  });

  test('that is stopped gives back what it still waited for', async () => {
    device = await connected();
    server.trouble = ['silence'];
    const answer = device.ask({ type: 'ConfirmWard' });
    await server.until(() => true);
    device.stop();
    expect(await answer).toBeUndefined();
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import type { Append, EventLog } from '#server/log/event-log';
import { randomIds } from '#server/ports/ids';
import { catchUp } from '#server/commands/catch-up';
import { SNAPSHOT_FORMAT } from '#server/commands/world';
import type { AdmissionCode } from '#shared/kernel/ids';
import type { Ack } from '#shared/wire/ack';
import { hashOf, openCore, replayed, type Core } from '../../support/core.ts';
import {
  arrival,
  bed,
  commandId,
  departure,
  paris,
  pass,
  request,
  slotAt,
  space,
  zone,
} from '../../support/said.ts';

const started: Core[] = [];
afterEach(async () => {
  for (const core of started.splice(0)) await core.stop();
});

async function coreWith(options: Partial<Parameters<typeof openCore>[0]> = {}): Promise<Core> {
  const core = await openCore({ start: paris('15:00'), ...options });
  started.push(core);
  return core;
}

const OPEN = { type: 'OpenRestSpace', space: space('ER-1'), regime: 'jour' } as const;
const ARRIVE = arrival('ER-1');
const LEAVE = departure('ER-1');
const REQUEST = request(paris('15:00'));
const inside = (core: Core) => {
  const entity = core.lead('rest-space:ER-1');
  return entity?.kind === 'rest-space' && 'state' in entity && entity.state.kind === 'ouvert'
    ? entity.state.present
    : null;
};

describe('one turn', () => {
  test('[LOG-1] commands that arrive together are kept in one durable group, and each has its own answer', async () => {
    const groups: (readonly Append[])[] = [];
    const core = await coreWith({
      through: (log) =>
        watched(log, { appendGroup: (group) => (groups.push(group), log.appendGroup(group)) }),
    });
    await core.send(OPEN);
    groups.length = 0;
    const acks = await Promise.all(
      [ARRIVE, ARRIVE, LEAVE, LEAVE, LEAVE].map((command) => core.send(command)),
    );
    expect(groups.map((group) => group.length)).toEqual([5]);
    // Decisions of one turn see each other: the third departure finds nobody.
    expect(acks.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'refused',
    ]);
    expect(inside(core)).toBe(0);
  });

  test('[LOG-2] what was said before a group is kept is shown to nobody', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    let isHeld = false;
    const core = await coreWith({
      through: (log) =>
        watched(log, {
          appendGroup: async (group) => {
            if (isHeld) await gate;
            return log.appendGroup(group);
          },
        }),
    });
    await core.send(OPEN);
    isHeld = true;
    let answered: Ack | undefined;
    const sent = core.send(ARRIVE).then((ack) => (answered = ack));
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect([answered, inside(core)]).toEqual([undefined, 0]);
    release();
    await sent;
    expect([answered?.outcome, inside(core)]).toEqual(['accepted', 1]);
  });
});

describe('the same command id', () => {
  test('[LOG-3] sent again, it is answered the same and has no second effect', async () => {
    const core = await coreWith();
    await core.send(OPEN);
    const first = await core.send(ARRIVE, commandId(1));
    await core.send(ARRIVE, commandId(2));
    const position = core.world.position;
    expect(await core.send(ARRIVE, commandId(1))).toEqual(first);
    expect([inside(core), core.world.position]).toEqual([2, position]);
  });

  test('[LOG-3] sent twice in one turn, it counts once', async () => {
    const core = await coreWith();
    await core.send(OPEN);
    const [one, two] = await Promise.all([core.send(ARRIVE, commandId(1)), core.send(ARRIVE, commandId(1))]);
    expect(one).toEqual(two);
    expect(inside(core)).toBe(1);
  });

  test('[LOG-4] a refusal stays the answer, even once the rule would say yes', async () => {
    const core = await coreWith();
    const refused = await core.send(ARRIVE, commandId(1));
    expect(refused).toMatchObject({ outcome: 'refused', refusal: 'RestSpaceClosed' });
    await core.send(OPEN);
    expect(await core.send(ARRIVE, commandId(1))).toEqual(refused);
    expect(inside(core)).toBe(0);
  });

  test('[LOG-5] the code of a request is the same in every answer, across a restart too', async () => {
    const core = await openCore({ start: paris('15:00') });
    const first = await core.send(REQUEST, commandId(1));
    expect(first).toHaveProperty('code');
    await core.stop({ keepFolder: true });
    const again = await coreWith({ folder: core.folder, start: paris('15:10') });
    expect(await again.send(REQUEST, commandId(1))).toEqual(first);
  });

  test('[LOG-6, PRV-30] a code that is taken is drawn again', async () => {
    const drawn = ['222222', '222222', '333333'] as AdmissionCode[];
    const core = await coreWith({
      ids: { ...randomIds, admissionCode: () => drawn.shift() ?? ('444444' as never) },
    });
    const codes = [await core.send(REQUEST), await core.send(REQUEST)].map(
      (ack) => 'code' in ack && ack.code,
    );
    expect(codes).toEqual(['222222', '333333']);
  });
});

describe('a log that fails', () => {
  test('[LOG-7] the sender is told of a fault, nothing is applied or shown, and the next command works', async () => {
    let isBroken = false;
    const core = await coreWith({
      through: (log) =>
        watched(log, {
          appendGroup: (group) =>
            isBroken ? Promise.reject(new Error('disk full')) : log.appendGroup(group),
        }),
    });
    await core.send(OPEN);
    const before = hashOf(core.world);
    isBroken = true;
    const ack = await core.send(ARRIVE, commandId(1));
    expect(ack).toMatchObject({
      outcome: 'fault',
      id: commandId(1),
      reference: expect.stringMatching(/^[0-9A-F]{8}$/),
    });
    expect(hashOf(core.world)).toBe(before);
    // The reference the sender reads out is the one the journal has, beside the cause.
    expect(core.lines).toMatchObject([{ kind: 'fault', reference: 'reference' in ack ? ack.reference : '' }]);
    isBroken = false;
    expect(await core.send(ARRIVE, commandId(1))).toEqual({ outcome: 'accepted', id: commandId(1) });
    expect(inside(core)).toBe(1);
  });

  test('[LOG-7] what time made due while the log failed is done once it works again', async () => {
    let isBroken = false;
    const core = await coreWith({
      through: (log) =>
        watched(log, {
          appendGroup: (group) =>
            isBroken ? Promise.reject(new Error('disk full')) : log.appendGroup(group),
        }),
    });
    isBroken = true;
    await core.at(paris('15:30'));
    isBroken = false;
    await core.at(paris('16:01'));
    const ticks = (await core.log.read(0, 1000)).filter(({ kind }) => kind === 'SlotSealed');
    expect(ticks.map(({ commandId: id }) => id)).toEqual(
      ['14:00', '14:30', '15:00'].map((hour) => `seal:${slotAt(hour)}`),
    );
  });
});

describe('two servers on one log', () => {
  test('[LOG-8] one who was overtaken catches up, then decides on what is', async () => {
    const one = await coreWith();
    const two = await coreWith({ shared: one.log });
    await one.send(OPEN);
    await one.send(ARRIVE);
    expect(await two.send(ARRIVE)).toMatchObject({ outcome: 'accepted' });
    expect(await two.send({ type: 'OpenRestSpace', space: space('ER-1'), regime: 'nuit' })).toMatchObject({
      refusal: 'RestSpaceAlreadyOpen',
    });
    expect(await one.send(LEAVE)).toMatchObject({ outcome: 'accepted' });
    for (const core of [one, two]) await catchUp(core.log, core.world);
    expect([inside(one), inside(two)]).toEqual([1, 1]);
  });

  test('[LOG-9, PRV-17] both give the same bytes to the same audience, and record each release once', async () => {
    const one = await coreWith();
    const two = await coreWith({ shared: one.log });
    await one.send(OPEN);
    await two.send(pass(zone('z-ourcq'), slotAt('15:00')));
    for (const hour of ['15:30', '16:00', '16:30', '16:31', '17:00']) {
      for (const core of hour < '16:10' ? [one, two] : [two, one]) await core.at(paris(hour));
    }
    await one.send(ARRIVE);
    await two.send(ARRIVE);
    await one.send(ARRIVE);
    await one.at(paris('17:01'));
    await two.at(paris('17:01'));
    for (const core of [one, two]) await catchUp(core.log, core.world);
    expect(hashOf(one.world)).toBe(hashOf(await replayed(one.log)));
    expect(hashOf(two.world)).toBe(hashOf(one.world));
    const ids = (await one.log.read(0, 1000)).map(({ kind, commandId: id }) => `${kind} ${id}`);
    const releases = ids.filter((id) => id.startsWith('CoverageReleased'));
    expect(new Set(releases).size).toBe(releases.length);
  });
});

describe('a snapshot', () => {
  async function busyDay(): Promise<Core> {
    const core = await openCore({ start: paris('06:30') });
    for (const id of ['lit-1', 'lit-2', 'lit-3'])
      await core.send({ type: 'InstallBed', bed: bed(id), surge: false });
    await core.send(OPEN);
    for (let hour = 7; hour < 23; hour += 1) {
      const at = `${String(hour).padStart(2, '0')}:10`;
      await core.at(paris(at));
      await core.send(
        pass(zone(hour % 2 ? 'z-ourcq' : 'z-bercy'), slotAt(`${at.slice(0, 2)}:00`), '5-9', ['soin']),
      );
      await core.send(ARRIVE);
      if (hour % 3 === 0) await core.send(request(paris(at)));
      if (hour === 15) {
        const { position, save } = { position: core.world.position, save: core.world.save() };
        await core.log.saveSnapshot({ position, format: SNAPSHOT_FORMAT, body: save });
      }
    }
    return core;
  }

  test('[LOG-10, PRV-19] a snapshot and what follows it give the same state as the whole log, and so does the log alone', async () => {
    const core = await busyDay();
    const live = hashOf(core.world);
    await core.stop({ keepFolder: true });

    const fromSnapshot = await openCore({ start: paris('22:10'), folder: core.folder });
    expect(hashOf(fromSnapshot.world)).toBe(live);
    const whole = await replayed(fromSnapshot.log);
    expect(hashOf(whole)).toBe(live);
    // What a snapshot would leave out, its own hash could not see.
    expect([fromSnapshot.world.room, fromSnapshot.world.weeks]).toEqual([whole.room, whole.weeks]);
    await fromSnapshot.log.dropSnapshot();
    await fromSnapshot.stop({ keepFolder: true });

    const fromNothing = await openCore({ start: paris('22:10'), folder: core.folder });
    started.push(fromNothing);
    expect(hashOf(fromNothing.world)).toBe(live);
  });

  test('[LOG-10] two days that differ by one class of people have two hashes', async () => {
    const one = await coreWith();
    const other = await coreWith();
    await one.send(pass(zone('z-ourcq'), slotAt('15:00'), '0-4'), commandId(1));
    await other.send(pass(zone('z-ourcq'), slotAt('15:00'), '5-9'), commandId(1));
    expect(hashOf(one.world)).not.toBe(hashOf(other.world));
  });

  test('[LOG-11] a record that was already folded changes nothing', async () => {
    const core = await busyDay();
    started.push(core);
    const before = hashOf(core.world);
    for (const record of await core.log.read(0, 100_000)) core.world.apply(record);
    expect(hashOf(core.world)).toBe(before);
  });
});

/** A log of which some calls are replaced. */
function watched(log: EventLog, replaced: Partial<EventLog>): EventLog {
  return {
    epoch: log.epoch,
    head: () => log.head(),
    appendGroup: (group) => log.appendGroup(group),
    answerOf: (id) => log.answerOf(id),
    read: (after, limit) => log.read(after, limit),
    erase: (what) => log.erase(what),
    saveSnapshot: (snapshot) => log.saveSnapshot(snapshot),
    loadSnapshot: (format) => log.loadSnapshot(format),
    dropSnapshot: () => log.dropSnapshot(),
    follow: (onForeign) => log.follow(onForeign),
    close: () => log.close(),
    ...replaced,
  };
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandId } from '#shared/kernel/ids';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { slotAfter, slotOf, type Slot } from '#shared/kernel/slot';
import type { Place } from '#shared/domain/pass/commands';
import type { Entity } from '#shared/view/entity';
import { randomOf } from '../../server/demo/law/random.ts';
import { chance, oneOf } from '../../server/demo/law/distributions.ts';
import { openCore, type Core } from '../support/core.ts';
import { recountedFrom, type Cell } from '../support/coverage-recount.ts';
import { commandId, pass, station, zone } from '../support/said.ts';
import { territory } from '../support/served-app.ts';

/** Where nobody goes that week: a whole sector, one zone beside others that are visited, a whole group. */
const NEVER = new Set(['z-lilas', 'z-montreuil', 'z-bercy']);
const NEVER_GROUP = 'g-faidherbe';
const ZONES = territory.surface.zones.flatMap(({ id }) => (NEVER.has(id) ? [] : [zone(id)]));
const STATIONS = territory.underground.stations.flatMap(({ id, group }) =>
  group === NEVER_GROUP ? [] : [station(id)],
);
const AREAS = territory.surface.sectors.length + territory.underground.groups.length;

type Seen = {
  readonly at: Instant;
  readonly shown: ReadonlyMap<string, Cell>;
  readonly counted: ReadonlyMap<string, Cell>;
};

/** A week of passes, some at night, some told late, some taken back: what the lead is shown each hour, and the recount. */
class Week {
  readonly #core: Core;
  readonly #random = randomOf(23, 'coverage-week');
  readonly seen: Seen[] = [];
  /** Every word that a never visited place was shown under, in the lead's view and in the mobile teams'. */
  readonly saidOfNever = new Set<string>();
  #said = 0;

  readonly #begins: Instant;

  private constructor(core: Core, begins: Instant) {
    this.#core = core;
    this.#begins = begins;
  }

  /** `from`: half an hour before the first half-day, since what a log did not see begin is nobody's to judge. */
  static async live(from: Instant, to: Instant): Promise<Week> {
    const core = await openCore({ start: from });
    const week = new Week(core, plus(from, 30 * MINUTE));
    try {
      for (let now = plus(from, 10 * MINUTE); now < to; now = plus(now, 30 * MINUTE))
        await week.#halfHour(now);
    } finally {
      await core.stop();
    }
    return week;
  }

  async #halfHour(now: Instant): Promise<void> {
    await this.#core.at(now);
    for (let declared = 0; declared < 3; declared += 1)
      if (chance(this.#random, 0.5)) await this.#declare(now);
    if (this.#begins <= now) await this.#look(now);
  }

  async #declare(now: Instant): Promise<void> {
    const back = chance(this.#random, 0.7) ? 0 : chance(this.#random, 0.5) ? 1 : 2;
    const slot = slotAfter(slotOf(now), -back);
    const place: Place = oneOf<Place>(this.#random, chance(this.#random, 0.4) ? ZONES : STATIONS);
    const id = commandId((this.#said += 1));
    expect(await this.#core.send(pass(place, slot), id)).toMatchObject({ outcome: 'accepted' });
    if (chance(this.#random, 0.15) && back === 0) await this.#takeBack(id, slot);
  }

  async #takeBack(of: CommandId, slot: Slot): Promise<void> {
    const id = commandId((this.#said += 1));
    expect(await this.#core.send({ type: 'WithdrawPass', pass: of, slot }, id)).toMatchObject({
      outcome: 'accepted',
    });
  }

  async #look(at: Instant): Promise<void> {
    const { world, log } = this.#core;
    const shown = new Map<string, Cell>();
    for (const entity of world.lead.values()) {
      if (entity.kind === 'duty')
        shown.set(`${entity.area.id} ${entity.day} ${entity.window}`, {
          state: entity.state,
          last: entity.slot,
        });
      this.#listen(entity);
    }
    for (const entity of world.views.of('mobile').values()) this.#listen(entity);
    const counted = recountedFrom(await log.read(0, 1_000_000), territory, at);
    this.seen.push({ at, shown, counted });
  }

  #listen(entity: Entity): void {
    if (entity.kind === 'zone' && NEVER.has(entity.id))
      this.saidOfNever.add(entity.passes.length === 0 ? 'aucun' : 'passe');
    if (entity.kind === 'zone-coverage' && NEVER.has(entity.id))
      for (const { state } of entity.cells) this.saidOfNever.add(state);
    if (entity.kind === 'duty' && ['s-93-est', NEVER_GROUP].includes(entity.area.id))
      this.saidOfNever.add(entity.state);
  }
}

describe.each([
  {
    change: 'the night of 25 October 2026, when clocks go back',
    from: '2026-10-22T04:30:00.000Z' as Instant,
    to: '2026-10-29T05:30:00.000Z' as Instant,
    sunday: '2026-10-25',
    morning: ['2026-10-25T06:00Z', '2026-10-25T12:30Z'],
    before: ['2026-10-24T05:00Z', '2026-10-24T11:30Z'],
  },
  {
    change: 'the night of 28 March 2027, when clocks go forward',
    from: '2027-03-25T05:30:00.000Z' as Instant,
    to: '2027-04-01T04:30:00.000Z' as Instant,
    sunday: '2027-03-28',
    morning: ['2027-03-28T05:00Z', '2027-03-28T11:30Z'],
    before: ['2027-03-27T06:00Z', '2027-03-27T12:30Z'],
  },
])('a week with $change', ({ from, to, sunday, morning, before }) => {
  let week: Week;
  beforeAll(async () => {
    week = await Week.live(from, to);
  }, 240_000);

  test('[COV-23] what the lead is shown is, at each half-hour, what the rules count from the log', () => {
    for (const { at, shown, counted } of week.seen) {
      expect([at, [...shown.keys()].sort()]).toEqual([at, [...counted.keys()].sort()]);
      for (const [cell, state] of counted) expect([at, cell, shown.get(cell)]).toEqual([at, cell, state]);
    }
    // The comparison is worth something: every state was met, often, and on each day.
    const met = week.seen.flatMap(({ shown }) => [...shown.values()].map(({ state }) => state));
    for (const state of ['a-faire', 'fait', 'manque'])
      expect(met.filter((each) => each === state).length).toBeGreaterThan(500);
    expect(new Set(week.seen.flatMap(({ shown }) => [...shown.keys()])).size).toBe(7 * 2 * AREAS);
  });

  test('[COV-24] where nobody has passed is shown as covered nowhere, at no time', () => {
    expect([...week.saidOfNever].sort()).toEqual(
      ['a-couvrir', 'a-faire', 'aucun', 'manque', 'non-du', 'pas-encore-diffuse'].filter((word) =>
        week.saidOfNever.has(word),
      ),
    );
    for (const word of ['aucun', 'a-faire', 'manque', 'a-couvrir']) expect(week.saidOfNever).toContain(word);
  });

  test('[COV-25] half-days begin and end by the clock on the wall on the day that it changes', () => {
    const cells = (day: string) =>
      new Set(
        week.seen.flatMap(({ shown }) =>
          [...shown].flatMap(([key, { last }]) => (key.includes(`${day} matin`) && last ? [last] : [])),
        ),
      );
    for (const [day, [first, last]] of [
      [sunday, morning],
      [dayBefore(sunday), before],
    ] as const) {
      const slots = [...cells(day)].sort();
      expect(slots.length).toBeGreaterThan(5);
      for (const slot of slots) {
        expect(slot >= String(first) && slot <= String(last), `${slot} in the morning of ${day}`).toBe(true);
      }
    }
  });
});

describe('the first and the last half-hour of a half-day', () => {
  let core: Core;
  afterAll(() => core.stop());

  test('[COV-25] are of that half-day, and those beside are not, on the Sunday of each change', async () => {
    core = await openCore({ start: '2026-10-24T04:40:00.000Z' as Instant });
    const said = async (at: string, slot: string, place: Place) => {
      await core.at(at as Instant);
      const id = commandId(Number.parseInt(slot.slice(8, 10) + slot.slice(11, 13) + slot.slice(14, 16)));
      expect(await core.send(pass(place, slot as Slot), id)).toMatchObject({ outcome: 'accepted' });
    };
    const state = (area: string, window: string) => {
      const duty = core.lead(`duty:${area}:2026-10-25:${window}`);
      return duty?.kind === 'duty' ? duty.state : undefined;
    };
    // Winter time since 03:00: 06:30 is 05:30 UTC, and nothing is due yet.
    await said('2026-10-25T05:40:00.000Z', '2026-10-25T05:30Z', zone('z-gambetta'));
    await said('2026-10-25T06:10:00.000Z', '2026-10-25T06:00Z', zone('z-chapelle'));
    expect([state('s-20', 'matin'), state('s-18-est', 'matin')]).toEqual(['a-faire', 'fait']);
    await said('2026-10-25T12:50:00.000Z', '2026-10-25T12:30Z', zone('z-ourcq'));
    await said('2026-10-25T13:10:00.000Z', '2026-10-25T13:00Z', zone('z-buttes'));
    expect([
      state('s-19-nord', 'matin'),
      state('s-19-sud', 'matin'),
      state('s-19-sud', 'apres-midi'),
    ]).toEqual(['fait', 'a-faire', 'fait']);
    await core.at('2026-10-25T13:31:00.000Z' as Instant);
    expect([state('s-19-sud', 'matin'), state('s-20', 'matin')]).toEqual(['manque', 'manque']);
  });
});

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T12:00Z`) - 24 * HOUR).toISOString().slice(0, 10);
}

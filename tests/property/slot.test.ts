import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Need, PassCommand, Place, SealSlot } from '#shared/domain/pass/commands';
import { decidePass } from '#shared/domain/pass/decide';
import type { PassEvent } from '#shared/domain/pass/events';
import { evolveSlot } from '#shared/domain/pass/evolve';
import { initialSlot, type SlotState } from '#shared/domain/pass/state';
import { commandIdSchema, type CommandId, stationIdSchema, zoneIdSchema } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { slotSchema, slotStart } from '#shared/kernel/slot';

const slot = slotSchema.parse('2026-11-21T17:00Z');
const id = fc
  .integer({ min: 1, max: 6 })
  .map((n) => commandIdSchema.parse(`0000000${n}-0000-4000-8000-000000000000`));
const zones = ['z-a', 'z-b', 'z-c'].map((text) => zoneIdSchema.parse(text));
const stations = ['st-a', 'st-b'].map((text) => stationIdSchema.parse(text));
const places = { zones: new Set(zones), stations: new Set(stations) };
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.constantFrom(...zones).map((zone): Place => ({ kind: 'zone', id: zone })),
  fc.constantFrom(...stations).map((station): Place => ({ kind: 'station', id: station })),
);
const noNeeds = fc.constant<Need[]>([]);
const people = fc.constantFrom('0-4', '5-9', '10-19', '20+');

const command: fc.Arbitrary<PassCommand | SealSlot> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('DeclarePass'),
      place,
      slot: fc.constant(slot),
      people,
      needs: noNeeds,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('WithdrawPass'), pass: id, slot: fc.constant(slot) }),
  },
  { weight: 1, arbitrary: fc.constant<SealSlot>({ type: 'SealSlot', slot }) },
);
const event: fc.Arbitrary<PassEvent> = fc.oneof(
  fc.record({
    type: fc.constant('PassDeclared'),
    pass: id,
    place,
    slot: fc.constant(slot),
    people,
    needs: noNeeds,
  }),
  fc.record({ type: fc.constant('PassWithdrawn'), pass: id, place, slot: fc.constant(slot) }),
  fc.record({
    type: fc.constant('SlotSealed'),
    slot: fc.constant(slot),
    zones: fc.subarray(zones),
    stations: fc.subarray(stations),
  }),
);

/** Commands in the order of time, over the hour and a half in which a slot may be spoken of. */
const run = fc
  .array(fc.record({ command, id, minute: fc.integer({ min: 0, max: 100 }) }), {
    minLength: 1,
    maxLength: 40,
    size: 'max',
  })
  .map((steps) => steps.sort((a, b) => a.minute - b.minute));

const decide = (asked: PassCommand | SealSlot, state: SlotState, passId: CommandId, now: Instant) =>
  decidePass(asked, state, { id: passId, now, places, sealAfterMin: 30, acceptPreviousSlots: 2 });

const seeded = { seed: 20261121, numRuns: 500 };

test('[PAS-14] [PAS-15] whatever follows it, a sealed set never changes', () => {
  let sealedRuns = 0;
  let latePasses = 0;
  fc.assert(
    fc.property(run, (steps) => {
      let state = initialSlot;
      let published: string | null = null;
      for (const step of steps) {
        const decision = decide(step.command, state, step.id, plus(slotStart(slot), step.minute * MINUTE));
        state = (decision.ok ? decision.events : []).reduce(evolveSlot, state);
        if (state.sealed) published ??= JSON.stringify(state.sealed);
        expect(state.sealed && JSON.stringify(state.sealed)).toBe(published);
      }
      if (published) sealedRuns += 1;
      latePasses += [...state.passes.values()].filter((pass) => pass.late).length;
    }),
    seeded,
  );
  expect(sealedRuns).toBeGreaterThan(100);
  expect(latePasses).toBeGreaterThan(50);
});

test('[PAS-6] [PAS-11] the same intention twice never has two effects', () => {
  fc.assert(
    fc.property(run, (steps) => {
      let state = initialSlot;
      for (const step of steps) {
        const now = plus(slotStart(slot), step.minute * MINUTE);
        const decision = decide(step.command, state, step.id, now);
        if (!decision.ok) continue;
        state = decision.events.reduce(evolveSlot, state);
        const again = decide(step.command, state, step.id, now);
        expect(again.ok ? again.events : []).toEqual([]);
      }
    }),
    seeded,
  );
});

test('[PAS-12] a seal holds exactly the places of the passes that stand when it is decided', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30, size: 'max' }), (events) => {
      const state = events.filter(({ type }) => type !== 'SlotSealed').reduce(evolveSlot, initialSlot);
      const decision = decide(
        { type: 'SealSlot', slot },
        state,
        commandIdSchema.parse('00000001-0000-4000-8000-000000000000'),
        plus(slotStart(slot), 60 * MINUTE),
      );
      const standing = new Set([...state.passes.values()].map((pass) => pass.place.id));
      const [seal] = decision.ok ? decision.events : [];
      if (seal?.type !== 'SlotSealed') throw new Error('the slot was not sealed');
      expect([...seal.zones, ...seal.stations].sort()).toEqual([...standing].sort());
    }),
    seeded,
  );
});

test('[PAS-15] any sequence of facts makes a slot, and the first seal in it is the one that stays', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30, size: 'max' }), (events) => {
      const state = events.reduce(evolveSlot, initialSlot);
      const first = events.find((it) => it.type === 'SlotSealed');
      expect(state.sealed).toEqual(
        first?.type === 'SlotSealed' ? { zones: first.zones, stations: first.stations } : null,
      );
    }),
    seeded,
  );
});

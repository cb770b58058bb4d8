import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RestSpaceCommand } from '#shared/domain/rest-space/commands';
import { decideRestSpace } from '#shared/domain/rest-space/decide';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import { evolveRestSpace } from '#shared/domain/rest-space/evolve';
import { saturatingSince, stateOf } from '#shared/domain/rest-space/occupancy';
import { initialRestSpace } from '#shared/domain/rest-space/state';
import { restSpaceIdSchema } from '#shared/kernel/ids';
import { instantSchema, MINUTE, plus, type Instant } from '#shared/kernel/instant';

const space = restSpaceIdSchema.parse('ER-1');
const start = instantSchema.parse('2026-11-21T06:00:00.000Z');
const context = { restSpaces: new Set([space]) };

const named = <Type extends RestSpaceCommand['type']>(type: Type) => ({
  type: fc.constant(type),
  space: fc.constant(space),
});
const regime = fc.constantFrom('jour', 'nuit');
const present = fc.integer({ min: 0, max: 60 });

const command: fc.Arbitrary<RestSpaceCommand> = fc.oneof(
  { weight: 8, arbitrary: fc.record(named('RecordArrival')) },
  { weight: 8, arbitrary: fc.record(named('RecordDeparture')) },
  fc.record({ ...named('RecountRestSpace'), present, reason: fc.constant('doute') }),
  fc.record(named('ConfirmRestSpace')),
  { weight: 2, arbitrary: fc.record({ ...named('OpenRestSpace'), regime }) },
  fc.record({
    ...named('CloseRestSpace'),
    reason: fc.constantFrom('horaires', 'travaux'),
    until: fc.constant(null),
  }),
  fc.record({ ...named('SwitchRegime'), regime }),
  fc.record(named('DeclareFull')),
  fc.record(named('LiftFull')),
);
const run = fc.array(command, { minLength: 1, maxLength: 80, size: 'max' });

const at = fc.integer({ min: 0, max: 600 }).map((minutes) => plus(start, minutes * MINUTE));
const fact = <Type extends RestSpaceEvent['type']>(type: Type) => ({
  type: fc.constant(type),
  space: fc.constant(space),
  at,
});
const event: fc.Arbitrary<RestSpaceEvent> = fc.oneof(
  fc.record(fact('RestSpaceEntered')),
  { weight: 3, arbitrary: fc.record(fact('RestSpaceLeft')) },
  fc.record({ ...fact('RestSpaceRecounted'), present, before: present, reason: fc.constant('doute') }),
  fc.record(fact('RestSpaceConfirmed')),
  fc.record({ ...fact('RestSpaceOpened'), regime }),
  fc.record({ ...fact('RestSpaceClosed'), reason: fc.constant('horaires'), until: fc.constant(null) }),
  fc.record({ ...fact('RegimeSwitched'), regime }),
  fc.record(fact('RestSpaceDeclaredFull')),
  fc.record(fact('RestSpaceFullLifted')),
);

const seeded = { seed: 20261121, numRuns: 500 };

test('[RSP-5] whatever the staff do, nobody is ever counted below zero and arrivals explain the count', () => {
  let counted = 0;
  fc.assert(
    fc.property(run, (commands) => {
      let state = initialRestSpace;
      let expected = 0;
      for (const [index, asked] of commands.entries()) {
        const decision = decideRestSpace(asked, state, { ...context, now: plus(start, index * MINUTE) });
        for (const decided of decision.ok ? decision.events : []) {
          state = evolveRestSpace(state, decided);
          if (decided.type === 'RestSpaceOpened') expected = 0;
          if (decided.type === 'RestSpaceEntered') expected += 1;
          if (decided.type === 'RestSpaceLeft') expected -= 1;
          if (decided.type === 'RestSpaceRecounted') expected = decided.present;
          expect(expected).toBeGreaterThanOrEqual(0);
          if (state.kind === 'ouvert') expect(state.present).toBe(expected);
          counted += 1;
        }
      }
    }),
    seeded,
  );
  expect(counted).toBeGreaterThan(1_000);
});

test('[RSP-5] any sequence of facts makes a space, never with fewer than nobody inside', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60, size: 'max' }), (events) => {
      const state = events.reduce(evolveRestSpace, initialRestSpace);
      expect(['jamais-recu', 'ouvert', 'ferme']).toContain(state.kind);
      if (state.kind === 'ouvert') expect(state.present).toBeGreaterThanOrEqual(0);
    }),
    seeded,
  );
});

test('[RSP-3] [RSP-8] [RSP-9] [RSP-11] what is in force is not put in force twice', () => {
  const countedEachTime = new Set([
    'RecordArrival',
    'RecordDeparture',
    'RecountRestSpace',
    'ConfirmRestSpace',
  ]);
  fc.assert(
    fc.property(run, (commands) => {
      let state = initialRestSpace;
      for (const asked of commands) {
        const decision = decideRestSpace(asked, state, { ...context, now: start });
        if (!decision.ok) continue;
        state = decision.events.reduce(evolveRestSpace, state);
        if (countedEachTime.has(asked.type)) continue;
        const again = decideRestSpace(asked, state, { ...context, now: start });
        expect(again.ok ? again.events : []).toEqual([]);
      }
    }),
    seeded,
  );
});

test('[RSP-16] a space is saturated only after five minutes at or above the clearing threshold', () => {
  const thresholds = { tenduPercent: 80, saturePercent: 95 };
  const jauge = 40;
  let saturated = 0;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 33, max: 40 }), { maxLength: 60, size: 'max' }), (counts) => {
      let since: Instant | null = null;
      for (const [minute, inside] of counts.entries()) {
        const now = plus(start, minute * MINUTE);
        since = saturatingSince(since, inside, jauge, thresholds, now);
        if (
          stateOf({ present: inside, jauge, declaredFull: false }, thresholds, since, now).kind !== 'sature'
        )
          continue;
        saturated += 1;
        expect(minute).toBeGreaterThanOrEqual(5);
        expect(Math.min(...counts.slice(minute - 5, minute + 1))).toBeGreaterThanOrEqual(36);
      }
    }),
    seeded,
  );
  expect(saturated).toBeGreaterThan(50);
});

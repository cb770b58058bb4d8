import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RestSpaceCommand } from '#shared/domain/rest-space/commands';
import { decideRestSpace } from '#shared/domain/rest-space/decide';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import { evolveRestSpace } from '#shared/domain/rest-space/evolve';
import { saturatingSince, stateOf } from '#shared/domain/rest-space/occupancy';
import { isToldLate } from '#shared/domain/rest-space/seen';
import { initialRestSpace, type RestSpaceState } from '#shared/domain/rest-space/state';
import { restSpaceIdSchema } from '#shared/kernel/ids';
import { HOUR, instantSchema, MINUTE, plus, SECOND, type Instant } from '#shared/kernel/instant';
import { localDateSchema } from '#shared/kernel/local-time';
import { restSpaceServiceSchema } from '#shared/kernel/rest-space-service';

const space = restSpaceIdSchema.parse('ER-1');
const start = instantSchema.parse('2026-11-21T06:00:00.000Z');
const context = { today: localDateSchema.parse('2026-11-21'), restSpaces: new Set([space]) };

const named = <Type extends RestSpaceCommand['type']>(type: Type) => ({
  type: fc.constant(type),
  space: fc.constant(space),
});
const regime = fc.constantFrom('jour', 'nuit');
const present = fc.integer({ min: 0, max: 60 });
const what = fc.constantFrom('entree', 'sortie');
const at = fc.integer({ min: 0, max: 600 }).map((minutes) => plus(start, minutes * MINUTE));
const service = fc.constantFrom(...restSpaceServiceSchema.options);
const on = fc.boolean();

const command: fc.Arbitrary<RestSpaceCommand> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ ...named('RecordArrival'), seenAt: at }) },
  { weight: 8, arbitrary: fc.record({ ...named('RecordDeparture'), seenAt: at }) },
  fc.record({ ...named('UndoCount'), what, seenAt: at }),
  fc.record({ ...named('SwitchService'), service, on }),
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

const fact = <Type extends RestSpaceEvent['type']>(type: Type) => ({
  type: fc.constant(type),
  space: fc.constant(space),
  at,
});
const event: fc.Arbitrary<RestSpaceEvent> = fc.oneof(
  fc.record({ ...fact('RestSpaceEntered'), seenAt: at }),
  { weight: 3, arbitrary: fc.record({ ...fact('RestSpaceLeft'), seenAt: at }) },
  fc.record({ ...fact('RestSpaceCountUndone'), what, seenAt: at }),
  fc.record({ ...fact('ServiceSwitched'), service, on }),
  fc.record({ ...fact('RestSpaceRecounted'), present, before: present, reason: fc.constant('doute') }),
  fc.record(fact('RestSpaceConfirmed')),
  fc.record({ ...fact('RestSpaceOpened'), regime }),
  fc.record({ ...fact('RestSpaceClosed'), reason: fc.constant('horaires'), until: fc.constant(null) }),
  fc.record({ ...fact('RegimeSwitched'), regime }),
  fc.record(fact('RestSpaceDeclaredFull')),
  fc.record(fact('RestSpaceFullLifted')),
);

const seeded = { seed: 20261121, numRuns: 500 };

test('[RSP-5] [RSP-18] whatever the staff do, what was decided explains the balance, and only late departures and slips go below zero', () => {
  let counted = 0;
  let below = 0;
  fc.assert(
    fc.property(run, (commands) => {
      let state = initialRestSpace;
      let expected = 0;
      let countedAt = start;
      for (const [index, asked] of commands.entries()) {
        const now = plus(start, index * 7 * MINUTE);
        const decision = decideRestSpace(asked, state, { ...context, now });
        for (const decided of decision.ok ? decision.events : []) {
          const wasBelow = state.kind === 'ouvert' && state.present <= 0;
          state = evolveRestSpace(state, decided);
          if (state.kind !== 'ouvert') continue;
          if (decided.type === 'RestSpaceOpened' || decided.type === 'RestSpaceRecounted') {
            expected = decided.type === 'RestSpaceOpened' ? 0 : decided.present;
            countedAt = now;
          } else if (
            'seenAt' in decided &&
            (decided.seenAt >= countedAt || !isToldLate(decided.seenAt, now))
          ) {
            expected += stepOf(decided);
            if (expected < 0) below += 1;
            // The server takes no live departure from an empty room.
            if (decided.type === 'RestSpaceLeft' && wasBelow)
              expect('seenAt' in asked && isToldLate(asked.seenAt, now)).toBe(true);
          }
          expect(state.present).toBe(expected);
          counted += 1;
        }
      }
    }),
    seeded,
  );
  expect(counted).toBeGreaterThan(1_000);
  expect(below).toBeGreaterThan(100);
});

function stepOf(count: Extract<RestSpaceEvent, { seenAt: unknown }>): number {
  if (count.type === 'RestSpaceEntered') return 1;
  if (count.type === 'RestSpaceLeft') return -1;
  return count.what === 'entree' ? -1 : 1;
}

test('any sequence of facts makes a space, open, closed or never heard of', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60, size: 'max' }), (events) => {
      const state = events.reduce(evolveRestSpace, initialRestSpace);
      expect(['jamais-recu', 'ouvert', 'ferme']).toContain(state.kind);
      if (state.kind === 'ouvert') expect(new Set(state.services).size).toBe(state.services.length);
    }),
    seeded,
  );
});

/** A tap at a door without network: what it saw, after how many seconds, and whether it was a slip taken back at once. */
const tap = fc.record({
  what: fc.constantFrom('RecordArrival', 'RecordDeparture'),
  after: fc.integer({ min: 0, max: 240 }),
  slip: fc.boolean(),
});
const offline = fc.record({
  inside: fc.integer({ min: 0, max: 30 }),
  doors: fc.tuple(
    fc.array(tap, { maxLength: 40, size: 'max' }),
    fc.array(tap, { maxLength: 40, size: 'max' }),
  ),
  /** Whose turn it is to be heard, and when somebody counts the room meanwhile. */
  turns: fc.infiniteStream(fc.boolean()),
  recountAfter: fc.option(fc.integer({ min: 0, max: 4_000 }), { nil: null }),
});

test('[RSP-25] [RSP-20] whatever the order in which two doors are heard again, the balance is the people inside', () => {
  let below = 0;
  fc.assert(
    fc.property(offline, ({ inside, doors, turns, recountAfter }) => {
      const seen = doors.map((door) => seenBy(door));
      // Nobody leaves a room that is empty: of all that the two doors saw, in the order of the clock.
      const really = people(inside, seen.flat());
      const queues = seen.map((door) => door.filter((each) => really.kept.has(each)));
      const cut = recountAfter === null ? null : plus(start, recountAfter * SECOND);
      let state: RestSpaceState = initialRestSpace;
      const say = (asked: RestSpaceCommand, now: Instant) => {
        const decision = decideRestSpace(asked, state, { ...context, now });
        expect(decision.ok).toBe(true);
        if (decision.ok) state = decision.events.reduce(evolveRestSpace, state);
        if (state.kind === 'ouvert' && state.present < 0) below += 1;
      };
      const before = plus(start, -HOUR);
      say({ type: 'OpenRestSpace', space, regime: 'jour' }, before);
      say({ type: 'RecountRestSpace', space, present: inside, reason: 'releve' }, before);
      if (cut) say({ type: 'RecountRestSpace', space, present: really.at(cut), reason: 'doute' }, cut);
      let now = plus(start, 5 * HOUR);
      for (let left = queues; left.some((queue) => queue.length > 0); now = plus(now, 20)) {
        const [mine, other] = turns.next().value ? left : [left[1], left[0]];
        const next = (mine?.length ? mine : other)?.shift();
        for (const asked of next?.commands ?? []) say(asked, now);
      }
      expect(state).toMatchObject({ kind: 'ouvert', present: really.at(now) });
    }),
    seeded,
  );
  expect(below).toBeGreaterThan(100);
});

type Seen = { seenAt: Instant; step: 1 | -1 | 0; commands: RestSpaceCommand[] };

function seenBy(
  taps: readonly { what: 'RecordArrival' | 'RecordDeparture'; after: number; slip: boolean }[],
): Seen[] {
  let seconds = 0;
  return taps.map(({ what: type, after, slip }): Seen => {
    seconds += after;
    const seenAt = plus(start, seconds * SECOND);
    const count = { type, space, seenAt };
    if (!slip) return { seenAt, step: type === 'RecordArrival' ? 1 : -1, commands: [count] };
    const undo = type === 'RecordArrival' ? ('entree' as const) : ('sortie' as const);
    return { seenAt, step: 0, commands: [count, { type: 'UndoCount', space, what: undo, seenAt }] };
  });
}

/** What could really have been seen, and how many people are inside before a moment. */
function people(inside: number, seen: readonly Seen[]) {
  let now = inside;
  const kept = new Map<Seen, number>();
  for (const each of seen.toSorted((a, b) => (a.seenAt < b.seenAt ? -1 : 1))) {
    if (now + each.step < 0) continue;
    now += each.step;
    kept.set(each, now);
  }
  const at = (moment: Instant) =>
    [...kept.keys()].reduce((sum, { seenAt, step }) => sum + (seenAt < moment ? step : 0), inside);
  return { kept, at };
}

test('[RSP-3] [RSP-8] [RSP-9] [RSP-11] [RSP-22] what is in force is not put in force twice', () => {
  const countedEachTime = new Set([
    'RecordArrival',
    'RecordDeparture',
    'UndoCount',
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

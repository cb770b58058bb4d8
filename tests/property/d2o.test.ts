import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueTimers } from '#shared/domain/admission/clock';
import type { AdmissionCommand, AdmissionNeed, Destination } from '#shared/domain/admission/commands';
import { acceptedElsewhere, isOpen } from '#shared/domain/admission/state';
import { assessmentSchema, type BedCommand } from '#shared/domain/bed/commands';
import { countBeds, freeBeds } from '#shared/domain/bed/count-beds';
import { NOT_ASSESSED, type Bed } from '#shared/domain/bed/state';
import { decideD2o, type D2oCommand } from '#shared/domain/d2o/decide';
import { evolveD2o, type D2oEvent } from '#shared/domain/d2o/evolve';
import { freeBedsOf, initialD2o, type D2oState } from '#shared/domain/d2o/state';
import {
  admissionCodeSchema,
  bedIdSchema,
  CODE_ALPHABET,
  unitIdSchema,
  type BedId,
} from '#shared/kernel/ids';
import { instantSchema, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { localDateSchema } from '#shared/kernel/local-time';
import { ServiceBoards } from '#server/projections/service-boards';
import { Views } from '#server/release/views';
import { territory } from '../support/served-app.ts';

const today = localDateSchema.parse('2026-11-21');
const start = instantSchema.parse('2026-11-21T06:00:00.000Z');
const codeNumber = (n: number) =>
  admissionCodeSchema.parse(`ABCD${CODE_ALPHABET[n % 31] ?? '2'}${CODE_ALPHABET[(n / 31) | 0] ?? '2'}`);
const bed = fc.integer({ min: 1, max: 3 }).map((n) => bedIdSchema.parse(`lit-${n}`));
const recentCodes = [0, 1, 2].map(codeNumber);
const code = fc.constantFrom(...recentCodes);

const assessment = fc.constantFrom(...assessmentSchema.options);
const units = ['UHA-1', 'UHA-2'].map((id) => unitIdSchema.parse(id));
const destination = fc.constantFrom<Destination>(...units, 'csapa');

const often = (weight: number, arbitrary: fc.Arbitrary<D2oCommand>) => ({ weight, arbitrary });
const ofBed = <Type extends BedCommand['type']>(type: Type) => ({ type: fc.constant(type), bed });
const ofCode = <Type extends AdmissionCommand['type']>(type: Type) => ({ type: fc.constant(type), code });
/** Weighted so that requests live long enough to be admitted: an even draw would end nearly all of them early. */
const command: fc.Arbitrary<D2oCommand> = fc.oneof(
  often(4, fc.record({ ...ofBed('InstallBed'), surge: fc.boolean() })),
  often(1, fc.record(ofBed('RemoveBed'))),
  often(4, fc.record(ofBed('DischargeBed'))),
  often(4, fc.record(ofBed('FinishCleaning'))),
  often(
    2,
    fc.record({
      ...ofBed('CloseBed'),
      reason: fc.constantFrom('travaux', 'effectif'),
      reopensAt: fc.constant(null),
    }),
  ),
  often(4, fc.record(ofBed('ReopenBed'))),
  often(3, fc.record(ofBed('UndoBedChange'))),
  often(6, fc.record({ ...ofBed('TickAssessment'), assessment, done: fc.boolean() })),
  often(2, fc.constant<D2oCommand>({ type: 'ConfirmWard' })),
  often(
    4,
    fc.constant<D2oCommand>({ type: 'RequestAdmission', origin: 'maraude', needs: [], requestedAt: start }),
  ),
  often(12, fc.record(ofCode('AcknowledgeRequest'))),
  often(12, fc.record(ofCode('AssessRequest'))),
  often(20, fc.record({ ...ofCode('ReserveBed'), bed })),
  often(6, fc.record(ofCode('RenewReservation'))),
  often(2, fc.record(ofCode('ReleaseReservation'))),
  often(6, fc.record(ofCode('DepartForWard'))),
  often(6, fc.record(ofCode('AdmitPerson'))),
  often(2, fc.record({ ...ofCode('ExplainDelay'), reason: fc.constantFrom('aval', 'autre') })),
  often(8, fc.record({ ...ofCode('AskDestination'), destination })),
  often(5, fc.record({ ...ofCode('AcceptAtDestination'), destination })),
  often(2, fc.record({ ...ofCode('DeclineAtDestination'), destination, reason: fc.constant('complet') })),
  often(2, fc.record(ofCode('ConfirmArrival'))),
  often(1, fc.record({ ...ofCode('RedirectRequest'), to: fc.constant('csapa') })),
  often(1, fc.record({ ...ofCode('RefuseRequest'), reason: fc.constant('autre') })),
  often(1, fc.record(ofCode('WithdrawRequest'))),
  often(1, fc.record(ofCode('LoseRequest'))),
);
const run = fc.array(fc.record({ command, waitMin: fc.integer({ min: 0, max: 40 }) }), {
  minLength: 20,
  maxLength: 150,
  size: 'max',
});

const at = fc.integer({ min: 0, max: 6000 }).map((minutes) => plus(start, minutes * MINUTE));
const bedFact = <Type extends D2oEvent['type']>(type: Type) => ({ type: fc.constant(type), bed, at });
const codeFact = <Type extends D2oEvent['type']>(type: Type) => ({ type: fc.constant(type), code, at });
const event: fc.Arbitrary<D2oEvent> = fc.oneof(
  fc.record({ ...bedFact('BedInstalled'), surge: fc.boolean() }),
  fc.record(bedFact('BedRemoved')),
  fc.record({ ...bedFact('BedReserved'), code, until: at, renewals: fc.nat(2) }),
  fc.record({ ...bedFact('BedReservationEnded'), code, why: fc.constant('rendue') }),
  fc.record({ ...bedFact('BedOccupied'), code }),
  fc.record(bedFact('BedDischarged')),
  fc.record(bedFact('BedCleaned')),
  fc.record({ ...bedFact('BedClosed'), reason: fc.constant('autre'), reopensAt: fc.constant(null) }),
  fc.record(bedFact('BedReopened')),
  fc.record(bedFact('BedChangeUndone')),
  fc.record(bedFact('BedChangeSettled')),
  fc.record({ ...bedFact('AssessmentTicked'), assessment, day: fc.constantFrom(today, null) }),
  fc.record({ type: fc.constant('WardConfirmed'), at }),
  fc.record({
    ...codeFact('AdmissionRequested'),
    origin: fc.constant('urgences'),
    needs: fc.constant<AdmissionNeed[]>([]),
    requestedAt: at,
    timeReplaced: fc.boolean(),
    filedBy: fc.constant('hospital' as const),
  }),
  fc.record(codeFact('RequestAcknowledged')),
  fc.record(codeFact('RequestAssessed')),
  fc.record(codeFact('RequestAccepted')),
  fc.record(codeFact('RequestReturnedToAssessment')),
  fc.record({ ...codeFact('DelayExplained'), reason: fc.constantFrom('aval', 'effectif') }),
  fc.record({ ...codeFact('DestinationAsked'), destination }),
  fc.record({ ...codeFact('DestinationAccepted'), destination }),
  fc.record({ ...codeFact('DestinationDeclined'), destination, reason: fc.constant('autre') }),
  fc.record(codeFact('DepartedForWard')),
  fc.record({ ...codeFact('PersonAdmitted'), requestedAt: at }),
  fc.record({ ...codeFact('RequestRedirected'), to: fc.constant('cmp') }),
  fc.record({ ...codeFact('RequestRefused'), reason: fc.constant('complet') }),
  fc.record(codeFact('RequestWithdrawn')),
  fc.record(codeFact('RequestLost')),
);

const seeded = { seed: 20261121, numRuns: 300 };

/** Plays a run, its timers included, and shows each decision with what it made of the ward. */
function play(
  steps: readonly { command: D2oCommand; waitMin: number }[],
  look: (
    events: readonly D2oEvent[],
    before: D2oState,
    after: D2oState,
    asked: D2oCommand,
    now: Instant,
  ) => void,
) {
  let state = initialD2o;
  let now = start;
  const apply = (asked: D2oCommand) => {
    const decision = decideD2o(asked, state, contextAt(now, state));
    const before = state;
    state = (decision.ok ? decision.events : []).reduce(evolveD2o, state);
    look(decision.ok ? decision.events : [], before, state, asked, now);
  };
  for (const step of steps) {
    now = plus(now, step.waitMin * MINUTE);
    for (const timer of dueTimers(state, now).due) apply(timer);
    apply(aboutRecent(step.command, state));
  }
}

/**
 * A run speaks of one of the three latest requests, and assesses somebody where there is somebody: most of its steps
 * would otherwise come to nothing.
 */
function aboutRecent(asked: D2oCommand, { beds, requests }: D2oState): D2oCommand {
  if (asked.type === 'TickAssessment') {
    const occupied = [...beds].find(([, { state }]) => state === 'occupe');
    return { ...asked, bed: occupied?.[0] ?? asked.bed };
  }
  if (!('code' in asked)) return asked;
  const back = recentCodes.indexOf(asked.code);
  return { ...asked, code: codeNumber(Math.max(0, requests.size - 1 - back)) };
}

function contextAt(now: Instant, state: D2oState) {
  return {
    now,
    today,
    units: new Set<string>(units),
    freshCode: codeNumber(state.requests.size),
    filedBy: 'hospital' as const,
    holdMin: 120,
    holdRenewalMin: 60,
    holdRenewals: 2,
  };
}

test('[BED-12, BED-14, H11] at every fact of any run, installed beds are the sum of the others, and those of a surge are apart', () => {
  fc.assert(
    fc.property(run, (steps) => {
      let installed = 0;
      let surge = 0;
      play(steps, (events, before) => {
        let state = before;
        for (const decided of events) {
          if (decided.type === 'BedInstalled') {
            if (decided.surge) surge += 1;
            else installed += 1;
          }
          if (decided.type === 'BedRemoved') {
            if (state.beds.get(decided.bed)?.surge) surge -= 1;
            else installed -= 1;
          }
          state = evolveD2o(state, decided);
          const counts = countBeds(state.beds);
          const { available, reserved, occupied, cleaning, closed } = counts;
          expect(counts.installed).toBe(installed);
          expect(available + reserved + occupied + cleaning + closed).toBe(installed);
          expect(counts.surge).toBe(surge);
          expect(freeBeds(counts)).toBe(freeBedsOf(state).length);
        }
      });
    }),
    seeded,
  );
});

test('[ADM-8, ADM-31, ADM-32] after every decision, a request is accepted or on its way exactly when one bed is held for it, or one place elsewhere', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(run, (steps) => {
      play(steps, (events, _, after) => {
        for (const { type } of events) seen.set(type, (seen.get(type) ?? 0) + 1);
        const held = [...after.beds.values()].flatMap((it) => (it.state === 'reserve' ? [it.code] : []));
        for (const [elsewhereCode, it] of after.requests) {
          if (isOpen(it) && acceptedElsewhere(it) !== undefined) held.push(elsewhereCode);
          expect(it.destinations.filter(({ answer }) => answer === 'acceptee').length).toBeLessThan(2);
        }
        const waiting = [...after.requests]
          .filter(([, { step }]) => step === 'acceptee' || step === 'en-route')
          .map(([waitingCode]) => waitingCode);
        expect(held.sort()).toEqual(waiting.sort());
      });
    }),
    seeded,
  );
  for (const type of [
    'BedReserved',
    'BedReservationEnded',
    'PersonAdmitted',
    'DepartedForWard',
    'RequestLost',
    'DestinationAccepted',
    'BedChangeUndone',
    'AssessmentTicked',
  ]) {
    expect(seen.get(type) ?? 0, type).toBeGreaterThan(20);
  }
});

test('[ADM-17] once the due timers have run, nothing is due any more', () => {
  let expired = 0;
  fc.assert(
    fc.property(run, (steps) => {
      play(steps, (events, _, after, asked, now) => {
        expired += events.some((it) => it.type === 'BedReservationEnded' && it.why === 'expiree') ? 1 : 0;
        const isTimer =
          asked.type === 'ExpireReservation' ||
          asked.type === 'CloseSilentRequest' ||
          asked.type === 'SettleBedChange';
        if (!isTimer) expect(dueTimers(after, now).due).toEqual([]);
      });
    }),
    seeded,
  );
  expect(expired).toBeGreaterThan(20);
});

test('[ADM-6] [ADM-16] [BED-9] the same intention twice never has two effects', () => {
  // A renewal and a confirmation are meant each time; a second request is another person.
  const meantEachTime = new Set<D2oCommand['type']>(['RenewReservation', 'ConfirmWard', 'RequestAdmission']);
  fc.assert(
    fc.property(run, (steps) => {
      play(steps, (events, _, after, asked, now) => {
        if (events.length === 0 || meantEachTime.has(asked.type)) return;
        const again = decideD2o(asked, after, contextAt(now, after));
        expect(again.ok ? again.events : [], asked.type).toEqual([]);
      });
    }),
    seeded,
  );
});

test('[ADM-10] a hold never lasts more than its first time and two renewals', () => {
  fc.assert(
    fc.property(run, (steps) => {
      const since = new Map<string, Instant>();
      play(steps, (events, _before, _after, _asked, now) => {
        for (const decided of events) {
          if (decided.type !== 'BedReserved') continue;
          if (decided.renewals === 0) since.set(decided.code, now);
          expect(decided.until <= plus(since.get(decided.code) ?? now, 240 * MINUTE)).toBe(true);
        }
      });
    }),
    seeded,
  );
});

test('[ADM-16] any sequence of facts makes a ward, where a closed request has its end', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60, size: 'max' }), (events) => {
      const state = events.reduce(evolveD2o, initialD2o);
      const counts = countBeds(state.beds);
      expect(counts.installed + counts.surge).toBe(state.beds.size);
      for (const request of state.requests.values()) {
        expect(['demandee', 'vue', 'en-evaluation', 'acceptee', 'en-route'].includes(request.step)).toBe(
          isOpen(request),
        );
      }
    }),
    seeded,
  );
});

test('[BED-19, BED-20] in any run, what is taken back leaves the bed as it was, and is not taken back again', () => {
  let undone = 0;
  fc.assert(
    fc.property(run, (steps) => {
      const formerly = new Map<string, unknown>();
      play(steps, (events, before, after, asked, now) => {
        for (const decided of events) {
          if (!('bed' in decided)) continue;
          const former = before.beds.get(decided.bed);
          const bedNow = after.beds.get(decided.bed);
          if (decided.type === 'BedChangeUndone') {
            undone += 1;
            const assessedOff = former?.undo?.former.state === 'occupe' ? { assessed: NOT_ASSESSED } : {};
            expect(bedNow).toEqual({ ...(formerly.get(decided.bed) as object), ...assessedOff, undo: null });
            expect(decideD2o(asked, after, contextAt(now, after))).toMatchObject({
              refusal: 'NothingToUndo',
            });
          }
          // One decision alone is taken back; closing a held bed is two facts about it, and the hold stays ended.
          const ended = decided.type === 'BedReservationEnded';
          formerly.set(decided.bed, ended ? evolveD2o(before, decided).beds.get(decided.bed) : former);
          if (ended) break;
        }
      });
    }),
    seeded,
  );
  expect(undone).toBeGreaterThan(20);
});

test('[BED-16, H11, PRV-29] ticking assessments changes no byte of any view but the hospital’s', () => {
  let ticks = 0;
  const [lit, first] = [bedIdSchema.parse('lit-1'), codeNumber(0)];
  const arrival: D2oCommand[] = [
    { type: 'InstallBed', bed: lit, surge: false },
    { type: 'RequestAdmission', origin: 'urgences', needs: [], requestedAt: start },
    { type: 'ReserveBed', code: first, bed: lit },
    { type: 'AdmitPerson', code: first },
  ];
  const aPersonIn = arrival.map((command) => ({ command, waitMin: 0 }));
  fc.assert(
    fc.property(run, (steps) => {
      const [told, silent] = [new Views(territory), new Views(territory)];
      const [boards, silentBoards] = [told, silent].map((views) => new ServiceBoards(views, territory));
      play([...aPersonIn, ...steps], (events, before) => {
        let state = before;
        for (const decided of events) {
          state = evolveD2o(state, decided);
          boards?.ward(decided, state);
          if (decided.type === 'AssessmentTicked') ticks += 1;
          else silentBoards?.ward(decided, withoutTicks(state));
        }
      });
      for (const key of told.keys) {
        if (key === 'hospital') continue;
        expect(told.of(key).save(), key).toEqual(silent.of(key).save());
        expect(JSON.stringify(told.of(key).save())).not.toMatch(
          /assessed|addictologie|somatique|psychiatrie/,
        );
      }
    }),
    { ...seeded, numRuns: 100 },
  );
  expect(ticks).toBeGreaterThan(100);
});

function withoutTicks(state: D2oState): D2oState {
  const beds = [...state.beds].map(([id, it]): [BedId, Bed] => [
    id,
    it.state === 'occupe' ? { ...it, assessed: NOT_ASSESSED } : it,
  ]);
  return { ...state, beds: new Map(beds) };
}

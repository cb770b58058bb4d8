import { describe, expect, test } from 'vitest';
import type { AdmissionCommand } from '#shared/domain/admission/commands';
import { decideD2o } from '#shared/domain/d2o/decide';
import { evolveD2o, type D2oEvent } from '#shared/domain/d2o/evolve';
import { holdOf, initialD2o } from '#shared/domain/d2o/state';
import { admissionCodeSchema, bedIdSchema } from '#shared/kernel/ids';
import { DAY, HOUR, instantSchema, MINUTE, plus } from '#shared/kernel/instant';
import { givenFor } from '../../support/given.ts';

const bed = bedIdSchema.parse('lit-1');
const otherBed = bedIdSchema.parse('lit-2');
const code = admissionCodeSchema.parse('ABCDEF');
const otherCode = admissionCodeSchema.parse('GHJKMN');
const before = instantSchema.parse('2026-11-21T08:00:00.000Z');
const now = instantSchema.parse('2026-11-21T09:00:00.000Z');
const until = plus(before, 2 * HOUR);

const given = givenFor(
  { decide: decideD2o, evolve: evolveD2o, initial: initialD2o },
  { now, freshCode: code, filedBy: 'hospital', holdMin: 120, holdRenewalMin: 60, holdRenewals: 2 },
);

const installed: D2oEvent = { type: 'BedInstalled', bed, at: before };
const requested: D2oEvent = {
  type: 'AdmissionRequested',
  code,
  at: before,
  origin: 'maraude',
  needs: ['sevrage'],
  requestedAt: before,
  timeReplaced: false,
  filedBy: 'hospital',
};
const acknowledged: D2oEvent = { type: 'RequestAcknowledged', code, at: before };
const assessed: D2oEvent = { type: 'RequestAssessed', code, at: before };
const accepted: D2oEvent = { type: 'RequestAccepted', code, at: before };
const reserved = (renewals: number): D2oEvent => {
  return { type: 'BedReserved', bed, at: before, code, until, renewals };
};
const returned: D2oEvent = { type: 'RequestReturnedToAssessment', code, at: now };
const departed: D2oEvent = { type: 'DepartedForWard', code, at: before };

const demandee = [installed, requested];
const vue = [...demandee, acknowledged];
const enEvaluation = [...vue, assessed];
const acceptee = [...enEvaluation, accepted, reserved(0)];
const enRoute = [...acceptee, departed];
const openSteps = { demandee, vue, 'en-evaluation': enEvaluation, acceptee, 'en-route': enRoute };
type Step = keyof typeof openSteps;
const stepNames = Object.keys(openSteps) as Step[];
const stepsExcept = (...steps: Step[]) => stepNames.filter((step) => !steps.includes(step));

const reserve: AdmissionCommand = { type: 'ReserveBed', code, bed };
const ended = (why: 'expiree' | 'rendue' | 'demande-close'): D2oEvent => {
  return { type: 'BedReservationEnded', bed, at: now, code, why };
};

describe('asking', () => {
  const ask: Extract<AdmissionCommand, { type: 'RequestAdmission' }> = {
    type: 'RequestAdmission',
    origin: 'maraude',
    needs: ['sevrage'],
    requestedAt: now,
  };

  test('[ADM-1] a request is a code, an origin, needs and a clock, and nothing else', () => {
    given()
      .when(ask)
      .then({ ...requested, at: now, requestedAt: now });
  });

  test.each([0, 1, 12 * 60])('[ADM-2] the time given offline is kept %i min later', (minutes) => {
    const requestedAt = plus(now, -minutes * MINUTE);
    given()
      .when({ ...ask, requestedAt })
      .then({ ...requested, at: now, requestedAt });
  });

  test('[ADM-3] a time later than its receipt is replaced by the receipt, and says so', () => {
    given()
      .when({ ...ask, requestedAt: plus(now, 1) })
      .then({ ...requested, at: now, requestedAt: now, timeReplaced: true });
  });

  test('[ADM-3] a time more than 12 h before its receipt is replaced by the receipt, and says so', () => {
    given()
      .when({ ...ask, requestedAt: plus(now, -12 * HOUR - 1) })
      .then({ ...requested, at: now, requestedAt: now, timeReplaced: true });
  });

  test('[ADM-4] two requests never share a code', () => {
    expect(() => given(requested).when(ask)).toThrow('already taken');
  });
});

describe('the steps, in order', () => {
  test('[ADM-5] a request is seen, assessed, accepted, on its way and admitted', () => {
    given(...demandee)
      .when({ type: 'AcknowledgeRequest', code })
      .then({ ...acknowledged, at: now });
    given(...vue)
      .when({ type: 'AssessRequest', code })
      .then({ ...assessed, at: now });
    given(...acceptee)
      .when({ type: 'DepartForWard', code })
      .then({ ...departed, at: now });
    const steps = stepNames.map((step) => given(...openSteps[step]).state.requests.get(code)?.step);
    expect(steps).toEqual(stepNames);
  });

  test.each(stepsExcept('demandee'))('[ADM-6] a request %s is not seen again', (step) => {
    given(...openSteps[step])
      .when({ type: 'AcknowledgeRequest', code })
      .thenRefused('RequestStepOutOfOrder');
  });

  test.each(stepsExcept('vue'))('[ADM-6] a request %s is not put under assessment', (step) => {
    given(...openSteps[step])
      .when({ type: 'AssessRequest', code })
      .thenRefused('RequestStepOutOfOrder');
  });

  test.each(stepsExcept('acceptee'))('[ADM-6] a request %s does not depart', (step) => {
    given(...openSteps[step])
      .when({ type: 'DepartForWard', code })
      .thenRefused('RequestStepOutOfOrder');
  });

  test.each(['demandee', 'vue'] as const)('[ADM-6] a request %s is not accepted yet', (step) => {
    given(...openSteps[step])
      .when(reserve)
      .thenRefused('RequestStepOutOfOrder');
  });
});

describe('holding a bed', () => {
  test('[ADM-7] accepting a request holds a bed for it, for two hours, in one decision', () => {
    given(...enEvaluation)
      .when(reserve)
      .then(
        { ...accepted, at: now },
        { type: 'BedReserved', bed, at: now, code, until: plus(now, 120 * MINUTE), renewals: 0 },
      );
  });

  test('[ADM-8] a bed is held for one request at a time', () => {
    const rival: D2oEvent[] = [requested, assessed].map((fact) => ({ ...fact, code: otherCode }));
    given(...acceptee, ...rival)
      .when({ ...reserve, code: otherCode })
      .thenRefused('BedAlreadyReserved');
  });

  test.each(['acceptee', 'en-route'] as const)('[ADM-8] a request %s holds one bed at a time', (step) => {
    given(...openSteps[step], { ...installed, bed: otherBed })
      .when({ ...reserve, bed: otherBed })
      .thenRefused('RequestAlreadyHolds');
  });

  test.each<[string, D2oEvent[]]>([
    ['occupied', [{ type: 'BedOccupied', bed, at: before, code: otherCode }]],
    ['being cleaned', [{ type: 'BedDischarged', bed, at: before }]],
    ['closed', [{ type: 'BedClosed', bed, at: before, reason: 'saison', reopensAt: null }]],
  ])('[ADM-9] a bed that is %s is not reserved', (_, facts) => {
    given(...enEvaluation, ...facts)
      .when(reserve)
      .thenRefused('BedNotAvailable');
  });

  test('[ADM-9] a bed that is not installed is not reserved', () => {
    given(...enEvaluation)
      .when({ ...reserve, bed: otherBed })
      .thenRefused('BedUnknown');
  });

  test.each([0, 1])('[ADM-10] a hold renewed %i times is renewed by one hour from its end', (renewals) => {
    given(...enEvaluation, accepted, reserved(renewals))
      .when({ type: 'RenewReservation', code })
      .then({
        type: 'BedReserved',
        bed,
        at: now,
        code,
        until: plus(until, 60 * MINUTE),
        renewals: renewals + 1,
      });
  });

  test('[ADM-10] a hold is renewed twice at most', () => {
    given(...enEvaluation, accepted, reserved(2))
      .when({ type: 'RenewReservation', code })
      .thenRefused('RenewalsUsedUp');
  });

  test('[ADM-11] a hold given back frees the bed and returns the request to assessment', () => {
    const { when } = given(...acceptee);
    when({ type: 'ReleaseReservation', code }).then(ended('rendue'), returned);
    const after = when({ type: 'ReleaseReservation', code }).thenState();
    expect(after.beds.get(bed)).toEqual({ state: 'disponible' });
    expect(after.requests.get(code)).toMatchObject({ step: 'en-evaluation' });
  });

  test.each(['RenewReservation', 'ReleaseReservation', 'AdmitPerson'] as const)(
    '[ADM-12] %s of a request that holds no bed is refused',
    (type) => {
      given(...enEvaluation)
        .when({ type, code })
        .thenRefused('RequestHoldsNoBed');
    },
  );
});

describe('admitting', () => {
  test.each(['acceptee', 'en-route'] as const)(
    '[ADM-13] a request %s is admitted on the bed it holds, even when its departure was not told',
    (step) => {
      const { when } = given(...openSteps[step], { ...installed, bed: otherBed });
      when({ type: 'AdmitPerson', code }).then(
        { type: 'PersonAdmitted', code, at: now, requestedAt: before },
        { type: 'BedOccupied', bed, at: now, code },
      );
      const after = when({ type: 'AdmitPerson', code }).thenState();
      expect(after.beds.get(bed)).toEqual({ state: 'occupe', since: now });
      expect(after.beds.get(otherBed)).toEqual({ state: 'disponible' });
      expect(after.requests.get(code)).toMatchObject({ step: 'admise', closedAt: now });
    },
  );
});

describe('ending', () => {
  const endings: [AdmissionCommand, D2oEvent, object][] = [
    [
      { type: 'RedirectRequest', code, to: 'csapa' },
      { type: 'RequestRedirected', code, at: now, to: 'csapa' },
      { step: 'reorientee', to: 'csapa' },
    ],
    [
      { type: 'RefuseRequest', code, reason: 'doublon' },
      { type: 'RequestRefused', code, at: now, reason: 'doublon' },
      { step: 'refusee', reason: 'doublon' },
    ],
    [{ type: 'WithdrawRequest', code }, { type: 'RequestWithdrawn', code, at: now }, { step: 'retiree' }],
    [{ type: 'LoseRequest', code }, { type: 'RequestLost', code, at: now }, { step: 'perdue-de-vue' }],
  ];

  test.each(endings)('[ADM-14] $type ends a request from any open step', (command, fact, end) => {
    for (const step of stepNames) {
      const { when, state } = given(...openSteps[step]);
      const held = holdOf(state, code) ? [ended('demande-close')] : [];
      when(command).then(fact, ...held);
      expect(when(command).thenState().requests.get(code)).toMatchObject({ ...end, closedAt: now });
    }
  });

  test.each(endings)('[ADM-15] $type frees the bed that was held', (command) => {
    const after = given(...enRoute)
      .when(command)
      .thenState();
    expect(after.beds.get(bed)).toEqual({ state: 'disponible' });
  });

  const everyCommand: AdmissionCommand[] = [
    { type: 'AcknowledgeRequest', code },
    { type: 'AssessRequest', code },
    reserve,
    { type: 'RenewReservation', code },
    { type: 'ReleaseReservation', code },
    { type: 'DepartForWard', code },
    { type: 'AdmitPerson', code },
    ...endings.map(([command]) => command),
  ];

  test.each(everyCommand)(
    '[ADM-16] $type of a closed request, or of an unknown code, is refused',
    (command) => {
      given(...demandee, { type: 'RequestWithdrawn', code, at: before })
        .when(command)
        .thenRefused('RequestClosed');
      given(installed).when(command).thenRefused('RequestUnknown');
    },
  );
});

describe('what the clock does', () => {
  const expire = { type: 'ExpireReservation', code, until } as const;
  const silent = { type: 'CloseSilentRequest', code } as const;

  test.each(['acceptee', 'en-route'] as const)(
    '[ADM-17] a hold that expires frees the bed and returns the request %s to assessment',
    (step) => {
      given(...openSteps[step])
        .when(expire, { now: until })
        .then({ ...ended('expiree'), at: until }, { ...returned, at: until });
    },
  );

  test('[ADM-18] a timer set for a hold that was renewed, given back or not over yet changes nothing', () => {
    given(...acceptee)
      .when(expire, { now: plus(until, -1) })
      .thenNothing();
    given(...acceptee, { ...reserved(1), until: plus(until, HOUR) } as D2oEvent)
      .when(expire, { now: until })
      .thenNothing();
    given(...acceptee, ended('rendue'), returned)
      .when(expire, { now: until })
      .thenNothing();
  });

  test('[ADM-19] a request of which nothing is said for seven days is lost', () => {
    given(...vue)
      .when(silent, { now: plus(before, 7 * DAY) })
      .then({ type: 'RequestLost', code, at: plus(before, 7 * DAY) });
  });

  test('[ADM-19] a request heard of since, closed or erased is not closed for its silence', () => {
    given(...vue)
      .when(silent, { now: plus(before, 7 * DAY - 1) })
      .thenNothing();
    given(...vue, { ...assessed, at: now })
      .when(silent, { now: plus(before, 7 * DAY) })
      .thenNothing();
    given(...vue, { type: 'RequestWithdrawn', code, at: before })
      .when(silent, { now: plus(before, 8 * DAY) })
      .thenNothing();
    given()
      .when(silent, { now: plus(before, 8 * DAY) })
      .thenNothing();
  });
});

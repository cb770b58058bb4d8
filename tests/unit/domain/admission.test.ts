import { describe, expect, test } from 'vitest';
import {
  redirectionSchema,
  type AdmissionCommand,
  type Destination,
  type Redirection,
} from '#shared/domain/admission/commands';
import { SILENCE_CLOSES_MS } from '#shared/domain/admission/clock';
import { decideD2o } from '#shared/domain/d2o/decide';
import { evolveD2o, type D2oEvent } from '#shared/domain/d2o/evolve';
import { holdOf, initialD2o } from '#shared/domain/d2o/state';
import { admissionCodeSchema, bedIdSchema, unitIdSchema } from '#shared/kernel/ids';
import { DAY, HOUR, instantSchema, MINUTE, plus } from '#shared/kernel/instant';
import { localDateSchema } from '#shared/kernel/local-time';
import { commandSendSchema } from '#shared/wire/up';
import { requestSchema } from '#shared/view/services';
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
  {
    now,
    today: localDateSchema.parse('2026-11-21'),
    freshCode: code,
    filedBy: 'hospital',
    units: new Set(['UHA-1', 'UHA-2']),
    holdMin: 120,
    holdRenewalMin: 60,
    holdRenewals: 2,
  },
);

const installed: D2oEvent = { type: 'BedInstalled', bed, at: before, surge: false };
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

  test.each([
    ['demandee', [acknowledged, assessed]],
    ['vue', [assessed]],
    ['en-evaluation', []],
  ] as const)(
    '[ADM-25] reserving says by itself, in order, the steps that a request %s has not had',
    (step, facts) => {
      const { when } = given(...openSteps[step]);
      when(reserve).then(
        ...facts.map((fact): D2oEvent => ({ ...fact, at: now })),
        { ...accepted, at: now },
        { type: 'BedReserved', bed, at: now, code, until: plus(now, 120 * MINUTE), renewals: 0 },
      );
      expect(when(reserve).thenState().requests.get(code)?.step).toBe('acceptee');
    },
  );
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
      .thenRefused('BedAlreadyReserved', []);
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
      .thenRefused('BedNotAvailable', []);
  });

  test('[ADM-9] a bed that is not installed is not reserved', () => {
    given(...enEvaluation)
      .when({ ...reserve, bed: otherBed })
      .thenRefused('BedUnknown', [bed]);
  });

  test('[ADM-26] who finds the bed taken is told which are free, in their order, in the refusal itself', () => {
    const beds = ['lit-10', 'lit-2', 'lit-3', 'lit-4'].map((id) => bedIdSchema.parse(id));
    const ward = beds.map((id, index): D2oEvent => ({ ...installed, bed: id, surge: index === 1 }));
    const rival: D2oEvent[] = [requested, assessed].map((fact) => ({ ...fact, code: otherCode }));
    given(...acceptee, ...ward, ...rival, {
      type: 'BedOccupied',
      bed: bedIdSchema.parse('lit-3'),
      at: before,
      code,
    })
      .when({ ...reserve, code: otherCode })
      .thenRefused('BedAlreadyReserved', ['lit-2', 'lit-4', 'lit-10']);
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
    expect(after.beds.get(bed)).toMatchObject({ state: 'disponible' });
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
      expect(after.beds.get(bed)).toMatchObject({ state: 'occupe', since: now });
      expect(after.beds.get(otherBed)).toMatchObject({ state: 'disponible' });
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
    expect(after.beds.get(bed)).toMatchObject({ state: 'disponible' });
  });

  const everyCommand: AdmissionCommand[] = [
    { type: 'AcknowledgeRequest', code },
    { type: 'AssessRequest', code },
    reserve,
    { type: 'RenewReservation', code },
    { type: 'ReleaseReservation', code },
    { type: 'DepartForWard', code },
    { type: 'AdmitPerson', code },
    { type: 'ExplainDelay', code, reason: 'aval' },
    { type: 'AskDestination', code, destination: 'csapa' },
    { type: 'AcceptAtDestination', code, destination: 'csapa' },
    { type: 'DeclineAtDestination', code, destination: 'csapa', reason: 'complet' },
    { type: 'ConfirmArrival', code },
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

describe('explaining a delay', () => {
  const explain = (reason: 'effectif' | 'aval'): AdmissionCommand => ({ type: 'ExplainDelay', code, reason });
  const explained = (reason: 'effectif' | 'aval'): D2oEvent => ({
    type: 'DelayExplained',
    code,
    at: now,
    reason,
  });

  test('[ADM-27] the reasons of a delay are kept in the order in which they are given, each once', () => {
    const { when, state } = given(...demandee, explained('effectif'), explained('aval'));
    expect(state.requests.get(code)).toMatchObject({ delays: ['effectif', 'aval'], step: 'demandee' });
    when(explain('effectif')).thenNothing();
    given(...demandee)
      .when(explain('aval'))
      .then(explained('aval'));
  });

  test('[ADM-27] a reason pauses nothing: the 24 h started when the team asked', () => {
    expect(given(...demandee, explained('aval')).state.requests.get(code)).toMatchObject({
      requestedAt: before,
    });
  });
});

describe('asking elsewhere', () => {
  const unit = unitIdSchema.parse('UHA-1');
  const otherUnit = unitIdSchema.parse('UHA-2');
  const ask = (destination: Destination): AdmissionCommand => ({ type: 'AskDestination', code, destination });
  const accept = (destination: Destination): AdmissionCommand => {
    return { type: 'AcceptAtDestination', code, destination };
  };
  const decline = (destination: Destination): AdmissionCommand => {
    return { type: 'DeclineAtDestination', code, destination, reason: 'complet' };
  };
  const askedAt = (destination: Destination, at = before): D2oEvent => {
    return { type: 'DestinationAsked', code, at, destination };
  };
  const acceptedAt = (destination: Destination, at = before): D2oEvent => {
    return { type: 'DestinationAccepted', code, at, destination };
  };
  const declinedAt = (destination: Destination, at = before): D2oEvent => {
    return { type: 'DestinationDeclined', code, at, destination, reason: 'complet' };
  };
  const ailleurs = [...enEvaluation, askedAt(unit), accepted, acceptedAt(unit)];
  const answersIn = (state: typeof initialD2o) =>
    state.requests.get(code)?.destinations.map(({ destination, answer }) => `${destination} ${answer}`);

  test.each(stepNames)('[ADM-28] a request %s is asked for in several places at once', (step) => {
    given(...openSteps[step])
      .when(ask(unit))
      .then(askedAt(unit, now));
    const several = given(...openSteps[step], askedAt(unit), askedAt('csapa'), askedAt(otherUnit));
    expect(answersIn(several.state)).toEqual(['UHA-1 en-attente', 'csapa en-attente', 'UHA-2 en-attente']);
    expect(several.state.requests.get(code)?.step).toBe(step);
  });

  test('[ADM-28] a unit that is not in the territory is refused, and so is asking twice', () => {
    given(...demandee)
      .when(ask(unitIdSchema.parse('UHA-9')))
      .thenRefused('DestinationUnknown');
    given(...demandee, askedAt(unit))
      .when(ask(unit))
      .thenRefused('DestinationAlreadyAsked');
  });

  test('[ADM-28] who declined may be asked again, in the same place of the list', () => {
    const { state, when } = given(...demandee, askedAt(unit), askedAt('cmp'), declinedAt(unit));
    expect(answersIn(state)).toEqual(['UHA-1 refusee', 'cmp en-attente']);
    expect(answersIn(when(ask(unit)).thenState())).toEqual(['UHA-1 en-attente', 'cmp en-attente']);
  });

  test('[ADM-29] the first that accepts closes the others', () => {
    const past = [...enEvaluation, askedAt(unit), askedAt('csapa'), askedAt('cmp'), declinedAt('cmp')];
    const { when } = given(...past);
    when(accept('csapa')).then({ ...accepted, at: now }, acceptedAt('csapa', now));
    const after = when(accept('csapa')).thenState();
    expect(answersIn(after)).toEqual(['UHA-1 sans-objet', 'csapa acceptee', 'cmp refusee']);
    expect(after.requests.get(code)?.step).toBe('acceptee');
  });

  test.each([
    ['demandee', [acknowledged, assessed]],
    ['vue', [assessed]],
  ] as const)(
    '[ADM-25] a place elsewhere says by itself the steps that a request %s has not had',
    (step, facts) => {
      given(...openSteps[step], askedAt(unit))
        .when(accept(unit))
        .then(
          ...facts.map((fact): D2oEvent => ({ ...fact, at: now })),
          { ...accepted, at: now },
          acceptedAt(unit, now),
        );
    },
  );

  test('[ADM-29] a second acceptance is refused, the same one again changes nothing', () => {
    const { when } = given(...enEvaluation, askedAt(unit), askedAt(otherUnit), accepted, acceptedAt(unit));
    when(accept(otherUnit)).thenRefused('RequestAcceptedElsewhere');
    when(ask('csapa')).thenRefused('RequestAcceptedElsewhere');
    when(accept(unit)).thenNothing();
  });

  test('[ADM-30] a place that was not asked neither accepts nor declines', () => {
    for (const command of [accept(unit), decline(unit)]) {
      given(...enEvaluation)
        .when(command)
        .thenRefused('DestinationNotAsked');
      given(...enEvaluation, askedAt(unit), declinedAt(unit))
        .when(command)
        .thenRefused('DestinationNotAsked');
    }
  });

  test('[ADM-30] a refusal elsewhere carries its reason and leaves the request where it was', () => {
    const { when } = given(...demandee, askedAt(unit));
    when(decline(unit)).then(declinedAt(unit, now));
    expect(when(decline(unit)).thenState().requests.get(code)?.step).toBe('demandee');
  });

  test('[ADM-31] reserving a D2O bed closes the places asked elsewhere', () => {
    const { when } = given(...enEvaluation, askedAt(unit), askedAt('csapa'), declinedAt('csapa'));
    expect(answersIn(when(reserve).thenState())).toEqual(['UHA-1 sans-objet', 'csapa refusee']);
  });

  test('[ADM-31] a request accepted elsewhere does not reserve', () => {
    given(...ailleurs)
      .when(reserve)
      .thenRefused('RequestAcceptedElsewhere');
  });

  test.each(['acceptee', 'en-route'] as const)(
    '[ADM-32] a place elsewhere frees the bed that a request %s holds, in the same decision',
    (step) => {
      const { when } = given(...openSteps[step], askedAt(unit));
      when(accept(unit)).then(
        { type: 'BedReservationEnded', bed, at: now, code, why: 'acceptee-ailleurs' },
        { ...accepted, at: now },
        acceptedAt(unit, now),
      );
      const after = when(accept(unit)).thenState();
      expect(after.beds.get(bed)).toMatchObject({ state: 'disponible' });
      expect(after.requests.get(code)?.step).toBe('acceptee');
    },
  );

  test.each<[string, D2oEvent[]]>([
    ['acceptee', ailleurs],
    ['en-route', [...ailleurs, departed]],
  ])(
    '[ADM-33] a place elsewhere of a request %s is given back, and the request is under assessment',
    (_, past) => {
      const { when } = given(...past);
      when({ type: 'ReleaseReservation', code }).then(returned);
      const after = when({ type: 'ReleaseReservation', code }).thenState();
      expect(after.requests.get(code)?.step).toBe('en-evaluation');
      expect(answersIn(after)).toEqual(['UHA-1 sans-objet']);
    },
  );

  test('[ADM-33] a place that goes back on its word returns the request to assessment', () => {
    const { when } = given(...ailleurs);
    when(decline(unit)).then(declinedAt(unit, now), returned);
    expect(answersIn(when(decline(unit)).thenState())).toEqual(['UHA-1 refusee']);
  });

  test('[ADM-34] the person sets out for a place elsewhere as for the ward', () => {
    given(...ailleurs)
      .when({ type: 'DepartForWard', code })
      .then({ ...departed, at: now });
  });

  const kinds: Redirection[] = redirectionSchema.options.filter((kind) => kind !== 'unite-addictologie');
  test.each<[Destination, Redirection]>([
    [unit, 'unite-addictologie'],
    ...kinds.map((kind): [Destination, Redirection] => [kind as Destination, kind]),
  ])('[ADM-35] arriving at %s closes the request as redirected to %s', (destination, to) => {
    const past = [...enEvaluation, askedAt(destination), accepted, acceptedAt(destination)];
    for (const facts of [past, [...past, departed]]) {
      const { when } = given(...facts);
      when({ type: 'ConfirmArrival', code }).then({ type: 'RequestRedirected', code, at: now, to });
      expect(when({ type: 'ConfirmArrival', code }).thenState().requests.get(code)).toMatchObject({
        step: 'reorientee',
        to,
        closedAt: now,
      });
    }
  });

  test.each(stepNames)('[ADM-35] a request %s that no place has accepted does not arrive', (step) => {
    given(...openSteps[step], askedAt(unit))
      .when({ type: 'ConfirmArrival', code })
      .thenRefused('RequestNotAcceptedElsewhere');
  });

  test.each(['RenewReservation', 'AdmitPerson'] as const)(
    '[ADM-12] %s of a request accepted elsewhere is refused: it holds no bed',
    (type) => {
      given(...ailleurs)
        .when({ type, code })
        .thenRefused('RequestHoldsNoBed');
    },
  );

  test('[ADM-36] the end of a request leaves nobody waited for', () => {
    for (const type of ['WithdrawRequest', 'LoseRequest'] as const) {
      const after = given(...demandee, askedAt(unit), askedAt('cmp'), declinedAt('cmp'))
        .when({ type, code })
        .thenState();
      expect(answersIn(after)).toEqual(['UHA-1 sans-objet', 'cmp refusee']);
    }
  });

  test('[ADM-36] anything said of a request elsewhere is a sign of it', () => {
    const later = plus(before, SILENCE_CLOSES_MS);
    const signs: D2oEvent[] = [
      askedAt(unit, now),
      declinedAt(unit, now),
      acceptedAt(unit, now),
      { type: 'DelayExplained', code, at: now, reason: 'aval' },
    ];
    for (const fact of signs) {
      given(...demandee, fact)
        .when({ type: 'CloseSilentRequest', code }, { now: later })
        .thenNothing();
    }
  });
});

describe('what a request may hold', () => {
  const payload = { type: 'RequestAdmission', origin: 'maraude', needs: ['sevrage'], requestedAt: now };
  const send = (command: object) =>
    commandSendSchema.safeParse({ id: '00000001-0000-4000-8000-000000000000', command });

  test('[H09] a request payload has exactly the allowed keys', () => {
    expect(send(payload).success).toBe(true);
    for (const key of Object.keys(payload)) {
      expect(send({ ...payload, [key]: undefined }).success, key).toBe(false);
    }
  });

  test.each(['zone', 'station', 'place', 'sector', 'sex', 'age', 'name', 'text', 'note', 'code', 'filedBy'])(
    '[H09] a request with a key `%s` is refused by the schema',
    (key) => {
      expect(send({ ...payload, [key]: 'z-stalingrad' }).success).toBe(false);
    },
  );

  test('[H09] what a screen is shown of a request has no other key than these', () => {
    expect(Object.keys(requestSchema.shape).sort()).toEqual(
      ['care', 'closedAt', 'code', 'delays', 'destinations', 'kind', 'origin', 'requestedAt', 'step'].sort(),
    );
  });
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

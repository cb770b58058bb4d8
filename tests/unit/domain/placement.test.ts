import { describe, expect, test } from 'vitest';
import {
  placementEndSchema,
  placementStepSchema,
  type PlacementStep,
} from '#shared/domain/placement/commands';
import {
  decidePlacement,
  decidePlacementSilence,
  type OnePlacementCommand,
  type PlacementContext,
} from '#shared/domain/placement/decide';
import type { PlacementEvent } from '#shared/domain/placement/events';
import { evolvePlacement } from '#shared/domain/placement/evolve';
import { initialPlacement, PLACEMENT_SILENCE_MS } from '#shared/domain/placement/state';
import { plus } from '#shared/kernel/instant';
import { paris, placement as codeOf } from '../../support/said.ts';
import { givenFor } from '../../support/given.ts';

const now = paris('17:00');
const before = paris('10:00');
const placement = codeOf('H4N3PC');
const context: PlacementContext = { now, freshCode: placement };
const given = givenFor(
  { decide: decidePlacement, evolve: evolvePlacement, initial: initialPlacement },
  context,
);

const steps = placementStepSchema.options;
const brittany = { region: 'BRE', residence: 'communaute-therapeutique' } as const;
const occitania = { region: 'OCC', residence: 'centre-therapeutique' } as const;
const of = { placement, at: before };
const opened: PlacementEvent = { type: 'PlacementOpened', ...of, sending: 'assore', expertSupport: true };
const advanced = (step: PlacementStep): PlacementEvent => ({ type: 'PlacementAdvanced', ...of, step });
const asked: PlacementEvent = { type: 'ResidenceAsked', ...of, ...brittany };
const askedToo: PlacementEvent = { type: 'ResidenceAsked', ...of, ...occitania };
const accepted: PlacementEvent = { type: 'ResidenceAccepted', ...of, ...brittany };
const ended: PlacementEvent = { type: 'PlacementEnded', ...of, end: 'abandon' };
/** A placement that has come to this step. */
const at = (step: PlacementStep): PlacementEvent[] => [
  opened,
  ...steps.slice(1, steps.indexOf(step) + 1).map(advanced),
];

describe('a placement', () => {
  test('[PLA-1, PRV-61] is a code, who sends, expert support and a clock', () => {
    given()
      .when({ type: 'OpenPlacement', sending: 'phase', expertSupport: false })
      .then({ type: 'PlacementOpened', placement, at: now, sending: 'phase', expertSupport: false });
    expect(given(opened).state).toMatchObject({ step: 'reperage', openedAt: before, asked: [] });
  });

  test('[PLA-2] a code that is in use is never given again', () => {
    const open = { type: 'OpenPlacement', sending: 'phase', expertSupport: false } as const;
    expect(() => given(opened).when(open)).toThrow('already taken');
  });

  test('[PLA-3] goes forward by the next step only, from the first to the last', () => {
    for (const [rank, step] of steps.entries()) {
      for (const [to, next] of steps.entries()) {
        const past = [...at(step), ...(rank >= steps.indexOf('choix') ? [asked, accepted] : [])];
        const decided = given(...past).when({ type: 'AdvancePlacement', placement, step: next });
        if (to === rank + 1) decided.then({ type: 'PlacementAdvanced', placement, at: now, step: next });
        else decided.thenRefused('PlacementStepOutOfOrder');
      }
    }
  });

  test('[PLA-3] a step has its own clock', () => {
    const after = given(...at('accord'))
      .when({ type: 'AdvancePlacement', placement, step: 'evaluation' })
      .thenState();
    expect(after).toMatchObject({ step: 'evaluation', stepSince: now, openedAt: before });
  });

  test('[PLA-8] ends from any step, in each of the ways', () => {
    for (const step of steps) {
      for (const end of placementEndSchema.options) {
        given(...at(step))
          .when({ type: 'EndPlacement', placement, end })
          .then({ type: 'PlacementEnded', placement, at: now, end });
      }
    }
  });

  test('[PLA-8] that ends closes what was still asked', () => {
    const after = given(...at('choix'), asked)
      .when({ type: 'EndPlacement', placement, end: 'perdue-de-vue' })
      .thenState();
    expect(after).toMatchObject({ kind: 'clos', closedAt: now, asked: [{ answer: 'sans-objet' }] });
  });

  const everything: OnePlacementCommand[] = [
    { type: 'AdvancePlacement', placement, step: 'accord' },
    { type: 'AskResidence', placement, ...brittany },
    { type: 'AcceptResidence', placement, ...brittany },
    { type: 'DeclineResidence', placement, ...brittany },
    { type: 'EndPlacement', placement, end: 'retour' },
  ];
  test.each(everything.map((command) => [command.type, command] as const))(
    '[PLA-9] once closed, or unknown, refuses %s',
    (_type, command) => {
      given(opened, ended).when(command).thenRefused('PlacementClosed');
      given().when(command).thenRefused('PlacementUnknown');
    },
  );

  test('[PLA-10] of which nothing is said for ninety days is closed as lost, to the millisecond', () => {
    const { state } = given(opened);
    const silent = plus(before, PLACEMENT_SILENCE_MS);
    expect(decidePlacementSilence(placement, state, plus(silent, -1))).toEqual({ ok: true, events: [] });
    expect(decidePlacementSilence(placement, state, silent)).toEqual({
      ok: true,
      events: [{ type: 'PlacementEnded', placement, at: silent, end: 'perdue-de-vue' }],
    });
    // Anything said is a sign.
    const heard = given(opened, { ...advanced('accord'), at: now }).state;
    expect(decidePlacementSilence(placement, heard, silent)).toEqual({ ok: true, events: [] });
    expect(decidePlacementSilence(placement, given(opened, ended).state, silent)).toEqual({
      ok: true,
      events: [],
    });
  });
});

describe('a residence', () => {
  test('[PLA-4] is not asked before the kind and the region are chosen', () => {
    for (const step of steps) {
      const decided = given(...at(step)).when({ type: 'AskResidence', placement, ...brittany });
      if (steps.indexOf(step) < steps.indexOf('choix')) decided.thenRefused('PlacementStepOutOfOrder');
      else decided.then({ type: 'ResidenceAsked', placement, at: now, ...brittany });
    }
  });

  test('[PLA-4] is asked beside others, once at a time, and again once it has declined', () => {
    given(...at('choix'), asked)
      .when({ type: 'AskResidence', placement, ...occitania })
      .then({ type: 'ResidenceAsked', placement, at: now, ...occitania });
    given(...at('choix'), asked)
      .when({ type: 'AskResidence', placement, ...brittany })
      .thenRefused('ResidenceAlreadyAsked');
    const again = given(...at('choix'), asked, askedToo, { type: 'ResidenceDeclined', ...of, ...brittany });
    expect(again.when({ type: 'AskResidence', placement, ...brittany }).thenState()?.asked).toEqual([
      { ...brittany, answer: 'en-attente' },
      { ...occitania, answer: 'en-attente' },
    ]);
  });

  test('[PLA-5] that accepts first closes the others, and the step stays', () => {
    const after = given(...at('dossier'), asked, askedToo)
      .when({ type: 'AcceptResidence', placement, ...brittany })
      .thenState();
    expect(after).toMatchObject({
      step: 'dossier',
      asked: [
        { ...brittany, answer: 'acceptee' },
        { ...occitania, answer: 'sans-objet' },
      ],
    });
  });

  test('[PLA-5] that has accepted accepts again without effect, and no other is asked', () => {
    const past = given(...at('dossier'), asked, askedToo, accepted);
    past.when({ type: 'AcceptResidence', placement, ...brittany }).thenNothing();
    past.when({ type: 'AcceptResidence', placement, ...occitania }).thenRefused('ResidenceNotAsked');
    past.when({ type: 'AskResidence', placement, ...occitania }).thenRefused('PlacementStepOutOfOrder');
  });

  test('[PLA-6] without one that has accepted, no date is fixed', () => {
    given(...at('concertation'), asked)
      .when({ type: 'AdvancePlacement', placement, step: 'date-fixee' })
      .thenRefused('PlacementStepOutOfOrder');
  });

  test('[PLA-6] takes its acceptance back until a date stands on it', () => {
    const decline = { type: 'DeclineResidence', placement, ...brittany } as const;
    given(...at('concertation'), asked, accepted)
      .when(decline)
      .then({ type: 'ResidenceDeclined', placement, at: now, ...brittany });
    given(...at('concertation'), asked, accepted, advanced('date-fixee'))
      .when(decline)
      .thenRefused('PlacementStepOutOfOrder');
  });

  test('[PLA-7] that was not asked does not answer', () => {
    for (const type of ['AcceptResidence', 'DeclineResidence'] as const) {
      given(...at('choix'), askedToo)
        .when({ type, placement, ...brittany })
        .thenRefused('ResidenceNotAsked');
    }
  });

  test('[PLA-7] declines once', () => {
    const declined = given(...at('choix'), asked, { type: 'ResidenceDeclined', ...of, ...brittany });
    declined.when({ type: 'DeclineResidence', placement, ...brittany }).thenNothing();
  });
});

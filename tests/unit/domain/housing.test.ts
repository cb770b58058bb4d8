import { describe, expect, test } from 'vitest';
import { decideHousing } from '#shared/domain/housing/decide';
import type { HousingEvent } from '#shared/domain/housing/events';
import { evolveHousing } from '#shared/domain/housing/evolve';
import { freePlaces, initialHousing } from '#shared/domain/housing/state';
import { decideResidences } from '#shared/domain/residences/decide';
import { evolveResidences } from '#shared/domain/residences/evolve';
import { initialResidences } from '#shared/domain/residences/state';
import { paris } from '../../support/said.ts';
import { givenFor } from '../../support/given.ts';

const now = paris('17:00');
const before = paris('08:40');
const line = 'assore';
const given = givenFor({ decide: decideHousing, evolve: evolveHousing, initial: initialHousing }, { now });
const places = { capacity: 610, taken: 592, blocked: 13, exitsThisWeek: 8 };
const reported: HousingEvent = { type: 'HousingReported', line, at: before, ...places };

describe('a line of housing', () => {
  test('[HOU-1] is never heard of before its first report', () => {
    expect(given().state).toEqual({ report: null });
  });

  test('[HOU-2, PRV-61] reports one total: no site, no address, no person', () => {
    given()
      .when({ type: 'ReportHousing', line, ...places })
      .then({ type: 'HousingReported', line, at: now, ...places });
  });

  test('[HOU-3] the free places are what is neither taken nor blocked', () => {
    const { report } = given(reported).state;
    expect(report && freePlaces(report)).toBe(5);
  });

  test('[HOU-3] places taken and blocked that are more than there are, are refused; all of them is right', () => {
    given()
      .when({ type: 'ReportHousing', line, ...places, taken: 598 })
      .thenRefused('HousingDoesNotAddUp');
    given()
      .when({ type: 'ReportHousing', line, ...places, taken: 597 })
      .then({ type: 'HousingReported', line, at: now, ...places, taken: 597 });
  });

  test('[HOU-4] a confirmation dates the last report and changes no count', () => {
    const confirmed = given(reported).when({ type: 'ConfirmHousing', line });
    confirmed.then({ type: 'HousingConfirmed', line, at: now });
    expect(confirmed.thenState().report).toEqual({ ...places, confirmedAt: now });
  });

  test('[HOU-4] there is nothing to confirm before a report', () => {
    given().when({ type: 'ConfirmHousing', line }).thenRefused('HousingNeverReported');
  });

  test('[ERA-6] is the same when it is restated without its history', () => {
    const { state } = given(reported);
    expect(given({ type: 'HousingCarried', line, at: now, report: state.report }).state).toEqual(state);
  });
});

describe('residences', () => {
  const givenResidences = givenFor(
    { decide: decideResidences, evolve: evolveResidences, initial: initialResidences },
    { now },
  );
  const establishment = { region: 'BRE', residence: 'communaute-therapeutique' } as const;
  const said = { establishments: 2, free: 1, conditions: ['tso-accepte' as const] };
  const first = { type: 'ResidencesReported', ...establishment, at: before, ...said } as const;

  test('[HOU-5] a report of one kind in one region replaces the one before, and no other', () => {
    const other = { ...first, region: 'OCC', free: 3 } as const;
    const after = givenResidences(first, other)
      .when({ type: 'ReportResidences', ...establishment, ...said, free: 0 })
      .thenState();
    expect([...after.values()]).toEqual([
      { ...establishment, ...said, free: 0, confirmedAt: now },
      { ...establishment, ...said, region: 'OCC', free: 3, confirmedAt: before },
    ]);
  });

  test('[HOU-5] the same report again dates what it says', () => {
    givenResidences(first)
      .when({ type: 'ReportResidences', ...establishment, ...said })
      .then({ type: 'ResidencesReported', ...establishment, at: now, ...said });
  });

  test('[ERA-6] they are the same when they are restated without their history', () => {
    const { state } = givenResidences(first);
    expect(givenResidences({ type: 'ResidencesCarried', at: now, reports: [...state] }).state).toEqual(state);
  });
});

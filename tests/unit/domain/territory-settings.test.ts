import { describe, expect, test } from 'vitest';
import type { AlarmDelays, TerritorySettingsCommand } from '#shared/domain/territory-settings/commands';
import { decideSettings } from '#shared/domain/territory-settings/decide';
import type { Setting, TerritorySettingsEvent } from '#shared/domain/territory-settings/events';
import { territoryInForce } from '#shared/domain/territory-settings/overlay';
import {
  evolveSettings,
  inForce,
  NO_SETTINGS,
  settingsDue,
  type TerritorySettings,
} from '#shared/domain/territory-settings/state';
import { DAY, HOUR, plus, type Instant } from '#shared/kernel/instant';
import { givenFor } from '../../support/given.ts';
import { commandId, paris, space } from '../../support/said.ts';
import { territory as pack } from '../../support/served-app.ts';

const now = paris('17:00');
const [id, first, second] = [commandId(1), commandId(2), commandId(3)];
const er1 = space('ER-1');

const given = givenFor(
  { decide: decideSettings, evolve: evolveSettings, initial: NO_SETTINGS },
  { id, now, pack },
);

const jauges = (jaugeJour: number, jaugeNuit: number): Setting => ({
  kind: 'jauges',
  space: er1,
  jaugeJour,
  jaugeNuit,
});
const changed = (change: typeof id, setting: Setting, from: Instant = now): TerritorySettingsEvent => ({
  type: 'SettingChanged',
  change,
  at: now,
  from,
  setting,
});
const took = (...changes: (typeof id)[]): TerritorySettingsEvent => ({
  type: 'SettingsTookEffect',
  at: now,
  changes,
});
const undone = (change: typeof id): TerritorySettingsEvent => ({ type: 'SettingUndone', change, at: now });

const change: Extract<TerritorySettingsCommand, { type: 'ChangeJauges' }> = {
  type: 'ChangeJauges',
  space: er1,
  jaugeJour: 30,
  jaugeNuit: 20,
  from: null,
  seen: null,
};
const hours: Extract<TerritorySettingsCommand, { type: 'ChangeOpeningHours' }> = {
  type: 'ChangeOpeningHours',
  space: er1,
  hours: { kind: 'plage', opens: '08:00', closes: '20:00' },
  from: null,
  seen: null,
};
const closure: Extract<TerritorySettingsCommand, { type: 'PlanClosure' }> = {
  type: 'PlanClosure',
  space: er1,
  service: null,
  from: null,
  until: null,
  reason: 'travaux',
};
const { rhythm } = pack;
const DELAYS: AlarmDelays = {
  reportAcknowledgeMin: rhythm.thresholds.reportAcknowledgeMin,
  silentWarnMin: rhythm.thresholds.silentWarnMin,
  silentMin: rhythm.thresholds.silentMin,
  exitGraceMin: rhythm.thresholds.exitGraceMin,
  holdEndsSoonMin: rhythm.thresholds.holdEndsSoonMin,
  cleaningMin: rhythm.thresholds.cleaningMin,
  restSpaceSilentMin: rhythm.thresholds.restSpaceSilentMin,
  perilMin: rhythm.thresholds.perilMin,
};
const delays = (other: Partial<AlarmDelays>): TerritorySettingsCommand => ({
  type: 'ChangeAlarmDelays',
  delays: { ...DELAYS, ...other },
  seen: null,
});

const jaugesUnder = (state: TerritorySettings) => {
  const facts = territoryInForce(pack, state).services.restSpaces.find((each) => each.id === er1);
  return [facts?.jaugeJour.value, facts?.jaugeNuit.value];
};

describe('what holds', () => {
  test('[SET-1] a setting stands in place of the pack’s value, says where it comes from, and changes nothing else', () => {
    const { state } = given(changed(first, jauges(30, 20)), took(first));
    const { services, ...rest } = territoryInForce(pack, state);
    const { services: packs, ...others } = pack;
    expect(rest).toEqual(others);
    expect(services.restSpaces.slice(1)).toEqual(packs.restSpaces.slice(1));
    expect(services.restSpaces[0]).toEqual({
      ...packs.restSpaces[0],
      jaugeJour: { value: 30, origin: { kind: 'source', source: 'administration du territoire' } },
      jaugeNuit: { value: 20, origin: { kind: 'source', source: 'administration du territoire' } },
    });
    expect(jaugesUnder(NO_SETTINGS)).toEqual([32, 22]);
  });

  test('[SET-1] hours and delays stand in place of the pack’s too; back to the pack’s is a setting as well', () => {
    const { hours: opening } = hours;
    const slow: Setting = { kind: 'delais', delays: { ...DELAYS, cleaningMin: 99 } };
    const { state } = given(
      changed(first, { kind: 'horaires', space: er1, hours: opening }),
      changed(second, slow),
      took(first, second),
    );
    const held = territoryInForce(pack, state);
    expect(held.services.restSpaces[0]?.hours).toMatchObject(opening);
    expect(held.rhythm.thresholds).toEqual({ ...rhythm.thresholds, cleaningMin: 99 });
    const reset = given(
      changed(first, slow),
      changed(second, { kind: 'delais', delays: null }),
      took(first, second),
    );
    expect(territoryInForce(pack, reset.state).rhythm).toEqual(rhythm);
  });

  test('[SET-2] a dated setting waits for its moment; of two of one thing the later moment holds', () => {
    const tomorrow = plus(now, DAY);
    const { state } = given(
      changed(first, jauges(10, 10), tomorrow),
      changed(second, jauges(30, 20)),
      took(second),
    );
    expect(jaugesUnder(state)).toEqual([30, 20]);
    expect(settingsDue(state, plus(tomorrow, -1))).toEqual([]);
    expect(settingsDue(state, tomorrow).map((due) => due.id)).toEqual([first]);
    expect(jaugesUnder(evolveSettings(state, took(first)))).toEqual([10, 10]);
  });

  test('[SET-3] an undone setting never was: the one before holds again; one that waited never comes', () => {
    const { state } = given(
      changed(first, jauges(30, 20)),
      changed(second, jauges(12, 11)),
      took(first, second),
      undone(second),
    );
    expect(jaugesUnder(state)).toEqual([30, 20]);
    expect(jaugesUnder(evolveSettings(state, undone(first)))).toEqual([32, 22]);
    const waited = given(changed(first, jauges(30, 20), plus(now, HOUR)), undone(first));
    expect(settingsDue(waited.state, plus(now, DAY))).toEqual([]);
    expect(inForce(waited.state)).toEqual([]);
  });
});

describe('what is decided', () => {
  test('[SET-2] a change without a date is of now; with one, of that moment', () => {
    given()
      .when(change)
      .then(changed(id, jauges(30, 20)));
    const from = plus(now, DAY);
    given()
      .when({ ...change, from })
      .then(changed(id, jauges(30, 20), from));
  });

  test('[SET-4] what the pack’s checks would refuse is refused by its name', () => {
    given()
      .when({ ...change, jaugeNuit: 31 })
      .thenRefused('NightAboveDay');
    given()
      .when({ ...change, jaugeJour: 0, jaugeNuit: 0 })
      .thenRefused('JaugeOutOfBounds');
    given()
      .when({ ...change, space: space('ER-9') })
      .thenRefused('RestSpaceUnknown');
    given()
      .when({ ...hours, hours: { kind: 'plage', opens: '08:00', closes: '08:00' } })
      .thenRefused('HoursEmpty');
    given()
      .when(delays({ cleaningMin: 0 }))
      .thenRefused('AlarmDelayOutOfBounds');
    given()
      .when(delays({ silentWarnMin: 59, silentMin: 59 }))
      .thenRefused('AlarmDelaysOutOfOrder');
    given()
      .when(delays({ silentWarnMin: 10 }))
      .thenRefused('AlarmDelaysOutOfOrder');
  });

  test('[SET-4] a closure is of a service that the space has, and ends after it begins', () => {
    given()
      .when({ ...closure, service: 'repas' })
      .then(changed(id, { kind: 'fermeture', space: er1, service: 'repas', until: null, reason: 'travaux' }));
    given()
      .when({ ...closure, space: space('ER-3'), service: 'infirmier' })
      .thenRefused('ServiceNotOffered');
    given()
      .when({ ...closure, until: now })
      .thenRefused('ClosureEndsTooSoon');
    given()
      .when({ ...closure, from: plus(now, DAY), until: plus(now, HOUR) })
      .thenRefused('ClosureEndsTooSoon');
  });

  test('[SET-5] a date is to come, and within a year', () => {
    given()
      .when({ ...change, from: plus(now, -1) })
      .thenRefused('SettingDateUnusable');
    given()
      .when({ ...change, from: plus(now, 367 * DAY) })
      .thenRefused('SettingDateUnusable');
    given()
      .when({ ...closure, from: plus(now, -1) })
      .thenRefused('SettingDateUnusable');
  });

  test('[SET-6] who has not seen the last change of the same thing is told so', () => {
    const before = [changed(first, jauges(30, 20)), took(first)];
    given(...before)
      .when({ ...change, jaugeJour: 40 })
      .thenRefused('SettingChangedMeanwhile');
    given(...before)
      .when({ ...change, jaugeJour: 40, seen: first })
      .then(changed(id, jauges(40, 20)));
    // Another thing of the same space is another matter.
    given(...before)
      .when(hours)
      .then(changed(id, { kind: 'horaires', space: er1, hours: hours.hours }));
    given(...before, undone(first))
      .when({ ...change, seen: first })
      .thenRefused('SettingChangedMeanwhile');
  });

  test('[SET-6] what is set already is not set again', () => {
    given(changed(first, jauges(30, 20)), took(first))
      .when({ ...change, seen: first })
      .thenRefused('SettingAlreadySo');
    given()
      .when({ ...change, jaugeJour: 32, jaugeNuit: 22 })
      .thenRefused('SettingAlreadySo');
    given().when({ type: 'ChangeAlarmDelays', delays: null, seen: null }).thenRefused('SettingAlreadySo');
    given().when(delays({})).thenRefused('SettingAlreadySo');
  });

  test('[SET-3] a change is undone once; one that nobody made is not known', () => {
    const undo = { type: 'UndoSetting', setting: first } as const;
    given(changed(first, jauges(30, 20)))
      .when(undo)
      .then(undone(first));
    given(changed(first, jauges(30, 20)), undone(first))
      .when(undo)
      .thenRefused('SettingUnknown');
    given().when(undo).thenRefused('SettingUnknown');
  });
});

import { describe, expect, test } from 'vitest';
import type { MaraudeEntity, MissionEntity } from '../../../web/routes/terrain/entities.ts';
import {
  exitState,
  groundAfter,
  groundKnown,
  isPromptDue,
  SURFACE,
} from '../../../web/routes/terrain/ground.ts';
import { alertOf, missionOf, tourOf } from '../../../web/routes/terrain/tour.ts';
import { commandId, paris, station, team, zone } from '../../support/said.ts';
import { said } from './given.ts';

const T2 = team('T2');
const out: MaraudeEntity = {
  kind: 'maraude',
  team: T2,
  state: { kind: 'ouverte', since: paris('14:00'), level: 'mixte' },
};
const open = said('14:00', { type: 'OpenMaraude', level: 'surface' });
const close = said('17:00', { type: 'CloseMaraude' });

describe('the tour', () => {
  test('is the server’s word', () => {
    expect(tourOf(out, true, [])).toEqual({ kind: 'ouverte', since: paris('14:00'), level: 'mixte' });
    expect(tourOf(undefined, true, [])).toEqual({ kind: 'a-ouvrir' });
  });
  test('is unknown, not closed, to a phone that wakes up underground', () => {
    expect(tourOf(undefined, false, [])).toEqual({ kind: 'inconnue' });
  });
  test('then what was said here since, in the order said', () => {
    expect(tourOf(undefined, false, [open])).toMatchObject({ kind: 'ouverte', level: 'surface' });
    expect(tourOf(out, true, [close])).toEqual({ kind: 'finie', at: paris('17:00'), reported: false });
    expect(tourOf(out, true, [close, open])).toMatchObject({ kind: 'ouverte' });
  });
});

const mission = (number: number, kind: 'donnee' | 'retiree', hour = '14:10'): MissionEntity => ({
  kind: 'mission',
  id: commandId(number),
  team: T2,
  place: zone('z-dormoy'),
  report: null,
  givenAt: paris(hour),
  state: kind === 'donnee' ? { kind } : { kind, at: paris('14:20') },
});

describe('the mission', () => {
  test('is the one to be done before any that was taken back', () => {
    expect(missionOf([mission(1, 'retiree', '14:15'), mission(2, 'donnee')], [])?.id).toBe(commandId(2));
    expect(missionOf([], [])).toBeNull();
  });
  test('follows what the team says of it before the server has heard', () => {
    const take = said('14:12', { type: 'TakeMission', mission: commandId(1) });
    const reach = said('14:20', { type: 'ReachMission', mission: commandId(1) });
    expect(missionOf([mission(1, 'donnee')], [take])?.state.kind).toBe('prise');
    expect(missionOf([mission(1, 'donnee')], [take, reach])?.state.kind).toBe('sur-place');
    const impossible = said('14:21', { type: 'DeclineMission', mission: commandId(1), reason: 'meteo' });
    expect(missionOf([mission(1, 'donnee')], [impossible])).toBeNull();
  });
  test('one taken back while the phone was away stays taken back', () => {
    const take = said('14:22', { type: 'TakeMission', mission: commandId(1) });
    expect(missionOf([mission(1, 'retiree')], [take])?.state.kind).toBe('retiree');
  });
});

describe('an alert', () => {
  const raise = said('14:30', { type: 'RaiseAlert' });
  const entity = { kind: 'alert', team: T2, raisedAt: paris('14:30'), acknowledgedAt: null } as const;
  test('is sent only once the server has it', () => {
    expect(alertOf(undefined, [raise])).toEqual({ kind: 'en-attente', at: paris('14:30') });
    expect(alertOf(entity, [])).toEqual({ kind: 'partie', at: paris('14:30') });
    expect(alertOf({ ...entity, acknowledgedAt: paris('14:31') }, []).kind).toBe('vue');
  });
  test('that was a slip is none', () => {
    expect(alertOf(entity, [said('14:30', { type: 'CancelAlert' })])).toEqual({ kind: 'aucune' });
  });
});

describe('underground', () => {
  const down = said('14:00', { type: 'GoUnderground', station: station('st-marx-dormoy').id, exitIn: '40' });
  const below = groundAfter(SURFACE, down);
  const timer = { team: T2, lastSignAt: paris('14:00'), exitAt: paris('14:40') };
  test('the announced exit is counted from the word, and moves by 20 min', () => {
    expect(below).toMatchObject({ exitAt: paris('14:40'), station: 'st-marx-dormoy' });
    expect(groundAfter(below, said('14:10', { type: 'StayLonger' }))).toMatchObject({
      exitAt: paris('15:00'),
    });
    expect(groundAfter(below, said('14:50', { type: 'StayLonger' }))).toMatchObject({
      exitAt: paris('15:10'),
    });
    expect(groundAfter(below, said('14:20', { type: 'ComeUp' }))).toEqual(SURFACE);
    expect(groundAfter(below, close)).toEqual(SURFACE);
    expect(groundAfter(SURFACE, said('14:10', { type: 'StayLonger' }))).toEqual(SURFACE);
  });
  test('a page that began again knows its exit, and no station: nobody sends it back', () => {
    expect(groundKnown(timer, null)).toMatchObject({
      kind: 'sous-terre',
      station: null,
      exitAt: paris('14:40'),
    });
    expect(groundKnown({ ...timer, exitAt: null }, null)).toEqual(SURFACE);
    expect(groundKnown(null, null)).toEqual(SURFACE);
  });
  test('[M07] ten minutes past the exit the phone says that the coordination is told', () => {
    expect(exitState(paris('14:40'), paris('14:39'), 10)).toBe('a-venir');
    expect(exitState(paris('14:40'), paris('14:41'), 10)).toBe('passee');
    expect(exitState(paris('14:40'), paris('14:50'), 10)).toBe('signalee');
  });
  test('on the surface, half an hour of silence is asked about', () => {
    expect(isPromptDue(paris('14:00'), paris('14:29'), 30)).toBe(false);
    expect(isPromptDue(paris('14:00'), paris('14:30'), 30)).toBe(true);
    expect(isPromptDue(null, paris('14:30'), 30)).toBe(false);
  });
});

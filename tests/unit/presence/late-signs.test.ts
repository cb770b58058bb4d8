import { expect, test } from 'vitest';
import { saidAtOf } from '#server/live/said-at';
import { PresenceMemory } from '#server/presence/presence';
import { SafetyTimers } from '#server/presence/safety-timers';
import { createPlaces } from '#shared/territory/places';
import { paris, pass, slotAt, station, team, zone } from '../../support/said.ts';
import { territory } from '../../support/served-app.ts';

const T1 = team('T1');
function timers(openedAt = paris('14:00')): SafetyTimers {
  const kept = new SafetyTimers();
  kept.follow(new Map([[T1, openedAt]]), openedAt);
  return kept;
}

test('[SAF-8, M07] a command tells when it was said, unless that is to come; a pass never does', () => {
  const now = paris('15:40');
  expect(saidAtOf({ type: 'ComeUp', saidAt: paris('15:10') }, now)).toBe(paris('15:10'));
  expect(saidAtOf({ type: 'ComeUp', saidAt: paris('18:00') }, now)).toBe(now);
  expect(saidAtOf({ type: 'ComeUp' }, now)).toBe(now);
  expect(saidAtOf(pass(zone('z-dormoy'), slotAt('15:00')), now)).toBe(now);
});

test('[SAF-8, M07] a late sign is the last one only when nothing was heard since', () => {
  const kept = timers();
  kept.sign(T1, paris('14:30'));
  kept.sign(T1, paris('14:20'));
  expect(kept.of(T1)?.lastSignAt).toBe(paris('14:30'));
  kept.comeUp(T1, paris('14:35'));
  expect(kept.of(T1)).toEqual({ team: T1, lastSignAt: paris('14:35'), exitAt: null });
});

test('[SAF-8, SAF-3] the exit is announced from when the team went down, however late that is heard', () => {
  const kept = timers();
  kept.goUnderground(T1, '20', paris('14:10'));
  expect(kept.of(T1)?.exitAt).toBe(paris('14:30'));
  kept.stayLonger(T1, paris('14:40'));
  expect(kept.of(T1)).toMatchObject({ lastSignAt: paris('14:40'), exitAt: paris('15:00') });
});

test('[SAF-8, PRV-36] a place is forgotten 45 min after it was said, not after it arrived', () => {
  const presence = new PresenceMemory(45, createPlaces(territory));
  presence.descend(T1, station('st-jaures').id, paris('14:10'));
  expect(presence.current(paris('14:54'))).toMatchObject([{ declaredAt: paris('14:10') }]);
  expect(presence.current(paris('14:55'))).toEqual([]);
});

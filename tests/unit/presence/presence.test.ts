import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DeclarationPace } from '#server/presence/declaration-pace';
import { PresenceMemory } from '#server/presence/presence';
import { createPlaces } from '#shared/territory/places';
import { commandId, paris, slotAt, station, team, zone } from '../../support/said.ts';
import { territory } from '../../support/served-app.ts';

const places = createPlaces(territory);
const at = (place: ReturnType<typeof zone> | ReturnType<typeof station>) =>
  ({ type: 'DeclarePresence', place, status: 'sur-place' }) as const;
const memory = () => new PresenceMemory(45, places);

test('[GAT-32, PRV-36] a presence lasts 45 min from its last declaration, to the millisecond', () => {
  const presence = memory();
  presence.declare(team('T1'), at(zone('z-ourcq')), paris('17:00'));
  expect(presence.current(paris('17:44:59.999'))).toHaveLength(1);
  expect(presence.current(paris('17:45'))).toEqual([]);
});

test('[GAT-35, PRV-36] a team is in one place, the last it said', () => {
  const presence = memory();
  presence.declare(team('T2'), at(zone('z-ourcq')), paris('17:00'));
  presence.declare(team('T1'), at(station('st-jaures')), paris('17:01'));
  expect(presence.declare(team('T2'), at(zone('z-bercy')), paris('17:09:59'))).toBe('DeclaredTooOften');
  expect(presence.declare(team('T2'), at(zone('z-bercy')), paris('17:10'))).toBeNull();
  expect(presence.current(paris('17:10')).map(({ team: id, place }) => `${id} ${place.id}`)).toEqual([
    'T1 st-jaures',
    'T2 z-bercy',
  ]);
});

test('[GAT-33, PRV-36] the end of a shift forgets its team alone, and may be said twice', () => {
  const presence = memory();
  for (const id of ['T1', 'T2']) presence.declare(team(id), at(zone('z-ourcq')), paris('17:00'));
  for (let twice = 0; twice < 2; twice += 1) {
    expect(presence.declare(team('T1'), { type: 'EndPresence' }, paris('17:05'))).toBeNull();
  }
  expect(presence.current(paris('17:05')).map(({ team: id }) => id)).toEqual(['T2']);
});

test('[GAT-36] a zone that is not in the territory is refused, and so is a station in the place of a zone', () => {
  const presence = memory();
  expect(presence.declare(team('T1'), at(zone('z-gone')), paris('17:00'))).toBe('PlaceUnknown');
  expect(presence.declare(team('T1'), at(zone('st-jaures')), paris('17:00'))).toBe('PlaceUnknown');
  expect(presence.current(paris('17:00'))).toEqual([]);
});

test('[GAT-31, PRV-36] what keeps presence does not know that a log exists', () => {
  for (const file of readdirSync('server/presence')) {
    expect(readFileSync(`server/presence/${file}`, 'utf8')).not.toMatch(/from '(#server|\.\.|node:)/);
  }
});

test('[GAT-5, PRV-5] three passes by slot and team; one sent again keeps its place, one that is refused gives it back', () => {
  const pace = new DeclarationPace(30, 10);
  const take = (pass: number, hour = '17:00', id = 'T1') =>
    pace.take(team(id), slotAt(hour), commandId(pass));
  expect([1, 2, 3, 4].map((pass) => take(pass))).toEqual([true, true, true, false]);
  expect([take(1), take(3)]).toEqual([true, true]);
  expect([take(4, '17:30'), take(4, '17:00', 'T2')]).toEqual([true, true]);
  pace.giveBack(team('T1'), slotAt('17:00'), commandId(2));
  expect([take(5), take(6)]).toEqual([true, false]);
});

test('[SAF-7, GAT-34, PRV-36] taking presence back does not make another place come sooner than ten minutes', () => {
  const presence = memory();
  presence.declare(team('T1'), at(zone('z-ourcq')), paris('17:00'));
  presence.declare(team('T1'), { type: 'EndPresence' }, paris('17:02'));
  expect(presence.declare(team('T1'), at(zone('z-bercy')), paris('17:09:59'))).toBe('DeclaredTooOften');
  expect(presence.current(paris('17:09:59'))).toEqual([]);
  expect(presence.declare(team('T1'), at(zone('z-bercy')), paris('17:10'))).toBeNull();
});

test('[SAF-7, PRV-36] a team that goes down is shown there; down elsewhere too soon, its place is forgotten', () => {
  const presence = memory();
  const [jaures, riquet] = [station('st-jaures').id, station('st-riquet').id];
  const shown = (hour: string) =>
    presence.current(paris(hour)).map(({ place, status }) => [place.id, status]);
  presence.declare(team('T1'), at(zone('z-ourcq')), paris('17:00'));
  presence.descend(team('T1'), jaures, paris('17:03'));
  expect(shown('17:03')).toEqual([['st-jaures', 'sous-terre']]);
  presence.comeUp(team('T1'));
  expect(shown('17:06')).toEqual([['st-jaures', 'disponible']]);
  presence.descend(team('T1'), riquet, paris('17:09'));
  expect(shown('17:09')).toEqual([]);
  presence.descend(team('T1'), riquet, paris('17:14'));
  expect(shown('17:14')).toEqual([['st-riquet', 'sous-terre']]);
  expect(shown('17:59')).toEqual([]);
});

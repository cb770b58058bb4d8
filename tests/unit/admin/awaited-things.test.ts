import { expect, test } from 'vitest';
import { awaitedThings } from '../../../web/routes/admin/territoire/awaited-things.ts';

const said = { value: 'dit', origin: { kind: 'source', source: 'exemple' } };
const awaited = { value: 'à configurer', origin: { kind: 'a-configurer' } };

test('[D05] what a territory does not say yet is told thing by thing, with its place in the file', () => {
  const file = {
    coordinationPhone: awaited,
    teams: [
      { id: 'T1', operator: awaited, phone: awaited },
      { id: 'T2', operator: said, phone: said },
    ],
    directory: [{ kind: 'csapa', name: said, hours: awaited }],
    ward: { name: awaited },
  };
  expect(awaitedThings('teams.json', file)).toEqual([
    { list: 'coordinationPhone', id: null, facts: ['coordinationPhone'], places: ['coordinationPhone'] },
    { list: 'teams', id: 'T1', facts: ['operator', 'phone'], places: ['teams.0.operator', 'teams.0.phone'] },
    { list: 'directory', id: 'csapa', facts: ['hours'], places: ['directory.0.hours'] },
    { list: 'ward', id: null, facts: ['name'], places: ['ward.name'] },
  ]);
});

test('[D05] a territory that says everything awaits nothing', () => {
  expect(awaitedThings('teams.json', { coordinationPhone: said, teams: [] })).toEqual([]);
});

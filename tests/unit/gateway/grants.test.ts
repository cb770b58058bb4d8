import { describe, expect, test } from 'vitest';
import { PERMISSIONS } from '#shared/access/permissions';
import { ROLES } from '#shared/access/roles';
import { actorOf, mayCommand } from '#server/accounts/grants';
import { commandSchema, doorSchema, type CommandType } from '#shared/wire/up';
import { team, space } from '../../support/said.ts';
import { COMMANDS } from '../../support/wire-samples.ts';

const actors = {
  wall: actorOf({ door: 'wall' }),
  lead: actorOf({ door: 'lead' }),
  outreach: actorOf({ door: 'outreach', team: team('T1') }),
  restspace: actorOf({ door: 'restspace', space: space('ER-1') }),
  hospital: actorOf({ door: 'hospital' }),
};

test('[GAT-14, PRV-20] every door has its row, no row is for the police, and no command is nobody’s', () => {
  expect(Object.keys(PERMISSIONS).sort()).toEqual([...ROLES].sort());
  const withView = ROLES.filter((role) => PERMISSIONS[role].view !== null);
  expect([...withView].sort()).toEqual(doorSchema.options.map(({ shape }) => shape.door.value).sort());
  expect(ROLES.filter((role) => /polic/.test(role))).toEqual([]);
  const granted = new Set(Object.values(PERMISSIONS).flatMap(({ commands }) => commands));
  expect([...granted].sort()).toEqual(commandSchema.options.map(({ shape }) => shape.type.value).sort());
});

describe.each(Object.entries(actors))('%s', (role, actor) => {
  test.each(Object.keys(COMMANDS) as CommandType[])('[GAT-14] %s', (type) => {
    const command = commandSchema.parse(COMMANDS[type]);
    const written = PERMISSIONS[role as keyof typeof actors].commands.includes(type);
    const may =
      written &&
      (type !== 'RequestAdmission' || role === 'outreach') &&
      (type !== 'FileReport' || role === 'lead');
    expect(mayCommand(actor, command)).toBe(may);
  });
});

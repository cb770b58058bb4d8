import { describe, expect, test } from 'vitest';
import { readCommand } from '#server/gateway/inbound';
import { ackSchema } from '#shared/wire/ack';
import { commandId } from '../support/said.ts';
import { COMMANDS } from '../support/wire-samples.ts';

const id = commandId(7);
const pass = COMMANDS.DeclarePass;
const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;

/** What was sent, and the field, the rule and the limit that the answer names. */
const CASES: [what: string, sent: unknown, field: string, rule: string, limit?: number][] = [
  ['a latitude beside the command', { id, command: pass, lat: 48.8971 }, 'message.lat', 'cle-inconnue'],
  ['a latitude in the command', { id, command: { ...pass, lat: 48.8971 } }, 'command.lat', 'cle-inconnue'],
  [
    'coordinates in the place',
    { id, command: { ...pass, place: { ...pass.place, coords: [2.37, 48.89] } } },
    'command.place.coords',
    'cle-inconnue',
  ],
  ['a team', { id, command: { ...pass, team: 'T3' } }, 'command.team', 'cle-inconnue'],
  ['a key of no list', { id, command: { ...pass, zzcanarynom: 'ZZCANARYNOM' } }, 'command', 'cle-inconnue'],
  ['a key of no list on top', { id, command: pass, zzcanarynom: 1 }, 'message', 'cle-inconnue'],
  [
    'an over-long string',
    { id, command: { ...pass, people: 'x'.repeat(9_000) } },
    'command.people',
    'hors-liste',
  ],
  ['a word of no list', { id, command: { ...pass, people: '3' } }, 'command.people', 'hors-liste'],
  ['a number for a class', { id, command: { ...pass, people: 4 } }, 'command.people', 'hors-liste'],
  [
    'a need that does not exist',
    { id, command: { ...pass, needs: ['argent'] } },
    'command.needs',
    'hors-liste',
  ],
  ['a need said twice', { id, command: { ...pass, needs: ['soin', 'soin'] } }, 'command.needs', 'repete'],
  [
    'too many needs',
    { id, command: { ...pass, needs: Array(8).fill('soin') } },
    'command.needs',
    'trop-grand',
    7,
  ],
  [
    'a slot of no half-hour',
    { id, command: { ...pass, slot: '2026-11-21T16:10Z' } },
    'command.slot',
    'forme',
  ],
  ['a time in place of a slot', { id, command: { ...pass, slot: 1_795_277_400 } }, 'command.slot', 'type'],
  ['no slot', { id, command: { ...pass, slot: undefined } }, 'command.slot', 'absent'],
  ['no place', { id, command: { ...pass, place: undefined } }, 'command.place', 'absent'],
  ['a place that is a point', { id, command: { ...pass, place: [2.37, 48.89] } }, 'command.place', 'type'],
  [
    'a kind of place that does not exist',
    { id, command: { ...pass, place: { kind: 'rue', id: 'z-x' } } },
    'command.place.kind',
    'hors-liste',
  ],
  [
    'a count above its bound',
    { id, command: { ...COMMANDS.RecountRestSpace, present: 9973 } },
    'command.present',
    'trop-grand',
    500,
  ],
  [
    'a count under zero',
    { id, command: { ...COMMANDS.RecountRestSpace, present: -1 } },
    'command.present',
    'trop-petit',
    0,
  ],
  [
    'half a person',
    { id, command: { ...COMMANDS.RecountRestSpace, present: 2.5 } },
    'command.present',
    'type',
  ],
  ['a command that does not exist', { id, command: { type: 'TrackPerson' } }, 'command.type', 'hors-liste'],
  ['a command without a type', { id, command: {} }, 'command.type', 'hors-liste'],
  ['no command', { id }, 'command', 'absent'],
  ['an id of another form', { id: 'K7WPAR', command: pass }, 'id', 'forme'],
  ['an id made of a time', { id: '01890a5d-ac96-774b-bcce-b302099a8057', command: pass }, 'id', 'forme'],
  ['null', null, 'message', 'type'],
  ['a list', [id, pass], 'message', 'type'],
  ['a text', 'ZZCANARYNOM', 'message', 'type'],
  ['nothing', undefined, 'message', 'absent'],
  ['a deep nesting', { id, command: deep }, 'command', 'type'],
];

describe('[WIRE-8, PRV-9] what is not a command is answered with the place and the rule, and no word of what was sent', () => {
  test.each(CASES)('%s', (_what, sent, field, rule, limit) => {
    const read = readCommand(sent);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.ack).toMatchObject({ outcome: 'malformed', field, rule, limit: limit ?? null });
    expect(ackSchema.parse(read.ack)).toEqual(read.ack);
    // The answer holds nothing of the message but its id, when that is one.
    const { id: echoed, ...rest } = read.ack;
    expect([id, null]).toContain(echoed);
    expect(JSON.stringify(rest)).not.toMatch(/ZZCANARY|zzcanary|48\.8|2\.37|9973|xxx|argent|TrackPerson/i);
  });
});

test('[WIRE-2] every command of the protocol is read whole', () => {
  for (const command of Object.values(COMMANDS)) {
    expect(readCommand({ id, command })).toEqual({ ok: true, send: { id, command } });
  }
});

import { describe, expect, test } from 'vitest';
import { togetherOf, type Calling } from '#shared/domain/alarm/together';
import { plus, type Instant } from '#shared/kernel/instant';
import { paris } from '../../support/said.ts';

const NOON = paris('12:00');
const calling = (row: string, since: Instant = NOON, priority: Calling['priority'] = 'P2'): Calling => ({
  row,
  priority,
  since,
});
const six = (row: string, everyMs: number) =>
  [0, 1, 2, 3, 4, 5].map((n) => calling(row, plus(NOON, n * everyMs)));

describe('[ALA-11] alarms that call at once', () => {
  test('[ALA-11] six within a minute are one, and its probable cause is the link that would explain them', () => {
    const { alone, together } = togetherOf([calling('A6', paris('11:50')), ...six('A11', 11_999)]);
    expect(alone.map(({ row }) => row)).toEqual(['A6']);
    expect(together).toHaveLength(1);
    expect(together[0]).toMatchObject({ cause: 'liaison' });
    expect(together[0]?.alarms).toHaveLength(6);
  });

  test('[ALA-11] five are five, and six over a whole minute are six', () => {
    expect(togetherOf(six('A11', 0).slice(1)).together).toEqual([]);
    expect(togetherOf(six('A11', 12_000)).together).toEqual([]);
  });

  test('[ALA-11] a team in danger is never one of several', () => {
    const danger = calling('A1', NOON, 'P1');
    const { alone, together } = togetherOf([...six('A2', 0), danger]);
    expect(alone).toEqual([danger]);
    expect(together[0]?.alarms).not.toContain(danger);
    expect(togetherOf([...six('A2', 0).slice(1), danger]).together).toEqual([]);
  });

  test('[ALA-11] a cause that the link would not explain is to be looked for', () => {
    const mixed = [...six('A6', 0).slice(0, 4), calling('A11'), calling('A12')];
    expect(togetherOf(mixed).together[0]?.cause).toBe('a-chercher');
    const half = [...six('A6', 0).slice(0, 3), calling('A2'), calling('A11'), calling('A12')];
    expect(togetherOf(half).together[0]?.cause).toBe('liaison');
  });

  test('[ALA-11] two bursts an hour apart are two, whatever the order in which they are told', () => {
    const later = six('A11', 0).map((each) => ({ ...each, since: paris('13:00') }));
    const { alone, together } = togetherOf([...later, ...six('A2', 1_000)]);
    expect(alone).toEqual([]);
    expect(together.map(({ alarms }) => alarms[0]?.row)).toEqual(['A2', 'A11']);
  });
});

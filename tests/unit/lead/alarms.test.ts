import { describe, expect, test } from 'vitest';
import type { RestSpaceId } from '#shared/kernel/ids';
import { leadAlarms } from '../../../web/routes/maraudes/alarms.ts';
import type { Occupancy } from '../../../web/routes/maraudes/occupancy.ts';

const ER1 = 'ER-1' as RestSpaceId;
const ER2 = 'ER-2' as RestSpaceId;
const level = (atRisk: '0' | '1+') =>
  ({ wait: '18-24', atRisk, share: { kind: 'trop-peu-de-demandes' } }) as const;
const open = (word: 'ok' | 'sature' | 'complet'): Occupancy => ({
  kind: 'ouvert',
  present: 1,
  jauge: 2,
  word,
});

describe('alarms of the lead', () => {
  test('nothing received raises nothing', () => {
    expect(leadAlarms({ queue: null, spaces: [], duties: ['inconnu'] })).toEqual([]);
  });

  test('a calm evening raises nothing', () => {
    expect(
      leadAlarms({
        queue: level('0'),
        spaces: [{ id: ER1, occupancy: open('sature') }],
        duties: ['a-faire'],
      }),
    ).toEqual([]);
  });

  test('[A4] a request at risk is said first, with no count of its own', () => {
    const spaces = [{ id: ER1, occupancy: open('complet') }];
    expect(leadAlarms({ queue: level('1+'), spaces, duties: [] })[0]).toEqual({ kind: 'admission' });
  });

  test('[A6] each full space is one alarm, a closed one none', () => {
    const spaces = [
      { id: ER1, occupancy: { kind: 'ferme' } as const },
      { id: ER2, occupancy: open('complet') },
    ];
    expect(leadAlarms({ queue: null, spaces, duties: [] })).toEqual([{ kind: 'complet', space: ER2 }]);
  });

  test('[A7] all cells in peril are one alarm with their number', () => {
    expect(leadAlarms({ queue: null, spaces: [], duties: ['en-peril', 'fait', 'en-peril'] })).toEqual([
      { kind: 'peril', cells: 2 },
    ]);
  });
});

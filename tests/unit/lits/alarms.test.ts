import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, plus } from '#shared/kernel/instant';
import { wardAlarms } from '../../../web/routes/lits/alarms.ts';
import { rowsOf } from '../../../web/routes/lits/queue.ts';
import { bed, cleaning, held, HOURS, NOW, request } from './given.ts';

const late = request('P4WT9C', plus(NOW, -18 * HOUR));

function kinds(requests: Parameters<typeof rowsOf>[0], beds: Parameters<typeof rowsOf>[1]): string[] {
  return wardAlarms(rowsOf(requests, beds, NOW, HOURS), beds, NOW).map(({ kind }) => kind);
}

describe('what asks the ward for an answer', () => {
  test('18 h without a bed held is told, with one held it is not (A4)', () => {
    expect(kinds([late], [])).toEqual(['admission']);
    expect(kinds([request('P4WT9C', plus(NOW, -18 * HOUR + 1))], [])).toEqual([]);
    expect(kinds([late], [bed(1, held('P4WT9C', plus(NOW, HOUR)))])).toEqual([]);
  });

  test('a person who waits comes before a hold that ends, which comes before a bed that is not ready', () => {
    const beds = [bed(4, cleaning(plus(NOW, -3 * HOUR))), bed(2, held('K7M2QX', plus(NOW, 20 * MINUTE)))];
    expect(kinds([late], beds)).toEqual(['admission', 'reservation', 'menage']);
  });
});

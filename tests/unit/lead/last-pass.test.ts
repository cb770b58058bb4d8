import { describe, expect, test } from 'vitest';
import type { Slot } from '#shared/kernel/slot';
import type { LeadPass } from '#shared/view/lead';
import { lastPass } from '../../../web/routes/maraudes/last-pass.ts';

const NOON = '2026-11-21T11:00Z' as Slot;
const EVENING = '2026-11-21T17:30Z' as Slot;
function pass(slot: Slot, over: Partial<LeadPass> = {}): LeadPass {
  return { slot, people: '0-4', needs: [], late: false, ...over };
}

describe('last pass of an area', () => {
  test('no pass is no line', () => {
    expect(lastPass([])).toBeNull();
  });

  test('the latest half-hour wins, in whatever order the passes came', () => {
    expect(lastPass([pass(EVENING), pass(NOON, { people: '20+' })])).toEqual(pass(EVENING));
    expect(lastPass([pass(NOON, { people: '20+' }), pass(EVENING)])).toEqual(pass(EVENING));
  });

  test('[K13] two passes of one half-hour are one class, the larger, and never a sum', () => {
    const both = [
      pass(EVENING, { people: '5-9', needs: ['soin'] }),
      pass(EVENING, { needs: ['soin', 'psy'] }),
    ];
    expect(lastPass(both)).toEqual(pass(EVENING, { people: '5-9', needs: ['soin', 'psy'] }));
  });

  test('a half-hour with one pass in time is not late', () => {
    expect(lastPass([pass(EVENING, { late: true }), pass(EVENING)])?.late).toBe(false);
    expect(lastPass([pass(EVENING, { late: true })])?.late).toBe(true);
  });
});

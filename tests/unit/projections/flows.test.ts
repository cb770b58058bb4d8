import { describe, expect, test } from 'vitest';
import { countFlow, MONTHS_KEPT, type FlowMonths } from '#server/projections/flows';
import type { Instant } from '#shared/kernel/instant';
import { code, paris, placement, space } from '../../support/said.ts';
import { territory } from '../../support/served-app.ts';

const { timezone } = territory.rhythm;
type Event = Parameters<typeof countFlow>[1];
const counted = (...events: Event[]): FlowMonths =>
  events.reduce<FlowMonths>((months, event) => countFlow(months, event, timezone), new Map());

const at = paris('12:00');
const of = { code: code('K7WPAR'), at };
const entered = (when: Instant): Event => ({
  type: 'RestSpaceEntered',
  space: space('ER-1'),
  at: when,
  seenAt: when,
});
const undone = (what: 'entree' | 'sortie'): Event => ({
  type: 'RestSpaceCountUndone',
  space: space('ER-1'),
  at,
  what,
  seenAt: at,
});

describe('the counts of a month', () => {
  test('[FLO-1] are those of the wall clock: midnight in Paris begins a month', () => {
    const months = counted(
      entered(paris('23:59', '2026-10-31')),
      entered(paris('00:00', '2026-11-01')),
      entered(paris('00:01', '2026-11-01')),
    );
    expect([...months].map(([month, { visites }]) => [month, visites])).toEqual([
      ['2026-10', 1],
      ['2026-11', 2],
    ]);
  });

  test('[FLO-1] hold each end of a request under its own name, and each step of a placement once', () => {
    const moved = { placement: placement('H4N3PC'), at };
    const months = counted(
      {
        type: 'AdmissionRequested',
        ...of,
        origin: 'maraude',
        needs: [],
        requestedAt: at,
        timeReplaced: false,
        filedBy: 'mobile',
      },
      { type: 'RequestAcknowledged', ...of },
      { type: 'PersonAdmitted', ...of, requestedAt: paris('08:00', '2026-11-19') },
      { type: 'RequestRedirected', ...of, to: 'csapa' },
      { type: 'RequestRefused', ...of, reason: 'doublon' },
      { type: 'RequestWithdrawn', ...of },
      { type: 'RequestLost', ...of },
      { type: 'PlacementOpened', ...moved, sending: 'assore', expertSupport: false },
      { type: 'PlacementAdvanced', ...moved, step: 'accompagnement' },
      { type: 'PlacementAdvanced', ...moved, step: 'entree' },
      { type: 'PlacementEnded', ...moved, end: 'retour' },
    );
    expect(months.get('2026-11')).toEqual({
      visites: 0,
      demandes: 1,
      admissions: 1,
      reorientations: 1,
      'autres-fins': 3,
      placements: 1,
      'entrees-hors-region': 1,
    });
  });

  test('[FLO-2] an arrival that was a slip is no visit; a departure taken back is nothing', () => {
    const months = counted(entered(at), entered(at), undone('entree'), undone('sortie'));
    expect(months.get('2026-11')?.visites).toBe(1);
    expect(counted(undone('entree')).get('2026-11')?.visites).toBe(0);
  });

  test('[FLO-4] are kept for the month under way and the twelve before', () => {
    const years = Array.from({ length: 20 }, (_, index) =>
      entered(
        `${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-15T12:00:00.000Z` as Instant,
      ),
    );
    const months = [...counted(...years).keys()];
    expect([months.length, months[0], months.at(-1)]).toEqual([MONTHS_KEPT, '2025-08', '2026-08']);
  });
});

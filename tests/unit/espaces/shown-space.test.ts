import { describe, expect, test } from 'vitest';
import type { RestSpaceId } from '#shared/kernel/ids';
import { MINUTE, plus } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';
import type { OpenState, RestSpaceEntity } from '../../../web/routes/espaces/entities.ts';
import { shownSpace, wordOf } from '../../../web/routes/espaces/shown-space.ts';
import { arrival, departure, paris } from '../../support/said.ts';

const THRESHOLDS = { tenduPercent: 80, saturePercent: 95 };
const NOW = paris('18:00');
const space = 'ER-1' as RestSpaceId;
const entity = (over: Partial<OpenState> = {}): RestSpaceEntity => ({
  kind: 'rest-space',
  id: space,
  state: {
    kind: 'ouvert',
    present: 24,
    regime: 'jour',
    declaredFull: false,
    services: ['repas'],
    belowZero: false,
    saturatingSince: null,
    ...over,
  },
  jaugeJour: 32,
  jaugeNuit: 22,
  lastSignAt: NOW,
  sheetOf: null,
});
const after = (commands: Command[], from = entity()) =>
  shownSpace(
    from,
    commands.map((command) => ({ command })),
    THRESHOLDS,
  );

describe('what a tablet shows', () => {
  test('is the server’s count and its own that are not in it yet', () => {
    expect(after([arrival('ER-1'), arrival('ER-1'), departure('ER-1')])).toMatchObject({
      present: 25,
      jauge: 32,
    });
    expect(after([arrival('ER-1'), { type: 'UndoCount', space, what: 'entree', seenAt: NOW }])).toMatchObject(
      {
        present: 24,
      },
    );
  });

  test('is never below zero, and says when it should be', () => {
    const none = entity({ present: 0 });
    expect(after([departure('ER-1'), departure('ER-1')], none)).toMatchObject({
      present: 0,
      belowZero: true,
    });
    expect(after([departure('ER-1'), arrival('ER-1'), arrival('ER-1')], none)).toMatchObject({
      present: 1,
      belowZero: false,
    });
  });

  test('follows what was said of the space, up to its closing', () => {
    const said: Command[] = [
      { type: 'SwitchRegime', space, regime: 'nuit' },
      { type: 'SwitchService', space, service: 'repas', on: false },
      { type: 'DeclareFull', space },
    ];
    expect(after(said)).toMatchObject({ regime: 'nuit', jauge: 22, services: [], declaredFull: true });
    expect(
      after([...said, { type: 'CloseRestSpace', space, reason: 'travaux', until: null }, arrival('ER-1')]),
    ).toEqual({
      kind: 'ferme',
      reason: 'travaux',
      until: null,
    });
  });

  test('[R04] without network too, five minutes at 95 % are a saturation', () => {
    const at = (minutes: number) => ({ ...arrival('ER-1'), seenAt: plus(NOW, minutes * MINUTE) });
    const shown = after([at(0), at(0)], entity({ present: 29 }));
    if (shown.kind !== 'ouvert') throw new Error('open');
    expect(wordOf(shown, THRESHOLDS, plus(NOW, 4 * MINUTE))).toBe('tendu');
    expect(wordOf(shown, THRESHOLDS, plus(NOW, 5 * MINUTE))).toBe('sature');
  });
});

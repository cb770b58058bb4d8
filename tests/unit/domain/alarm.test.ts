import { describe, expect, test } from 'vitest';
import type { AlarmKey } from '#shared/domain/alarm/commands';
import type { AlarmAnswers } from '#shared/domain/alarm/answers';
import { isForLeads, raisedAlarms, stateOfAlarm, type RaisedAlarms } from '#shared/domain/alarm/engine';
import type { AlarmFacts } from '#shared/domain/alarm/facts';
import type { BedId } from '#shared/kernel/ids';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { alarmKeySchema } from '#shared/domain/alarm/commands';
import { NO_ALARM_FACTS, THRESHOLDS } from '../../support/alarms.ts';
import { after, decide } from '../../support/dispatch-past.ts';
import { commandId, paris, space, team } from '../../support/said.ts';

const NOON = paris('12:00');
const at = (minutes: number, from = NOON) => plus(from, minutes * MINUTE);
const T2 = team('T2');
const NOTHING: RaisedAlarms = new Map();
const NO_ANSWERS: AlarmAnswers = new Map();

function standing(facts: Partial<AlarmFacts>, now: Instant, before = NOTHING, answers = NO_ANSWERS) {
  return raisedAlarms({ ...NO_ALARM_FACTS, ...facts }, THRESHOLDS, before, answers, now);
}
const keysOf = (alarms: RaisedAlarms) => [...alarms.keys()];
const surface = (lastSignAt: Instant) => ({ teams: [{ team: T2, lastSignAt, exitAt: null }] });

/** Every row with a source: the facts, the moment from which they call, and what calls. */
const ROWS: [row: string, facts: Partial<AlarmFacts>, from: Instant, key: string, priority: string][] = [
  ['A1', { alerts: [{ team: T2, raisedAt: NOON }] }, NOON, 'A1:T2', 'P1'],
  ['A2 at 40 min', surface(NOON), at(40), 'A2:T2', 'P2'],
  ['A2 at 60 min', surface(NOON), at(60), 'A2:T2', 'P1'],
  ['A2 underground', { teams: [{ team: T2, lastSignAt: at(-300), exitAt: NOON }] }, at(10), 'A2:T2', 'P1'],
  ['A3', { unacknowledged: [{ report: commandId(7), filedAt: NOON }] }, at(10), `A3:${commandId(7)}`, 'P2'],
  ['A4', { unreserved: [NOON] }, plus(NOON, 18 * HOUR), 'A4:admissions', 'P2'],
  ['A5', { holds: [{ bed: 'lit-3' as BedId, until: at(120) }] }, at(90), 'A5:lit-3', 'P2'],
  ['A6', { spaces: [{ space: space('ER-1'), saturatedAt: NOON, lastSignAt: NOON }] }, NOON, 'A6:ER-1', 'P2'],
  [
    'A7',
    { unplanned: [{ name: 's-10:2026-11-21:matin', windowEnds: paris('14:00') }] },
    paris('13:00'),
    'A7:s-10:2026-11-21:matin',
    'P2',
  ],
  [
    'A8',
    { missed: [{ name: 's-10:2026-11-21:matin', windowEnded: NOON }] },
    NOON,
    'A8:s-10:2026-11-21:matin',
    'P3',
  ],
  ['A9', { cleanings: [{ bed: 'lit-3' as BedId, since: NOON }] }, at(120), 'A9:lit-3', 'P3'],
  [
    'A10',
    { spaces: [{ space: space('ER-1'), saturatedAt: null, lastSignAt: NOON }] },
    at(120),
    'A10:ER-1',
    'P3',
  ],
  ['A11 wall', { screens: [{ screen: 'mur', goneAt: NOON }] }, NOON, 'A11:mur', 'P2'],
  ['A11 tablet', { screens: [{ screen: space('ER-1'), goneAt: NOON }] }, NOON, 'A11:ER-1', 'P3'],
  ['A12', { feeds: [{ feed: 'transport', everyMin: 5, heardAt: NOON }] }, at(10), 'A12:transport', 'P3'],
  ['A13', { lastReleaseAt: NOON }, at(60), 'A13:couverture', 'P2'],
];

describe.each(ROWS)('%s', (row, facts, from, key, priority) => {
  test('[ALA-1] calls from its own moment on, and not a millisecond before', () => {
    expect(standing(facts, from).get(key as AlarmKey)).toEqual({ priority, since: from, overAt: null });
    const before = standing(facts, plus(from, -1)).get(key as AlarmKey);
    // What happens at once has no delay; the graver silence is warned of before it calls.
    if (['A1', 'A6', 'A8', 'A11 wall', 'A11 tablet'].includes(row)) expect(before?.since).toBe(from);
    else if (row === 'A2 at 60 min') expect(before).toMatchObject({ priority: 'P2' });
    else expect(before).toBeUndefined();
  });

  test('[ALA-1] says the same however long it stands, and stops when its cause is gone', () => {
    const later = standing(facts, plus(from, MINUTE), standing(facts, from));
    expect(later.get(key as AlarmKey)).toEqual({ priority, since: from, overAt: null });
    const gone = standing({}, plus(from, 2 * MINUTE), later).get(key as AlarmKey);
    if (row.startsWith('A2')) expect(gone).toMatchObject({ overAt: plus(from, 2 * MINUTE) });
    else expect(gone).toBeUndefined();
  });

  test('its key is one of the protocol', () => {
    expect(alarmKeySchema.safeParse(key).success).toBe(true);
  });
});

test('[ALA-1] nothing that is not abnormal calls', () => {
  expect(keysOf(standing({}, NOON))).toEqual([]);
});

describe('[ALA-3] a team underground', () => {
  test('[ALA-3] is expected to be silent until ten minutes after its announced exit', () => {
    const teams = [{ team: T2, lastSignAt: at(-180), exitAt: NOON }];
    expect(keysOf(standing({ teams }, at(9)))).toEqual([]);
    expect(standing({ teams }, at(10)).get('A2:T2' as AlarmKey)?.priority).toBe('P1');
  });
});

describe('[ALA-4] a silence that ended', () => {
  const silent = standing(surface(NOON), at(61));
  const heard = (now: Instant, answers = NO_ANSWERS) => standing(surface(at(61)), now, silent, answers);

  test('[ALA-4] is told as over for an hour, and shown so', () => {
    const over = heard(at(62));
    const alarm = over.get('A2:T2' as AlarmKey);
    if (!alarm) throw new Error('it is gone');
    expect(stateOfAlarm('A2:T2' as AlarmKey, alarm, NO_ANSWERS, at(63))).toEqual({
      kind: 'revenue',
      at: at(62),
    });
    const still = (minutes: number) => keysOf(standing(surface(at(minutes)), at(minutes), over));
    expect([still(121), still(122)]).toEqual([['A2:T2'], []]);
  });

  test('[ALA-4] is not told of at all to those who had seen it', () => {
    const seen = { acknowledged: { since: at(60), at: at(61) }, shelved: null };
    expect(keysOf(heard(at(62), new Map([['A2:T2' as AlarmKey, seen]])))).toEqual([]);
  });
});

test('[ALA-5] one cause calls once: two requests at risk are one alarm, raised again by the later', () => {
  const now = plus(NOON, 18 * HOUR);
  const alarms = standing({ unreserved: [NOON, at(-30), at(5)] }, now);
  expect([...alarms]).toEqual([
    ['A4:admissions', { priority: 'P2', since: plus(NOON, 18 * HOUR), overAt: null }],
  ]);
});

test('[ALA-5] leads receive their own rows; the ward’s and the spaces’ are answered where they arise', () => {
  const keys = ROWS.map(([, , , key]) => key as AlarmKey).filter((key) => !isForLeads(key));
  expect(keys).toEqual(['A5:lit-3', 'A9:lit-3', 'A10:ER-1']);
});

describe('what a lead answers', () => {
  const key = 'A2:T2' as AlarmKey;
  const warned = standing(surface(NOON), at(45));
  const state = (alarms: RaisedAlarms, answers: AlarmAnswers, now: Instant) => {
    const alarm = alarms.get(key);
    return alarm && stateOfAlarm(key, alarm, answers, now).kind;
  };
  const acknowledge = (raised: RaisedAlarms, now: Instant) => ({
    command: { type: 'AcknowledgeAlarm', alarm: key } as const,
    now,
    raised,
  });
  const shelve = (raised: RaisedAlarms, now: Instant, minutes: '15' | '30' | '60' = '30') => ({
    command: { type: 'ShelveAlarm', alarm: key, minutes, reason: 'en-cours' } as const,
    now,
    raised,
  });

  test('[ALA-6] acknowledged, it stays so as long as it stands', () => {
    const { answers } = after(acknowledge(warned, at(45)));
    expect(state(warned, NO_ANSWERS, at(45))).toBe('active');
    expect(state(standing(surface(NOON), at(50), warned, answers), answers, at(50))).toBe('acquittee');
    expect(decide(after(acknowledge(warned, at(45))), acknowledge(warned, at(46)))).toEqual({
      ok: true,
      events: [],
    });
  });

  test('[ALA-6] graver, or raised anew, it calls again', () => {
    const { answers } = after(acknowledge(warned, at(45)));
    expect(state(standing(surface(NOON), at(60), warned, answers), answers, at(60))).toBe('active');
    expect(state(standing(surface(at(50)), at(91), warned, answers), answers, at(91))).toBe('active');
  });

  test('[ALA-7] set aside, it comes back by itself when its time is over, as new', () => {
    const { answers } = after(acknowledge(warned, at(45)), shelve(warned, at(46)));
    expect([at(46), plus(at(76), -1)].map((now) => state(warned, answers, now))).toEqual([
      'mise-de-cote',
      'mise-de-cote',
    ]);
    expect(state(warned, answers, at(76))).toBe('active');
    const longest = after(shelve(warned, at(45), '60')).answers.get(key)?.shelved;
    expect(longest?.until).toBe(at(105));
  });

  test('[ALA-7] a P1 is not set aside, and one that was is in sight once it is a P1', () => {
    const loud = standing(surface(NOON), at(60));
    expect(decide(after(), shelve(loud, at(60)))).toMatchObject({ refusal: 'AlarmNotShelvable' });
    const { answers } = after(shelve(warned, at(45), '60'));
    expect(state(loud, answers, at(61))).toBe('active');
  });

  test('[ALA-8] what does not call now is neither acknowledged nor set aside', () => {
    for (const said of [acknowledge(NOTHING, NOON), shelve(NOTHING, NOON)])
      expect(decide(after(), said)).toMatchObject({ refusal: 'AlarmUnknown' });
  });
});

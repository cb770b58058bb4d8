import { describe, expect, test } from 'vitest';
import type { CommandId, StationId } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { Command } from '#shared/wire/up';
import {
  isLate,
  isOpen,
  openAt,
  ownRequests,
  recentStations,
  stepsOf,
  type OwnReport,
} from '../../../web/routes/ratp/own-requests.ts';
import { isServed } from '../../../web/routes/ratp/service-hours.ts';
import { commandId, paris, station } from '../../support/said.ts';

const MERGE = 30;
const told = (over: Partial<OwnReport> = {}): OwnReport => ({
  kind: 'own-report',
  id: commandId(1),
  station: 'st-marx-dormoy' as StationId,
  what: 'groupe',
  sentAt: paris('14:21'),
  acknowledgedAt: null,
  underWay: false,
  closedAt: null,
  outcome: null,
  ...over,
});
const filed = (id: number, at: string, place = 'st-marx-dormoy'): { id: CommandId; command: Command } => ({
  id: commandId(id),
  command: {
    type: 'FileReport',
    origin: 'ratp',
    place: station(place),
    kind: 'autre',
    people: '0-4',
    seenAt: paris(at),
  },
});
const withdrawn = (id: number, report: number): { id: CommandId; command: Command } => ({
  id: commandId(id),
  command: { type: 'WithdrawReport', report: commandId(report) },
});
const shown = (reports: OwnReport[], ...pending: { id: CommandId; command: Command }[]) =>
  ownRequests(reports, pending, MERGE);
const reached = (report: Partial<OwnReport>) => {
  const [request] = shown([told(report)]);
  return request ? stepsOf(request).flatMap(({ step, done }) => (done ? [step] : [])) : [];
};

describe('[P02] the steps of a request', () => {
  test.each([
    [{}, ['envoyee']],
    [{ acknowledgedAt: paris('14:36') }, ['envoyee', 'accusee']],
    [{ acknowledgedAt: paris('14:36'), underWay: true }, ['envoyee', 'accusee', 'en-route']],
    [
      { acknowledgedAt: paris('14:36'), closedAt: paris('15:00'), outcome: 'passage-fait' },
      ['envoyee', 'accusee', 'en-route', 'close'],
    ],
    [{ closedAt: paris('16:21'), outcome: 'expiree' }, ['envoyee', 'close']],
  ] as const)('%o has reached %o', (report, steps) => {
    expect(reached(report)).toEqual(steps);
  });

  test('have their own hour, but for the way: nobody’s arrival can be read', () => {
    const [request] = shown([told({ acknowledgedAt: paris('14:36'), underWay: true })]);
    expect(request && stepsOf(request).map(({ at }) => at)).toEqual([
      paris('14:21'),
      paris('14:36'),
      null,
      null,
    ]);
  });

  test('[P04] do not tell that the coordination knew before: somebody else had asked', () => {
    const [request] = shown([told({ acknowledgedAt: paris('14:02') })]);
    expect(request?.acknowledgedAt).toBe(paris('14:21'));
  });

  test('a request that nobody has acknowledged after ten minutes says so, until somebody does', () => {
    const late = (report: Partial<OwnReport>, now: Instant) =>
      shown([told(report)]).map((request) => isLate(request, now, 10));
    expect(late({}, paris('14:31'))).toEqual([false]);
    expect(late({}, paris('14:32'))).toEqual([true]);
    expect(late({ acknowledgedAt: paris('14:33') }, paris('14:40'))).toEqual([false]);
    expect(late({ closedAt: paris('14:33'), outcome: 'retiree' }, paris('14:40'))).toEqual([false]);
  });

  test('one that has not left this device is not late: nobody could have seen it', () => {
    const [request] = shown([], filed(2, '14:00'));
    expect(request && isLate(request, paris('15:00'), 10)).toBe(false);
    expect(request && stepsOf(request).some(({ done }) => done)).toBe(false);
  });
});

describe('[P03] a second request at the same station', () => {
  test('within thirty minutes joins the first', () => {
    const requests = shown([told()], filed(2, '14:51'));
    expect(requests.map(({ id, onTheWay }) => [id, onTheWay])).toEqual([[commandId(1), 'ajout']]);
  });

  test('after that, or elsewhere, or once the first is over, is another', () => {
    expect(shown([told()], filed(2, '14:52'))).toHaveLength(2);
    expect(shown([told()], filed(2, '14:30', 'st-simplon'))).toHaveLength(2);
    expect(
      shown([told({ closedAt: paris('14:29'), outcome: 'sans-suite' })], filed(2, '14:30')),
    ).toHaveLength(2);
    expect(shown([told()], withdrawn(3, 1), filed(2, '14:30')).filter(isOpen)).toHaveLength(1);
  });

  test('without network, the second joins the one that waits on the device', () => {
    expect(shown([], filed(2, '14:00'), filed(3, '14:20'))).toHaveLength(1);
  });

  test('is known before it is sent', () => {
    const requests = shown([told()]);
    expect(openAt(requests, 'st-marx-dormoy', paris('14:40'), MERGE)?.id).toBe(commandId(1));
    expect(openAt(requests, 'st-marx-dormoy', paris('14:52'), MERGE)).toBeUndefined();
  });
});

describe('[P06] what was said without network', () => {
  test('is shown at once with its own hour, and is not twice there once the server tells of it', () => {
    expect(shown([], filed(1, '14:21'))).toMatchObject([{ transmitted: false, sentAt: paris('14:21') }]);
    expect(shown([told()], filed(1, '14:21'))).toMatchObject([{ transmitted: true, onTheWay: 'rien' }]);
  });

  test('an end said on this device takes the request off the open ones until the server has it', () => {
    const requests = shown([told()], withdrawn(2, 1));
    expect([requests.filter(isOpen).length, requests[0]?.onTheWay]).toEqual([0, 'cloture']);
  });
});

test('[P01] the last stations are those of this post’s own requests, newest first, each once, four at most', () => {
  const names = ['a', 'b', 'a', 'c', 'd', 'e'];
  const reports = names.map((name, index) =>
    told({
      id: commandId(index + 10),
      station: `st-${name}` as StationId,
      sentAt: plus(paris('14:00'), index * MINUTE),
      closedAt: paris('15:00'),
      outcome: 'sans-suite',
    }),
  );
  expect(recentStations(shown(reports))).toEqual(['st-e', 'st-d', 'st-c', 'st-a']);
});

test.each([
  ['06:59', false],
  ['07:00', true],
  ['21:59', true],
  ['22:00', false],
] as const)('at %s teams are out: %s', (hour, served) => {
  expect(isServed({ from: '07:00', to: '22:00' }, 'Europe/Paris', paris(hour))).toBe(served);
});

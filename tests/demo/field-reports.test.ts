import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, elapsed, plus, type Instant } from '#shared/kernel/instant';
import { localMinutesOf } from '#shared/kernel/local-time';
import { fieldReportIntentions } from '../../server/demo/law/field-reports.ts';
import type { FieldReportIntention } from '../../server/demo/law/intention.ts';
import { dispatchMoves } from '../../server/demo/actors/dispatch-moves.ts';
import type { LeadEntity } from '#shared/view/lead';
import { commandId, team, zone } from '../support/said.ts';
import { shippedTerritory } from './pack.ts';

// The field reports of DOMAIN 12, a pinned seed, 365 simulated days.
const territory = shippedTerritory();
const { timezone } = territory.rhythm;
const DAYS = 365;
const FROM = '2025-11-20T23:00:00.000Z' as Instant;
const TO = plus(FROM, DAYS * DAY);

function year(seed: number): FieldReportIntention[] {
  const items: FieldReportIntention[] = [];
  for (const item of fieldReportIntentions(seed, territory, FROM)) {
    if (item.at >= TO) return items;
    items.push(item);
  }
  return items;
}

const items = year(19);
type Of<Kind extends FieldReportIntention['kind']> = Extract<FieldReportIntention, { kind: Kind }>;
const of = <Kind extends FieldReportIntention['kind']>(kind: Kind) =>
  items.filter((item): item is Of<Kind> => item.kind === kind);
const share = (part: number, all: number) => Math.round((100 * part) / all);
const filed = of('report-filed');
const closed = of('report-closed');

test('eight a day, six in ten in the evening, in time order, and the same for the same seed', () => {
  expect(filed.length / DAYS).toBeGreaterThan(7.6);
  expect(filed.length / DAYS).toBeLessThan(8.4);
  const evening = filed.filter(({ at }) => {
    const minutes = localMinutesOf(timezone, at);
    return minutes >= 17 * 60 && minutes < 23 * 60;
  });
  expect(Math.abs(share(evening.length, filed.length) - 60)).toBeLessThanOrEqual(3);
  expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted());
  expect(year(19)).toEqual(items);
});

test.each([
  ['ratp', 45],
  ['riverain', 25],
  ['commerce', 10],
  ['mairie', 10],
  ['partenaire', 10],
] as const)('%s notices %i in a hundred', (origin, percent) => {
  const found = filed.filter((item) => item.origin === origin).length;
  expect(Math.abs(share(found, filed.length) - percent)).toBeLessThanOrEqual(3);
});

test('15 % are unfounded and 25 % find nobody any more', () => {
  const outcome = (wanted: string) =>
    share(closed.filter((item) => item.outcome === wanted).length, closed.length);
  expect(Math.abs(outcome('infonde') - 15)).toBeLessThanOrEqual(3);
  expect(Math.abs(outcome('personne-partie') - 25)).toBeLessThanOrEqual(3);
});

test('somebody is there after three quarters of an hour in the median', () => {
  const since = new Map(filed.map(({ report, at }) => [report, at]));
  const ways = [...of('report-reached'), ...of('mission-reached')]
    .map(({ report, at }) => elapsed(since.get(report) ?? at, at) / MINUTE)
    .sort((a, b) => a - b);
  const median = ways[Math.floor(ways.length / 2)] ?? 0;
  expect(Math.abs(median - 45)).toBeLessThanOrEqual(5);
});

test('a team has one mission at a time', () => {
  const busy = new Map<string, string>();
  for (const item of items) {
    if (item.kind === 'mission-given') {
      expect(busy.get(item.team)).toBeUndefined();
      busy.set(item.team, item.report);
    }
    if (item.kind === 'mission-finished') busy.delete(item.team);
  }
});

test('the simulated lead leaves alone for ten minutes what somebody has touched, then does the next thing', () => {
  const now = plus(FROM, 10 * HOUR);
  const report = (minutes: number): LeadEntity => ({
    kind: 'report',
    id: commandId(7),
    origins: ['riverain'],
    place: zone('z-ourcq'),
    what: 'groupe',
    people: '0-4',
    step: 'recu',
    seenAt: now,
    lastSignAt: plus(now, -minutes * MINUTE),
    expiresAt: null,
    acknowledgedAt: null,
    to: null,
    outcome: null,
    closedAt: null,
  });
  expect(dispatchMoves([report(9)], now)).toEqual([]);
  expect(dispatchMoves([report(10)], now).map(({ command }) => command)).toEqual([
    { type: 'AcknowledgeReport', report: commandId(7) },
  ]);
});

test('a simulated team takes what it was given, and nobody else answers for it', () => {
  const now = plus(FROM, 10 * HOUR);
  const mission: LeadEntity = {
    kind: 'mission',
    id: commandId(8),
    team: team('T2'),
    place: zone('z-ourcq'),
    report: null,
    givenAt: plus(now, -10 * MINUTE),
    state: { kind: 'donnee' },
  };
  expect(dispatchMoves([mission], now)).toEqual([
    {
      about: commandId(8),
      from: { kind: 'team', team: 'T2' },
      command: { type: 'TakeMission', mission: commandId(8) },
    },
  ]);
});

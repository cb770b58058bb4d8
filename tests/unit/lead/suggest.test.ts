import { describe, expect, test } from 'vitest';
import type { Place } from '#shared/domain/pass/commands';
import type { SectorId, StationId, TeamId, ZoneId } from '#shared/kernel/ids';
import { MINUTE, plus, type Instant } from '#shared/kernel/instant';
import { suggest, type Candidate, type Geography } from '../../../web/routes/maraudes/suggest.ts';

const NOW = '2026-11-21T18:12:00.000Z' as Instant;
const zone = (id: string): Place => ({ kind: 'zone', id: id as ZoneId });
const station = (id: string): Place => ({ kind: 'station', id: id as StationId });

/** here – beside – same sector … far */
const MAP: Geography = {
  zones: [
    { id: 'z-here' as ZoneId, sector: 's-a' as SectorId, beside: ['z-beside' as ZoneId] },
    { id: 'z-beside' as ZoneId, sector: 's-b' as SectorId, beside: ['z-here' as ZoneId] },
    { id: 'z-sector' as ZoneId, sector: 's-a' as SectorId, beside: [] },
    { id: 'z-far' as ZoneId, sector: 's-c' as SectorId, beside: [] },
  ],
  stations: [{ id: 'st-here' as StationId, zone: 'z-here' as ZoneId }],
};

function team(id: string, over: Partial<Candidate> = {}): Candidate {
  return {
    team: id as TeamId,
    undergroundAllowed: true,
    tour: 'ouverte',
    hasMission: false,
    inTrouble: false,
    status: 'disponible',
    minutes: 5,
    place: zone('z-far'),
    exitAt: null,
    wasAt: [],
    ...over,
  };
}
const order = (candidates: Candidate[], to = zone('z-here')) =>
  suggest(to, candidates, MAP, NOW).map((each) => each.team as string);
const reasons = (candidate: Candidate, to = zone('z-here')) => suggest(to, [candidate], MAP, NOW)[0];

describe('who could go', () => {
  test('available and near is first, then near, then far', () => {
    expect(
      order([
        team('T1'),
        team('T2', { place: zone('z-sector') }),
        team('T3', { place: zone('z-beside') }),
        team('T4', { place: zone('z-here') }),
      ]),
    ).toEqual(['T4', 'T3', 'T2', 'T1']);
  });

  test('who finishes soon in the next zone comes before who has just begun there, after who is free', () => {
    const near = { place: zone('z-beside'), status: 'sur-place' as const };
    expect(
      order([
        team('T1', { ...near, minutes: 2 }),
        team('T2', { ...near, minutes: 25 }),
        team('T3', { place: zone('z-beside') }),
      ]),
    ).toEqual(['T3', 'T2', 'T1']);
  });

  test('each says why: dispo, zone voisine', () => {
    expect(reasons(team('T1', { place: zone('z-beside') }))).toEqual({
      team: 'T1',
      can: true,
      reasons: ['disponible', 'zone-voisine'],
    });
    expect(reasons(team('T1', { status: 'sous-terre', exitAt: plus(NOW, 10 * MINUTE) }))?.reasons).toContain(
      'sort-bientot',
    );
    expect(reasons(team('T1', { status: 'sous-terre', exitAt: plus(NOW, 40 * MINUTE) }))?.reasons).toContain(
      'sous-terre',
    );
  });

  test('of two that weigh the same, the one that was already there today is first', () => {
    expect(order([team('T1'), team('T2', { wasAt: [zone('z-here')] })])).toEqual(['T2', 'T1']);
    expect(reasons(team('T2', { wasAt: [zone('z-here')] }))?.reasons).toContain('deja-la');
  });

  test('who may not go underground cannot go to a station', () => {
    const surface = team('T1', { undergroundAllowed: false });
    expect(reasons(surface, station('st-here'))).toEqual({
      team: 'T1',
      can: false,
      reasons: ['pas-sous-terre'],
    });
    expect(reasons(surface)?.can).toBe(true);
  });

  test('a station is near whom its zone is near', () => {
    expect(reasons(team('T1', { place: zone('z-beside') }), station('st-here'))?.reasons).toContain(
      'zone-voisine',
    );
  });

  test.each([
    ['en-mission', { hasMission: true }],
    ['hors-tournee', { tour: 'finie' }],
    ['hors-tournee', { tour: 'pas-commencee' }],
    ['sans-signe', { inTrouble: true }],
  ] as const)('%s: it is listed last, and cannot', (reason, over) => {
    const all = suggest(zone('z-here'), [team('T1', over), team('T2')], MAP, NOW);
    expect(all.map((each) => each.team)).toEqual(['T2', 'T1']);
    expect(all[1]).toEqual({ team: 'T1', can: false, reasons: [reason] });
  });

  test('[K12] where a team’s place is not known nothing is said of near or far', () => {
    expect(reasons(team('T1', { place: null }))?.reasons).toEqual(['disponible']);
  });

  test('teams that weigh the same keep their order', () => {
    expect(order([team('T3'), team('T1'), team('T2')])).toEqual(['T3', 'T1', 'T2']);
  });
});

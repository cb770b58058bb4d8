import { describe, expect, test } from 'vitest';
import type { PlacementStep } from '#shared/domain/placement/commands';
import type { Instant } from '#shared/kernel/instant';
import {
  closedOnes,
  mayAsk,
  mayTakeBack,
  nextStep,
  openOnes,
  type PlacementEntity,
} from '../../../web/routes/lits/aval/placements.ts';
import { byRegion, silentRegions, type ResidencesEntity } from '../../../web/routes/lits/aval/residences.ts';
import { inOrder, type OutingEntity } from '../../../web/routes/lits/unites/outings.ts';
import { commandId, hospitalTeam, paris, placement } from '../../support/said.ts';

function outing(n: number, askedAt: Instant, answerBy: Instant, state: OutingEntity['state']): OutingEntity {
  return { kind: 'outing', id: commandId(n), hospitalTeam: hospitalTeam('EMH-1'), askedAt, answerBy, state };
}

test('outings that wait for an answer come first, the one owed first; then accepted ones; then the last that ended', () => {
  const relève = paris('21:00');
  const list = [
    outing(1, paris('10:00'), paris('14:00'), { kind: 'faite', at: paris('13:00') }),
    outing(2, paris('15:00'), relève, { kind: 'acceptee', at: paris('15:10') }),
    outing(3, paris('18:00'), relève, { kind: 'demandee' }),
    outing(4, paris('13:30'), paris('14:00'), { kind: 'demandee' }),
    outing(5, paris('11:00'), paris('14:00'), { kind: 'retiree', at: paris('16:00') }),
  ];
  expect(inOrder(list).map(({ id }) => id)).toEqual([4, 3, 2, 5, 1].map(commandId));
});

function at(step: PlacementStep, asked: PlacementEntity['asked'] = []): PlacementEntity {
  return {
    kind: 'placement',
    code: placement('K7WPAR'),
    sending: 'assore',
    expertSupport: false,
    openedAt: paris('08:00', '2026-11-01'),
    step,
    stepSince: paris('08:00', '2026-11-10'),
    asked,
    end: null,
    closedAt: null,
  };
}
const brittany = { region: 'BRE', residence: 'communaute-therapeutique' } as const;
const waiting = [{ ...brittany, answer: 'en-attente' }] as const;
const agreed = [{ ...brittany, answer: 'acceptee' }] as const;

describe('what a placement may do', () => {
  test('it goes one step forward', () => {
    expect(nextStep(at('reperage'))).toEqual({ kind: 'etape', step: 'accord' });
    expect(nextStep(at('entree'))).toEqual({ kind: 'etape', step: 'suivi-conjoint' });
  });

  test('no date is fixed before an establishment has agreed', () => {
    expect(nextStep(at('concertation', [...waiting]))).toEqual({
      kind: 'accord-manquant',
      step: 'date-fixee',
    });
    expect(nextStep(at('concertation', [...agreed]))).toEqual({ kind: 'etape', step: 'date-fixee' });
  });

  test('after the last step there is its end and nothing else', () => {
    expect(nextStep(at('suivi-conjoint'))).toEqual({ kind: 'fin' });
  });

  test('establishments are asked from the choice on, in parallel, until one agrees', () => {
    expect(mayAsk(at('evaluation'))).toBe(false);
    expect(mayAsk(at('choix', [...waiting]))).toBe(true);
    expect(mayAsk(at('dossier', [...agreed]))).toBe(false);
  });

  test('an agreement may be taken back until a date stands on it', () => {
    expect(mayTakeBack(at('concertation', [...agreed]))).toBe(true);
    expect(mayTakeBack(at('date-fixee', [...agreed]))).toBe(false);
  });

  test('the longest in its step comes first; a closed one is apart', () => {
    const old = { ...at('choix'), code: placement('H4N3PC'), stepSince: paris('08:00', '2026-11-02') };
    const closed = {
      ...at('choix'),
      code: placement('B2VQ6F'),
      end: 'sortie',
      closedAt: paris('08:00'),
    } as const;
    expect(openOnes([at('choix'), closed, old]).map(({ code }) => code)).toEqual(['H4N3PC', 'K7WPAR']);
    expect(closedOnes([at('choix'), closed, old]).map(({ code }) => code)).toEqual(['B2VQ6F']);
  });
});

test('places are said region by region in the order of the pack, and a silent region is named', () => {
  const regions = (['BRE', 'COR', 'NAQ'] as const).map((id) => ({ id, name: id, toConfirm: id === 'COR' }));
  const report = (region: 'BRE' | 'NAQ', residence: ResidencesEntity['residence']): ResidencesEntity => ({
    kind: 'residences',
    region,
    residence,
    establishments: 1,
    free: 1,
    conditions: [],
    confirmedAt: paris('08:00'),
  });
  const reports = [
    report('NAQ', 'soins-de-readaptation'),
    report('NAQ', 'centre-therapeutique'),
    report('BRE', 'communaute-therapeutique'),
  ];
  expect(
    byRegion(regions, reports).map(({ region, reports: own }) => [
      region.id,
      own.map((each) => each.residence),
    ]),
  ).toEqual([
    ['BRE', ['communaute-therapeutique']],
    ['NAQ', ['centre-therapeutique', 'soins-de-readaptation']],
  ]);
  expect(silentRegions(regions, reports).map(({ id }) => id)).toEqual(['COR']);
});

import type { EmittedBedState } from '#shared/codes/bed-states';
import type { NatureCode } from '#shared/codes/ror-capacity';
import type { Instant } from '#shared/kernel/instant';
import { slotStart } from '#shared/kernel/slot';
import type { RestSpaceFacts } from '#shared/territory/schema';
import type { Band, FreeBeds, SourceAge } from '#shared/view/capacity';

export type StateCounts = readonly (readonly [EmittedBedState, number])[];

/** What one view says that one service can take in, as exactly as that view says it. */
export type Capacity = {
  readonly id: string;
  readonly name: string;
  readonly nature: NatureCode;
  /** The states that the view tells exactly. What has no date has no number: a reader would take it for today's. */
  readonly counted: { readonly states: StateCounts; readonly at: Instant } | null;
  /** The released class of what is available, where it is told as one. */
  readonly band: Band | FreeBeds | null;
  readonly freshness: SourceAge['freshness'] | null;
  /** Null when nobody has said. */
  readonly open: boolean | null;
  /** The expected end of a closure, where it is told. */
  readonly reopensAt: Instant | null;
  readonly hours: RestSpaceFacts['hours'] | null;
};

/** A service of which nothing is said. */
export function untold(id: string, name: string, nature: NatureCode): Capacity {
  return {
    id,
    name,
    nature,
    counted: null,
    band: null,
    freshness: 'inconnu',
    open: null,
    reopensAt: null,
    hours: null,
  };
}

type Told = Pick<Capacity, 'counted' | 'freshness'>;

export function saidAt(at: Instant | null, states: StateCounts): Told {
  return at === null ? { counted: null, freshness: 'inconnu' } : { counted: { states, at }, freshness: null };
}

/** The same where the source's age is a class: while it is fresh it is dated by the audience's own tick, `asOf`. */
export function toldAsOf(source: SourceAge, asOf: Instant, states: StateCounts): Told {
  const { freshness } = source;
  switch (source.freshness) {
    case 'frais':
    case 'vieillissant':
      return { counted: { states, at: asOf }, freshness };
    case 'perime':
      return { counted: { states, at: slotStart(source.since) }, freshness };
    case 'inconnu':
      return { counted: null, freshness };
  }
}

/** The states of installed places: what is neither available nor occupied is closed, and whoever is above is on added ones. */
export function statesOf(installed: number, available: number, present: number): StateCounts {
  const occupied = Math.min(present, installed);
  return [
    ['01', installed],
    ['02', available],
    ['03', occupied],
    ['05', installed - available - occupied],
    ...(present > occupied ? ([['06', present - occupied]] as const) : []),
  ];
}

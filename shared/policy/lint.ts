import type { Territory } from '../territory/schema.ts';
import {
  exactIsRare,
  noViewForPower,
  operatorSeesItsStations,
  peopleAreForLeads,
} from './check-audiences.ts';
import { chainsEnd, delaysGrow, partitionsCoarsen } from './check-chains.ts';
import { classesNest, emptiestClassHides, sharesAreCoarse, smallGroupsMerge } from './check-classes.ts';
import { coverageHasOneWindow, sealsAreFinal, ticksAlign } from './check-clock.ts';
import { livesAreShort } from './check-lives.ts';
import { areasAreLarge, groupsAreLarge } from './check-places.ts';
import { hashIsShown, twoApproved } from './check-signature.ts';
import { messagesHoldNoPoint, revisionsAreOwn } from './check-wire.ts';
import { forbiddenWordsAreNowhere } from './check-words.ts';
import type { PolicyDraft } from './draft.ts';
import type { Flaw, PolicyFacts, Subject } from './finding.ts';

type Invariant = {
  readonly says: string;
  /** Null: it is of the second phase, and nothing is checked yet. */
  readonly check: ((subject: Subject) => Flaw[]) | null;
};

/** The invariants of a release policy (PRIVACY 13), by their numbers. */
export const INVARIANTS = {
  V1: { says: 'every chain is acyclic and ends at seal or exact', check: chainsEnd },
  V2: { says: 'a weaker partition coarsens the stronger by table', check: partitionsCoarsen },
  V3: { says: 'delays never shrink down a chain', check: delaysGrow },
  V4: { says: 'ticks are multiples, with one origin', check: ticksAlign },
  V5: { says: 'class edges are a subset of the stronger', check: classesNest },
  V6: { says: 'people edges: 0, then 5 or more', check: smallGroupsMerge },
  V7: { says: 'people, needs, presence, missions: leads only', check: peopleAreForLeads },
  V8: { says: 'the emptiest class hides 11 occupancies', check: emptiestClassHides },
  V9: { says: 'passes, exact values and codes only where allowed', check: exactIsRare },
  V10: { says: 'no message holds a place beside a number', check: messagesHoldNoPoint },
  V11: { says: 'frames have one size (second phase)', check: null },
  V12: { says: 'areas large, in one piece, one zone per cell', check: areasAreLarge },
  V13: { says: 'groups of 3 stations or more, each in one', check: groupsAreLarge },
  V14: { says: 'no correction, nothing for late passes', check: sealsAreFinal },
  V15: { says: 'every event has a class, no life too long', check: livesAreShort },
  V16: { says: 'no forbidden word anywhere', check: forbiddenWordsAreNowhere },
  V17: { says: 'one window and one tick for all coverage', check: coverageHasOneWindow },
  V18: { says: 'ratp: no surface, no beds, no requests', check: operatorSeesItsStations },
  V19: { says: 'the hash shown is the hash of the policy', check: hashIsShown },
  V20: { says: 'two approvals', check: twoApproved },
  V21: { says: 'no revision is a position of the log', check: revisionsAreOwn },
  V22: { says: 'share weekly, k 11 or more', check: sharesAreCoarse },
  V23: { says: 'no view for administrators, no police role', check: noViewForPower },
} as const satisfies Record<string, Invariant>;
export type InvariantId = keyof typeof INVARIANTS;

/** One thing that is wrong in a policy, and whether it stops a server that would apply it. */
export type Finding = {
  readonly invariant: InvariantId;
  readonly path: string;
  readonly reason: string;
  readonly severity: 'error' | 'warning';
};

/**
 * Everything that is wrong in a policy for this territory and this product; empty when it may be applied. Without a
 * territory the rules on places are not run: nothing may be served so.
 */
export function lintPolicy(
  policy: PolicyDraft,
  territory: Territory | undefined,
  facts: PolicyFacts,
): Finding[] {
  const subject: Subject = { policy, territory, facts };
  return (Object.keys(INVARIANTS) as InvariantId[]).flatMap((invariant) =>
    (INVARIANTS[invariant].check?.(subject) ?? []).map((flaw) => ({
      severity: 'error' as const,
      ...flaw,
      invariant,
    })),
  );
}

/** One line, as a person reads it: `V3: roles.wall.surface.delay_min: reason`. */
export function lineOf({ invariant, path, reason }: Finding): string {
  return `${invariant}: ${path}: ${reason}`;
}

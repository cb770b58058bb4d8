import type { Instant } from '../../kernel/instant.ts';
import type { PlacementCommand } from '../placement/commands.ts';
import { facts, type Decision } from '../refusal.ts';
import type { ResidencesEvent } from './events.ts';
import type { ResidencesState } from './state.ts';

export type ReportResidences = Extract<PlacementCommand, { type: 'ReportResidences' }>;

/** A report is never refused, and the same one again is a sign: it dates what it says. */
export function decideResidences(
  { region, residence, establishments, free, conditions }: ReportResidences,
  _state: ResidencesState,
  { now: at }: { readonly now: Instant },
): Decision<ResidencesEvent> {
  return facts({ type: 'ResidencesReported', region, residence, at, establishments, free, conditions });
}

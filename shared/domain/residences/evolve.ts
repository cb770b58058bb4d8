import { assertNever } from '../../kernel/assert-never.ts';
import type { ResidencesEvent } from './events.ts';
import type { ResidencesState } from './state.ts';

/** What a fact changes in what residences say of themselves. */
export function evolveResidences(state: ResidencesState, event: ResidencesEvent): ResidencesState {
  switch (event.type) {
    case 'ResidencesReported': {
      const { region, residence, establishments, free, conditions, at } = event;
      const report = { region, residence, establishments, free, conditions, confirmedAt: at };
      return new Map(state).set(`${region}:${residence}`, report);
    }
    case 'ResidencesCarried':
      return new Map(event.reports);
    default:
      return assertNever(event);
  }
}

import { decideDispatch } from '#shared/domain/dispatch/decide';
import { evolveDispatch } from '#shared/domain/dispatch/evolve';
import { initialDispatch, type DispatchState } from '#shared/domain/dispatch/state';
import { dispatchContext, type Said } from './dispatch.ts';

/** What one of them answers to another. */
export function decide(state: DispatchState, { command, ...context }: Said) {
  return decideDispatch(command, state, dispatchContext(context));
}

/** What is true after these were said, one after the other; a refusal stops the test. */
export function after(...said: readonly Said[]): DispatchState {
  return afterThat(initialDispatch, ...said);
}

export function afterThat(state: DispatchState, ...said: readonly Said[]): DispatchState {
  return said.reduce((known, each) => {
    const decision = decide(known, each);
    if (!decision.ok) throw new Error(`refused: ${decision.refusal}`);
    return decision.events.reduce(evolveDispatch, known);
  }, state);
}

import { expect } from 'vitest';
import type { Decision, RefusalKind } from '#shared/domain/refusal';

/** The three functions of an aggregate, and what its decisions need to know. */
export type Decider<Command, State, Event, Context> = {
  decide: (command: Command, state: State, context: Context) => Decision<Event>;
  evolve: (state: State, event: Event) => State;
  initial: State;
};

/**
 * Rules as sentences: `given(facts).when(command).then(facts)`. The context is the one given here unless `when` says
 * otherwise.
 */
export function givenFor<Command, State, Event, Context extends object>(
  decider: Decider<Command, State, Event, Context>,
  usual: Context,
) {
  return function given(...past: readonly Event[]) {
    const state = past.reduce(decider.evolve, decider.initial);
    return {
      /** What is true once these facts have happened. */
      state,
      when: (command: Command, context: Partial<Context> = {}) => {
        const decision = decider.decide(command, state, { ...usual, ...context });
        return {
          then: (...events: readonly Event[]) => expect(decision).toEqual({ ok: true, events }),
          thenNothing: () => expect(decision).toEqual({ ok: true, events: [] }),
          /** With the free beds that the refusal names, and none when it names none. */
          thenRefused: (refusal: RefusalKind, alternatives?: readonly string[]) =>
            expect(decision).toEqual({ ok: false, refusal, alternatives }),
          /** What is true once what was decided has happened. */
          thenState: () => (decision.ok ? decision.events : []).reduce(decider.evolve, state),
        };
      },
    };
  };
}

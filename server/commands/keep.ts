import type { Decision } from '#shared/domain/refusal';
import type { AdmissionCode, CommandId, PlacementCode } from '#shared/kernel/ids';
import type { Ack } from '#shared/wire/ack';
import type { Aggregate } from './aggregates.ts';
import type { Draft } from './draft.ts';
import type { LogEvent } from './event.ts';

/** What is kept of an answer and given again to a repeat; the id is the sender's own. */
export type Outcome =
  Extract<Ack, { outcome: 'accepted' | 'refused' }> extends infer A
    ? A extends Ack
      ? Omit<A, 'id'>
      : never
    : never;

/** Adds what was decided to the draft: its facts, or its refusal, so that a repeat gets the same answer. */
export function keep<State, Event extends LogEvent>(
  draft: Draft,
  id: CommandId,
  stream: Aggregate<State, Event>,
  decision: Decision<Event>,
  code?: AdmissionCode | PlacementCode,
): Outcome {
  const outcome: Outcome = decision.ok
    ? { outcome: 'accepted', ...(code === undefined ? {} : { code }) }
    : {
        outcome: 'refused',
        refusal: decision.refusal,
        ...(decision.alternatives && { alternatives: decision.alternatives }),
      };
  draft.add(id, stream, decision.ok ? decision.events : [], outcome);
  return outcome;
}

import { restSpaceStream } from '#server/commands/aggregates';
import { restSpaceContext } from '#server/commands/contexts';
import { World } from '#server/commands/world';
import type { EventRecord } from '#server/log/event-log';
import { restSpaceCommandSchema } from '#shared/domain/rest-space/commands';
import { decideRestSpace } from '#shared/domain/rest-space/decide';
import type { RestSpaceEvent } from '#shared/domain/rest-space/events';
import type { CommandId, RestSpaceId } from '#shared/kernel/ids';
import type { Territory } from '#shared/territory/schema';
import { policy } from '../support/served-app.ts';
import type { Ledger } from './device.ts';

const STREAM = 'rest-space:';

/**
 * The facts of rest spaces that would not be decided on what stands right before them in the log: whoever kept them looked
 * at a past that was over. The count of a space is where two doors meet, and its rule needs nothing but its own stream.
 */
export function outdated(records: readonly EventRecord[], { answered }: Ledger, pack: Territory): string[] {
  const context = new World(pack, policy.policy);
  const states = new Map<string, ReturnType<typeof restSpaceStream>['initial']>();
  const found: string[] = [];
  for (const { stream, position, event, commandId } of records) {
    if (!stream.startsWith(STREAM)) continue;
    const aggregate = restSpaceStream(stream.slice(STREAM.length) as RestSpaceId);
    const state = states.get(stream) ?? aggregate.initial;
    // Written by the server under test: what is wrong with it is what this looks for.
    const fact = event as RestSpaceEvent;
    const command = restSpaceCommandSchema.safeParse(answered.get(commandId as CommandId)?.command).data;
    if (command && 'at' in fact) {
      const decision = decideRestSpace(command, state, restSpaceContext(context, fact.at));
      if (!decision.ok) found.push(`${command.type} at ${position} should be refused: ${decision.refusal}`);
      else if (JSON.stringify(decision.events) !== JSON.stringify([fact]))
        found.push(`${command.type} at ${position} is ${fact.type}, and would be something else`);
    }
    states.set(stream, aggregate.evolve(state, fact));
  }
  return found;
}

import { plus, type Instant } from '#shared/kernel/instant';
import { restatedCapacity } from '#server/release/capacity';
import {
  capacityStream,
  closuresStream,
  d2oStream,
  dispatchStream,
  restSpaceStream,
  retentionStream,
} from '#server/commands/aggregates';
import type { Draft } from '#server/commands/draft';
import type { World } from '#server/commands/world';
import { carryDownstream, outingsOffScreens } from './carry-downstream.ts';
import { codedOffScreens, erasuresDue, hourOf } from './due.ts';
import { SETTLES_WITHIN_MS } from './lives.ts';

/** Whether an hour has begun since the last one carried, or since the first fact of a log. */
export function isRetentionDue(world: World, at: Instant): boolean {
  const last = world.state(retentionStream).hours.at(-1)?.at ?? (world.latest && hourOf(world.latest));
  return last !== null && last < at;
}

/**
 * Once an hour: what is current is restated without its history, then what is over is declared erased. In one group,
 * so that a log never holds a cut without what carries the state over it. Every id is made of the hour: done twice,
 * or on two nodes, it is recorded once.
 */
export function recordRetention(draft: Draft, world: World, at: Instant): void {
  const state = world.state(retentionStream);
  const { closings } = world;
  const due = erasuresDue(state, at, world.position, closings, world.codedPositions);

  for (const { id: space } of world.territory.services.restSpaces) {
    const stream = restSpaceStream(space);
    if (world.version(stream.stream) === 0) continue;
    draft.add(`carry:${space}:${at}`, stream, [
      {
        type: 'RestSpaceCarried',
        space,
        at,
        state: world.state(stream),
        saturatingSince: world.saturating.get(space) ?? null,
      },
    ]);
  }
  if (world.version(d2oStream.stream) > 0) {
    const { beds, confirmedAt } = world.state(d2oStream);
    draft.add(`carry:d2o:${at}`, d2oStream, [{ type: 'WardCarried', at, beds: [...beds], confirmedAt }]);
  }
  carryDownstream(draft, world, at);
  if (world.version(dispatchStream.stream) > 0)
    draft.add(`carry:dispatch:${at}`, dispatchStream, [{ type: 'DispatchCarried', at }]);
  if (world.version(closuresStream.stream) > 0) {
    const closures = world.state(closuresStream);
    draft.add(`carry:closures:${at}`, closuresStream, [{ type: 'ClosuresTold', at, closures }]);
  }
  if (due.some(({ retention }) => retention === 'r13m')) {
    const released = restatedCapacity(world.state(capacityStream), at);
    if (released.length > 0) draft.add(`carry:capacity:${at}`, capacityStream, released);
  }
  const revisions = world.views.revisionsWithout([
    ...codedOffScreens(closings, at),
    ...outingsOffScreens(world, at),
    ...world.dispatchOffScreens(at),
  ]);
  const before = state.hours.at(-1);
  // After a long stop the views tell of passes that are about to be erased: nobody may go on from then.
  const isContinuous = before === undefined || plus(before.at, SETTLES_WITHIN_MS) >= at;
  draft.add(`carry:${at}`, retentionStream, [
    {
      type: 'Carried',
      at,
      after: world.position,
      restated: draft.appends.reduce((count, { events }) => count + events.length, 0),
      revisions,
      settled: isContinuous ? state.revisions : revisions,
      weeks: [...world.weeks],
      room: [...world.room],
      flows: [...world.flows],
      wardWeeks: [...world.wardWeeks],
    },
  ]);
  for (const erased of due) draft.add(`erase:${erased.retention}:${at}`, retentionStream, [erased]);
}

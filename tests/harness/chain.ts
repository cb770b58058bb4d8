import { decidePass } from '#shared/domain/pass/decide';
import { evolveSlot } from '#shared/domain/pass/evolve';
import { initialSlot, type SlotState } from '#shared/domain/pass/state';
import type { CommandId } from '#shared/kernel/ids';
import { instantAt, MINUTE, type Instant } from '#shared/kernel/instant';
import { SLOT_MS, slotAfter, slotEnd, slotOf, type Slot } from '#shared/kernel/slot';
import type { Policy } from '#shared/policy/schema';
import { createPlaces, type Places } from '#shared/territory/places';
import type { Territory } from '#shared/territory/schema';
import { createWindows } from '#shared/territory/windows';
import {
  evolveCoverage,
  NOTHING_RELEASED,
  releaseTick,
  type Sealed,
  type WindowOf,
} from '#server/release/coverage';
import type { CoverageReleased } from '#server/release/events';
import type { Declared, Night } from './night.ts';

export type Ground = {
  readonly territory: Territory;
  readonly policy: Policy;
  readonly places: Places;
  readonly windowOf: WindowOf;
};

/** What a build is given to work with. `windowOf` remembers its answers: twin runs ask the same thousand times. */
export function groundFor(territory: Territory, policy: Policy): Ground {
  const windows = createWindows(territory.rhythm);
  const known = new Map<Slot, ReturnType<WindowOf>>();
  const windowOf: WindowOf = (slot) => {
    let window = known.get(slot);
    if (window === undefined) known.set(slot, (window = windows.windowOf(slot)));
    return window;
  };
  return { territory, policy, places: createPlaces(territory), windowOf };
}

/** What was published of each half-hour. Passes refused or late are left out by the product's own decision. */
export function sealsOf(ground: Ground, declared: readonly Declared[]): Map<Slot, Sealed> {
  const { policy, places } = ground;
  const context = (id: CommandId, now: Instant) => ({
    id,
    now,
    places,
    sealAfterMin: policy.clock.seal_after_min,
    acceptPreviousSlots: policy.capture.accept_previous_slots,
  });
  const states = new Map<Slot, SlotState>();
  const sealAt = (slot: Slot) => Date.parse(slotEnd(slot)) + policy.clock.seal_after_min * MINUTE;
  for (const { id, at, command } of declared) {
    // A seal is decided at its moment: what comes after it is late, and changes no seal.
    if (at >= sealAt(command.slot)) continue;
    const state = states.get(command.slot) ?? initialSlot;
    const decision = decidePass(command, state, context(id, instantAt(at)));
    if (decision.ok) states.set(command.slot, decision.events.reduce(evolveSlot, state));
  }
  const seals = new Map<Slot, Sealed>();
  for (const [slot, state] of states) {
    const decision = decidePass(
      { type: 'SealSlot', slot },
      state,
      context('' as CommandId, instantAt(sealAt(slot))),
    );
    const sealed = (decision.ok ? decision.events : []).reduce(evolveSlot, state).sealed;
    if (sealed) seals.set(slot, sealed);
  }
  return seals;
}

/**
 * The coverage releases of a night, by the product's pure functions alone: what the recorded night must equal, byte for
 * byte, and cheap enough to be run again without each pass.
 */
export function releasesFrom(
  ground: Ground,
  declared: readonly Declared[],
  { from, to }: Pick<Night, 'from' | 'to'>,
): CoverageReleased[] {
  const { policy, places, windowOf } = ground;
  const seals = sealsOf(ground, declared);
  const released: CoverageReleased[] = [];
  let state = NOTHING_RELEASED;
  for (let at = from; at <= to; at += SLOT_MS) {
    const tick = instantAt(at);
    const lastSealed = slotAfter(slotOf(instantAt(at - policy.clock.seal_after_min * MINUTE)), -1);
    const sealOf = (slot: Slot): Sealed =>
      (slot <= lastSealed ? seals.get(slot) : undefined) ?? { zones: [], stations: [] };
    const now = releaseTick(tick, state, policy, windowOf, sealOf, places);
    state = now.reduce(evolveCoverage, state);
    released.push(...now);
  }
  return released;
}

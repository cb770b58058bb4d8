import type { PassEvent } from '#shared/domain/pass/events';
import type { CommandId } from '#shared/kernel/ids';
import { slotAfter, type Slot } from '#shared/kernel/slot';
import type { LeadPass } from '#shared/view/lead';

type KnownPass = LeadPass & { readonly pass: CommandId };
/** Passes of the last day by zone or station, oldest slot first. */
export type PassesByPlace = ReadonlyMap<string, readonly KnownPass[]>;

const KEPT_SLOTS = 48;

/** After a pass or its withdrawal. `late`: its slot was sealed when it came. Returns the place that changed, if any. */
export function passesAfter(
  before: PassesByPlace,
  event: PassEvent,
  late: boolean,
): { passes: PassesByPlace; changed: string | null } {
  switch (event.type) {
    case 'PassDeclared': {
      const { pass, place, slot, people, needs } = event;
      const oldest = slotAfter(slot, 1 - KEPT_SLOTS);
      const known = (before.get(place.id) ?? []).filter((other) => other.slot >= oldest);
      const declared = { pass, slot, people, needs, late };
      // They are in this order already: only the new one looks for its place.
      const at = known.findLastIndex((other) => bySlotThenContent(other, declared) <= 0) + 1;
      const after = known.toSpliced(at, 0, declared);
      return { passes: new Map(before).set(place.id, after), changed: place.id };
    }
    case 'PassWithdrawn': {
      const after = (before.get(event.place.id) ?? []).filter(({ pass }) => pass !== event.pass);
      return { passes: new Map(before).set(event.place.id, after), changed: event.place.id };
    }
    case 'SlotSealed':
      return { passes: before, changed: null };
  }
}

/** Without what is older than a day before this slot. Returns the places that lost something. */
export function passesSince(before: PassesByPlace, slot: Slot): { passes: PassesByPlace; changed: string[] } {
  const oldest = slotAfter(slot, -KEPT_SLOTS);
  const changed: string[] = [];
  const passes = new Map<string, readonly KnownPass[]>();
  for (const [place, list] of before) {
    const kept = list.filter((pass) => pass.slot >= oldest);
    if (kept.length < list.length) changed.push(place);
    if (kept.length > 0) passes.set(place, kept);
  }
  return { passes, changed };
}

// Within a slot the order of arrival is not kept: it would tell more than the half-hour does.
function bySlotThenContent(a: KnownPass, b: KnownPass): number {
  if (a.slot !== b.slot) return a.slot < b.slot ? -1 : 1;
  const key = ({ people, needs, late }: KnownPass) => `${people} ${needs.join()} ${late}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId } from '../../kernel/ids.ts';
import { elapsed, MINUTE, type Instant } from '../../kernel/instant.ts';
import { slotEnd, slotOf, slotsBetween, type Slot } from '../../kernel/slot.ts';
import { facts, refused, type Decision } from '../refusal.ts';
import type { DeclarePass, PassCommand, Place, SealSlot, WithdrawPass } from './commands.ts';
import type { PassEvent } from './events.ts';
import type { SlotState } from './state.ts';

export type PassContext = {
  /** The command's id, which becomes the pass's. */
  readonly id: CommandId;
  readonly now: Instant;
  /** The places of the territory: any other is refused. */
  readonly places: { readonly zones: ReadonlySet<string>; readonly stations: ReadonlySet<string> };
  /** A slot is sealed this long after its end: 30 min (PRV-15). */
  readonly sealAfterMin: number;
  /** Slots before the current one in which a pass may still be declared: 2 (PRV-6). */
  readonly acceptPreviousSlots: number;
};

/** What happens when a team, or the server's clock, asks this of the slot the command names. */
export function decidePass(
  command: PassCommand | SealSlot,
  state: SlotState,
  context: PassContext,
): Decision<PassEvent> {
  switch (command.type) {
    case 'DeclarePass':
      return declare(command, state, context);
    case 'WithdrawPass':
      return withdraw(command, state, context);
    case 'SealSlot':
      return seal(command, state, context);
    default:
      return assertNever(command);
  }
}

function declare(command: DeclarePass, state: SlotState, context: PassContext): Decision<PassEvent> {
  const { place, slot, people, needs } = command;
  if (!isKnown(place, context)) return refused('PlaceUnknown');
  const age = slotsBetween(slot, slotOf(context.now));
  if (age < 0) return refused('SlotInFuture');
  if (age > context.acceptPreviousSlots) return refused('SlotTooOld');
  if (state.passes.has(context.id)) return facts();
  return facts({ type: 'PassDeclared', pass: context.id, place, slot, people, needs });
}

function withdraw(command: WithdrawPass, state: SlotState, context: PassContext): Decision<PassEvent> {
  const { pass, slot } = command;
  if (state.sealed || isSealDue(slot, context)) return refused('SlotAlreadySealed');
  const declared = state.passes.get(pass);
  if (!declared) return refused('PassUnknown');
  return facts({ type: 'PassWithdrawn', pass, place: declared.place, slot });
}

/** Asked too early or again, a seal changes nothing. */
function seal(command: SealSlot, state: SlotState, context: PassContext): Decision<PassEvent> {
  const { slot } = command;
  if (state.sealed || !isSealDue(slot, context)) return facts();
  const places = [...state.passes.values()].map((pass) => pass.place);
  const zones = places.filter((place) => place.kind === 'zone').map((place) => place.id);
  const stations = places.filter((place) => place.kind === 'station').map((place) => place.id);
  return facts({ type: 'SlotSealed', slot, zones: sortedOnce(zones), stations: sortedOnce(stations) });
}

function isKnown(place: Place, { places }: PassContext): boolean {
  return place.kind === 'zone' ? places.zones.has(place.id) : places.stations.has(place.id);
}

function isSealDue(slot: Slot, { now, sealAfterMin }: PassContext): boolean {
  return elapsed(slotEnd(slot), now) >= sealAfterMin * MINUTE;
}

/** Sorted and without repeats, so that neither order nor number of passes is published. */
function sortedOnce<Id extends string>(ids: readonly Id[]): Id[] {
  return [...new Set(ids)].sort();
}

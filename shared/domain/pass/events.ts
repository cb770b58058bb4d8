import type { CommandId, StationId, ZoneId } from '../../kernel/ids.ts';
import type { Slot } from '../../kernel/slot.ts';
import type { Need, PeopleClass, Place } from './commands.ts';

/** Exactly what PRV-4 allows: adding a field here is a change of policy. */
export type PassDeclared = {
  type: 'PassDeclared';
  pass: CommandId;
  place: Place;
  slot: Slot;
  people: PeopleClass;
  needs: Need[];
};
export type PassWithdrawn = { type: 'PassWithdrawn'; pass: CommandId; place: Place; slot: Slot };
/** The sorted places with a pass not taken back, once and for ever (PRV-15). A later pass reaches the leads only. */
export type SlotSealed = { type: 'SlotSealed'; slot: Slot; zones: ZoneId[]; stations: StationId[] };
export type PassEvent = PassDeclared | PassWithdrawn | SlotSealed;

import { z } from 'zod';

/** Why an expected rule said no. Each kind has its sentence for the sender in `wire/refusal-words.ts`. */
export const refusalKindSchema = z.enum([
  'PlaceUnknown',
  'SlotInFuture',
  'SlotTooOld',
  'SlotAlreadySealed',
  'PassUnknown',
  'DeclaredTooOften',
  'RestSpaceUnknown',
  'RestSpaceClosed',
  'RestSpaceAlreadyOpen',
  'NobodyInside',
  'AlreadyInThatRegime',
  'AlreadyDeclaredFull',
  'NotDeclaredFull',
  'BedUnknown',
  'BedAlreadyInstalled',
  'BedNotAvailable',
  'BedAlreadyReserved',
  'BedNotOccupied',
  'BedNotInCleaning',
  'BedNotClosed',
  'BedInUse',
  'RequestUnknown',
  'RequestClosed',
  'RequestStepOutOfOrder',
  'RequestAlreadyHolds',
  'RequestHoldsNoBed',
  'RenewalsUsedUp',
  'NotAllowed',
]);
export type RefusalKind = z.infer<typeof refusalKindSchema>;

/** What a decider answers: facts (none when the command changes nothing), or the rule that said no. */
export type Decision<Event> = { ok: true; events: Event[] } | { ok: false; refusal: RefusalKind };

export function facts<Event>(...events: Event[]): Decision<Event> {
  return { ok: true, events };
}

export function refused(refusal: RefusalKind): { ok: false; refusal: RefusalKind } {
  return { ok: false, refusal };
}

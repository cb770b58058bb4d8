import { z } from 'zod';
import type { BedId } from '../kernel/ids.ts';

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
  'NothingToUndo',
  'DestinationUnknown',
  'DestinationAlreadyAsked',
  'DestinationNotAsked',
  'RequestAcceptedElsewhere',
  'RequestNotAcceptedElsewhere',
  'ServiceAlreadySo',
  'DaySheetInFuture',
  'DaySheetTooOld',
  'UnitUnknown',
  'UnitNeverReported',
  'HospitalTeamUnknown',
  'HospitalTeamUnavailable',
  'OutingUnknown',
  'OutingStepOutOfOrder',
  'HousingDoesNotAddUp',
  'HousingNeverReported',
  'PlacementUnknown',
  'PlacementClosed',
  'PlacementStepOutOfOrder',
  'ResidenceAlreadyAsked',
  'ResidenceNotAsked',
  'ReportUnknown',
  'ReportClosed',
  'ReportStepOutOfOrder',
  'ReportAlreadyAssigned',
  'TeamUnknown',
  'TeamNotUnderground',
  'TeamAlreadyOnMission',
  'MissionUnknown',
  'MissionStepOutOfOrder',
  'MaraudeNotOpen',
  'MaraudeAlreadyOpen',
  'TourReportNotDue',
  'TourReportAlreadyFiled',
  'NotUndergroundNow',
  'AlertUnknown',
  'AlertAlreadySeen',
  'AlarmUnknown',
  'AlarmNotShelvable',
  'DutyUnknown',
  'DutyOver',
  'SettingUnknown',
  'SettingChangedMeanwhile',
  'SettingAlreadySo',
  'SettingDateUnusable',
  'JaugeOutOfBounds',
  'NightAboveDay',
  'HoursEmpty',
  'ServiceNotOffered',
  'ClosureEndsTooSoon',
  'AlarmDelayOutOfBounds',
  'AlarmDelaysOutOfOrder',
  'NotAllowed',
]);
export type RefusalKind = z.infer<typeof refusalKindSchema>;

/** The rule that said no; with the beds that are free when one was refused, so that the next move is in the answer. */
export type Refusal = { ok: false; refusal: RefusalKind; alternatives?: BedId[] };

/** What a decider answers: facts (none when the command changes nothing), or the rule that said no. */
export type Decision<Event> = { ok: true; events: Event[] } | Refusal;

export function facts<Event>(...events: Event[]): Decision<Event> {
  return { ok: true, events };
}

export function refused(refusal: RefusalKind, alternatives?: BedId[]): Refusal {
  return { ok: false, refusal, ...(alternatives && { alternatives }) };
}

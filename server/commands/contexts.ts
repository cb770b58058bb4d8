import type { D2oContext } from '#shared/domain/d2o/context';
import type { RaisedAlarms } from '#shared/domain/alarm/engine';
import type { DispatchContext } from '#shared/domain/dispatch/decide';
import type { HospitalTeamContext } from '#shared/domain/hospital-team/decide';
import type { PassContext } from '#shared/domain/pass/decide';
import type { RestSpaceContext } from '#shared/domain/rest-space/decide';
import { ratpPostIdSchema, teamIdSchema } from '#shared/kernel/ids';
import type { AdmissionCode, CommandId, FilingPost, HospitalTeamId, TeamId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { localDateOf } from '#shared/kernel/local-time';
import { slotOf } from '#shared/kernel/slot';
import type { DutyCell } from '#shared/domain/duty-plan/commands';
import type { Places } from '#shared/territory/places';
import type { Windows } from '#shared/territory/windows';
import { shiftEnd } from '#shared/territory/shifts';
import type { World } from './world.ts';

/** What a decision on passes needs besides the state: the policy's clock and the pack's places. */
export function passContext({ places, policy }: World, id: CommandId, now: Instant): PassContext {
  return {
    id,
    now,
    places,
    sealAfterMin: policy.clock.seal_after_min,
    acceptPreviousSlots: policy.capture.accept_previous_slots,
  };
}

/** What a decision on a rest space needs besides the state: the pack's spaces and its calendar. */
export function restSpaceContext({ places, territory }: World, now: Instant): RestSpaceContext {
  return { now, today: localDateOf(territory.rhythm.timezone, now), restSpaces: places.restSpaces };
}

/** What a decision on the ward needs besides the state. `freshCode` names a new request, if the command makes one. */
export function d2oContext(
  { territory }: World,
  now: Instant,
  freshCode: AdmissionCode,
  filedBy: FilingPost,
): D2oContext {
  const { timezone, thresholds } = territory.rhythm;
  const { holdMin, holdRenewalMin, holdRenewals } = thresholds;
  const today = localDateOf(timezone, now);
  const units = new Set<string>(territory.services.units.map(({ id }) => id));
  return { now, today, freshCode, filedBy, units, holdMin, holdRenewalMin, holdRenewals };
}

/** What a decision on a hospital mobile team needs besides the state: the pack's teams and its relèves. */
export function hospitalTeamContext(
  { places, territory }: World,
  id: CommandId,
  now: Instant,
  hospitalTeam: HospitalTeamId,
  filedBy: FilingPost,
): HospitalTeamContext {
  const { hospitalTeams } = places;
  return { id, now, hospitalTeam, hospitalTeams, filedBy, shiftEnd: shiftEnd(territory.rhythm, now) };
}

/** What only this server knows, and no fact says: the alarms that stand now, and how fast time goes by. */
export type Beside = { readonly raised: RaisedAlarms; readonly cancelWithinMs: number };
export const NOTHING_BESIDE: Beside = { raised: new Map(), cancelWithinMs: 0 };

/** What a decision of the dispatch needs besides the state: the pack's places, teams and thresholds. */
export function dispatchContext(
  { places, territory, windows }: World,
  id: CommandId,
  now: Instant,
  filedBy: FilingPost,
  { raised, cancelWithinMs }: Beside,
): DispatchContext {
  const { thresholds } = territory.rhythm;
  const post = ratpPostIdSchema.safeParse(filedBy);
  const team = teamIdSchema.safeParse(filedBy);
  const crew = territory.teams.find((each) => each.id === filedBy);
  return {
    id,
    now,
    places,
    filedBy,
    post: post.success ? post.data : null,
    mergeMin: thresholds.reportMergeMin,
    teams: new Map(territory.teams.map((each) => [each.id, each])),
    // Only teams may say what is read with a team (accounts/grants.ts): for anybody else it names nobody.
    team: team.success ? team.data : ('' as TeamId),
    operator: crew?.operator.value ?? '',
    halfDayOf: (at) => ({
      day: windows.operationalDayOf(at),
      window: windows.windowOf(slotOf(at))?.window ?? null,
    }),
    whyNot: whyNoDuty(places, windows, now),
    cancelWithinMs,
    raised,
  };
}

/** Of a due cell: why nothing can be planned or said of it. Its half-day is one of today's that is not over. */
export function whyNoDuty(
  places: Places,
  windows: Windows,
  now: Instant,
): (cell: DutyCell) => 'DutyUnknown' | 'DutyOver' | null {
  return ({ area, day, window }) => {
    const isKnown =
      area.kind === 'sector' ? places.sectors.includes(area.id) : places.groups.includes(area.id);
    const dated = windows.windowsOfDay(windows.operationalDayOf(now)).find((each) => each.window === window);
    if (!isKnown || !dated || day > dated.day) return 'DutyUnknown';
    return day < dated.day || dated.end <= now ? 'DutyOver' : null;
  };
}

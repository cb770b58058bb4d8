import { MINUTE, elapsed, type Instant } from '#shared/kernel/instant';
import type { LocalDate } from '#shared/kernel/local-time';
import type { TeamId } from '#shared/kernel/ids';
import type { Slot } from '#shared/kernel/slot';
import type { DutyCell } from '#shared/domain/duty-plan/commands';
import type { MissionReason } from '#shared/domain/mission/commands';
import type { PlanEntity } from '#shared/view/dispatch';
import type { LeadEntity } from '#shared/view/lead';
import { boundsOf, type WindowFacts } from './half-day.ts';

export type DutyEntity = Extract<LeadEntity, { kind: 'duty' }>;

/**
 * What one cell of the coverage shows. `planifie`, `en-cours` and `en-peril` come from the plans, which are memory, and
 * the clock; `inconnu` was never received.
 */
export type DutyState = DutyEntity['state'] | 'planifie' | 'en-cours' | 'en-peril' | 'inconnu';
export type ShownDuty = {
  readonly state: DutyState;
  /** The half-hour of the last pass. */
  readonly slot: Slot | null;
  /** Who is to go. */
  readonly team: TeamId | null;
  /** Why nobody can. */
  readonly reason: MissionReason | null;
  /** How a command names it; null when it was never received. */
  readonly cell: DutyCell | null;
  /** Whether something may still be said of it. */
  readonly isOpen: boolean;
};

/** A half-day that ends within this time, with neither pass nor plan, is in peril (DOMAIN 4). */
export const PERIL_MS = 60 * MINUTE;

const UNKNOWN: ShownDuty = {
  state: 'inconnu',
  slot: null,
  team: null,
  reason: null,
  cell: null,
  isOpen: false,
};

/** The duties of one day, found by area and window. */
export type Coverage = { readonly day: LocalDate | null; cell(area: string, window: WindowFacts): ShownDuty };

/** Who is to go where, and who is there: `T2 s-10`. */
export type Plans = { readonly planned: readonly PlanEntity[]; readonly there: ReadonlySet<string> };
const NO_PLANS: Plans = { planned: [], there: new Set() };

/** The coverage of the latest day that has begun; before the first duty of a new day, yesterday's stays readable. */
export function coverageAt(
  duties: readonly DutyEntity[],
  today: LocalDate,
  timezone: string,
  now: Instant,
  { planned, there }: Plans = NO_PLANS,
): Coverage {
  let day: LocalDate | null = null;
  for (const duty of duties) if (duty.day <= today && (day === null || duty.day > day)) day = duty.day;
  const cells = new Map(
    duties.filter((duty) => duty.day === day).map((duty) => [`${duty.area.id} ${duty.window}`, duty]),
  );
  const teams = new Map(
    planned
      .filter(({ cell }) => cell.day === day)
      .map(({ cell, team }) => [`${cell.area.id} ${cell.window}`, team]),
  );
  return {
    day,
    cell(area, window) {
      const name = `${area} ${window.id}`;
      const duty = cells.get(name);
      if (!duty || day === null) return UNKNOWN;
      const { state, slot, reason } = duty;
      const bounds = boundsOf(timezone, day, window);
      const team = state === 'a-faire' ? (teams.get(name) ?? null) : null;
      return {
        state:
          team === null
            ? dutyState(state, bounds, now)
            : there.has(`${team} ${area}`) && begun(bounds, now)
              ? 'en-cours'
              : 'planifie',
        slot,
        team,
        reason,
        cell: { area: duty.area, day, window: duty.window },
        isOpen: now < bounds.to && (state === 'a-faire' || state === 'impossible'),
      };
    },
  };
}

type Bounds = { readonly from: Instant; readonly to: Instant };

function dutyState(state: DutyEntity['state'], bounds: Bounds, now: Instant): DutyState {
  return state === 'a-faire' && begun(bounds, now) && elapsed(now, bounds.to) <= PERIL_MS
    ? 'en-peril'
    : state;
}

function begun({ from, to }: Bounds, now: Instant): boolean {
  return now >= from && now < to;
}

import { isOpen } from '#shared/domain/admission/state';
import type { AlarmFacts, AlarmThresholds } from '#shared/domain/alarm/facts';
import { holdOf } from '#shared/domain/d2o/state';
import { cellName } from '#shared/domain/duty-plan/impossible';
import { isReportOpen } from '#shared/domain/field-report/state';
import { SATURATED_AFTER_MS } from '#shared/domain/rest-space/occupancy';
import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import type { PlanEntity, SafetyEntity } from '#shared/view/dispatch';
import { coverageStream, d2oStream, dispatchStream, restSpaceStream } from '#server/commands/aggregates';
import type { World } from '#server/commands/world';

/** A missed pass is told of for the shift that follows, and then at its handover. */
const MISSED_TOLD_MS = 8 * HOUR;

/** What alarms are made of, now: the facts, and the memory beside them. Who is connected is told by who knows it. */
export function alarmFacts(
  world: World,
  timers: readonly SafetyEntity[],
  plans: readonly PlanEntity[],
  now: Instant,
): Omit<AlarmFacts, 'screens' | 'feeds'> {
  const { alerts, reports } = world.state(dispatchStream);
  const d2o = world.state(d2oStream);
  const waiting = [...d2o.requests].filter(([code, request]) => isOpen(request) && !holdOf(d2o, code));
  const unheard = [...reports].filter(
    ([, report]) =>
      isReportOpen(report) && report.step === 'recu' && report.filings.some(({ post }) => post !== null),
  );
  return {
    alerts: [...alerts].map(([team, { raisedAt }]) => ({ team, raisedAt })),
    teams: timers,
    unacknowledged: unheard.map(([report, { filedAt }]) => ({ report, filedAt })),
    unreserved: waiting.map(([, { requestedAt }]) => requestedAt),
    holds: [...d2o.beds].flatMap(([bed, each]) =>
      each.state === 'reserve' ? [{ bed, until: each.until }] : [],
    ),
    cleanings: [...d2o.beds].flatMap(([bed, each]) =>
      each.state === 'menage' ? [{ bed, since: each.since }] : [],
    ),
    spaces: world.territory.services.restSpaces.flatMap(({ id: space }) => {
      const state = world.state(restSpaceStream(space));
      if (state.kind !== 'ouvert') return [];
      const saturating = world.saturating.get(space) ?? null;
      const saturatedAt = saturating === null ? null : plus(saturating, SATURATED_AFTER_MS);
      const isSaturated = saturatedAt !== null && saturatedAt <= now;
      return [{ space, saturatedAt: isSaturated ? saturatedAt : null, lastSignAt: state.lastSignAt }];
    }),
    ...duties(world, new Set(plans.map(({ cell }) => cellName(cell))), now),
    lastReleaseAt: world.state(coverageStream).mobile.at(-1)?.tick ?? null,
  };
}

/** The pack's thresholds, and how often the policy owes a release. */
export function alarmThresholds({ territory, policy }: World): AlarmThresholds {
  return { ...territory.rhythm.thresholds, coverageTickMin: policy.clock.coverage_tick_min };
}

function duties(
  world: World,
  planned: ReadonlySet<string>,
  now: Instant,
): Pick<AlarmFacts, 'unplanned' | 'missed'> {
  const told = plus(now, -MISSED_TOLD_MS);
  const unplanned: AlarmFacts['unplanned'][number][] = [];
  const missed: AlarmFacts['missed'][number][] = [];
  // At each look, among all that leads are shown: read once.
  for (const entity of world.lead.values()) {
    if (entity.kind !== 'duty' || (entity.state !== 'a-faire' && entity.state !== 'manque')) continue;
    const end = world.windows.windowsOfDay(entity.day).find(({ window }) => window === entity.window)?.end;
    if (end === undefined) continue;
    const name = cellName(entity);
    if (entity.state === 'manque') {
      if (end > told) missed.push({ name, windowEnded: end });
    } else if (!planned.has(name)) unplanned.push({ name, windowEnds: end });
  }
  return { unplanned, missed };
}

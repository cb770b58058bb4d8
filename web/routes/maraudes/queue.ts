import type { Place } from '#shared/domain/pass/commands';
import type { CommandId } from '#shared/kernel/ids';
import { MINUTE, elapsed, plus, type Instant } from '#shared/kernel/instant';
import type { LeadEntity } from '#shared/view/lead';

export type Report = Extract<LeadEntity, { kind: 'report' }>;
export type Mission = Extract<LeadEntity, { kind: 'mission' }>;

/** One open report, as the queue shows it. */
export type QueueRow = {
  readonly id: CommandId;
  readonly place: Place;
  readonly report: Report;
  /** Whole minutes since it was noticed. */
  readonly age: number;
  /** When it is late to acknowledge it, or when it expires. */
  readonly due: Instant;
  /** Nobody has said that they saw it, and it is past its time. */
  readonly isLate: boolean;
  /** Who was sent, while they have not come back from it. */
  readonly mission: Mission | null;
};

/** The pack's, in minutes. */
export type QueueLimits = { readonly reportAcknowledgeMin: number; readonly reportExpiresMin: number };

const OPEN: ReadonlySet<Report['step']> = new Set(['recu', 'accuse', 'assigne', 'sur-place']);
const OVER: ReadonlySet<Mission['state']['kind']> = new Set(['finie', 'impossible', 'retiree']);

export const isOpenReport = (report: Report) => OPEN.has(report.step);
export const isOpenMission = (mission: Mission) => !OVER.has(mission.state.kind);

/** Open reports, least time left first; among equals the oldest, then by id, so that the order is one. */
export function queueRows(
  reports: readonly Report[],
  missions: readonly Mission[],
  now: Instant,
  limits: QueueLimits,
): QueueRow[] {
  return reports
    .filter(isOpenReport)
    .map((report) => {
      const due =
        report.step === 'recu'
          ? plus(report.seenAt, limits.reportAcknowledgeMin * MINUTE)
          : (report.expiresAt ?? plus(report.lastSignAt, limits.reportExpiresMin * MINUTE));
      return {
        id: report.id,
        place: report.place,
        report,
        age: Math.floor(Math.max(0, elapsed(report.seenAt, now)) / MINUTE),
        due,
        isLate: report.step === 'recu' && due <= now,
        mission: missions.find((mission) => mission.report === report.id && isOpenMission(mission)) ?? null,
      };
    })
    .sort(
      (a, b) => compare(a.due, b.due) || compare(a.report.seenAt, b.report.seenAt) || compare(a.id, b.id),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

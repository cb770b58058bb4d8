import type { Alert } from '#shared/domain/safety/alert';
import { expiryOf, isReportOpen, type FieldReport, type Filing } from '#shared/domain/field-report/state';
import type { Maraude } from '#shared/domain/maraude/state';
import type { Mission } from '#shared/domain/mission/state';
import type { CommandId, RatpPostId, TeamId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { EntityOf } from '#shared/view/entity';

type Lead = EntityOf['lead'];
type Shown<Kind extends Lead['kind']> = Extract<Lead, { kind: Kind }>;
type OwnReport = Extract<EntityOf['ratp'], { kind: 'own-report' }>;

// Built field by field, never spread: a new field of a state must not reach a screen by itself.

/** A report as leads see it: who noticed as kinds, never which post. */
export function shownReport(id: CommandId, report: FieldReport, expiresMin: number): Shown<'report'> {
  const { filings, place, what, people, step, lastSignAt, acknowledgedAt, to } = report;
  const first = filings.reduce((seen, { seenAt }) => (seenAt < seen ? seenAt : seen), report.filedAt);
  return {
    kind: 'report',
    id,
    origins: [...new Set(filings.map(({ origin }) => origin))],
    place,
    what,
    people,
    step,
    seenAt: first,
    lastSignAt,
    expiresAt: isReportOpen(report) ? expiryOf(report, expiresMin) : null,
    acknowledgedAt,
    to,
    outcome: report.step === 'clos' ? report.outcome : null,
    closedAt: isReportOpen(report) ? null : report.closedAt,
  };
}

/** What each post that asked is told: one for everything that it noticed until it said that it was over. */
export function ownReports(report: FieldReport): { post: RatpPostId; own: OwnReport }[] {
  const { place } = report;
  if (place.kind !== 'station') return [];
  return report.filings.flatMap((filing, index) => {
    const { post } = filing;
    const before = report.filings.slice(0, index);
    const joins = before.some(
      (other) => other.post === post && (other.over === null || filing.at < other.over),
    );
    if (post === null || joins) return [];
    const end = endFor(filing, report);
    const own: OwnReport = {
      kind: 'own-report',
      id: filing.id,
      station: place.id,
      what: filing.what,
      sentAt: filing.seenAt,
      acknowledgedAt: laterOf(report.acknowledgedAt, filing.at),
      // The same once somebody is there: when they arrived is not told (PRV-38).
      underWay: end === null && (report.step === 'assigne' || report.step === 'sur-place'),
      closedAt: end?.at ?? null,
      outcome: end?.outcome ?? null,
    };
    return [{ post, own }];
  });
}

/** A report that joins one already acknowledged is acknowledged when it comes: earlier would tell that another post had asked. */
function laterOf(acknowledgedAt: Instant | null, filedAt: Instant): Instant | null {
  return acknowledgedAt !== null && acknowledgedAt < filedAt ? filedAt : acknowledgedAt;
}

function endFor(
  { over }: Filing,
  report: FieldReport,
): { at: Instant; outcome: NonNullable<OwnReport['outcome']> } | null {
  if (over !== null) return { at: over, outcome: 'retiree' };
  switch (report.step) {
    case 'clos':
      return { at: report.closedAt, outcome: OUTCOME_WORDS[report.outcome] };
    case 'retire':
      return { at: report.closedAt, outcome: 'retiree' };
    case 'expire':
      // Somebody went, and nobody said how it ended.
      return { at: report.closedAt, outcome: report.reachedAt === null ? 'expiree' : 'passage-fait' };
    case 'recu':
    case 'accuse':
    case 'assigne':
    case 'sur-place':
      return null;
  }
}

/** The finer outcome stays with the coordination (UX 4.8). */
const OUTCOME_WORDS = {
  rencontre: 'passage-fait',
  mediation: 'passage-fait',
  'personne-partie': 'sans-suite',
  infonde: 'sans-suite',
  'hors-perimetre': 'hors-perimetre',
} as const;

export function shownMission(id: CommandId, mission: Mission): Shown<'mission'> {
  const { team, place, report, givenAt, state } = mission;
  return { kind: 'mission', id, team, place, report, givenAt, state: shownStep(state) };
}

function shownStep(state: Mission['state']): Shown<'mission'>['state'] {
  switch (state.kind) {
    case 'donnee':
      return { kind: 'donnee' };
    case 'impossible':
      return { kind: 'impossible', at: state.at, reason: state.reason };
    case 'prise':
    case 'sur-place':
    case 'finie':
    case 'retiree':
      return { kind: state.kind, at: state.at };
  }
}

/** A tour's level is told while it lasts; then that it is over, and whether its report is in. */
export function shownMaraude(team: TeamId, maraude: Maraude | undefined): Shown<'maraude'> {
  if (!maraude) return { kind: 'maraude', team, state: { kind: 'pas-commencee' } };
  const { openedAt: since, closedAt: at, level, reported } = maraude;
  if (at === null) return { kind: 'maraude', team, state: { kind: 'ouverte', since, level } };
  return { kind: 'maraude', team, state: { kind: 'finie', at, reported } };
}

export function shownAlert(team: TeamId, { raisedAt, acknowledgedAt }: Alert): Shown<'alert'> {
  return { kind: 'alert', team, raisedAt, acknowledgedAt };
}

import type { TeamId } from '#shared/kernel/ids';
import { MINUTE, elapsed, plus, type Instant } from '#shared/kernel/instant';
import type { AlarmEntity, SafetyEntity } from '#shared/view/dispatch';
import type { LeadEntity, PresenceEntity } from '#shared/view/lead';
import { isOpenMission, type Mission } from './queue.ts';

/** A declared place is erased after this time, here as on the server (PRV-36): a cut link keeps none of it longer. */
export const PRESENCE_MS = 45 * MINUTE;
/** From this age on, the row says when the place will go. */
const SAYS_SO_MS = 30 * MINUTE;

export type Maraude = Extract<LeadEntity, { kind: 'maraude' }>;

/** What a team does, as far as it says so; `place` is null behind the curtain: then no part of the page holds it. */
export type Presence = {
  readonly status: PresenceEntity['status'];
  readonly place: PresenceEntity['place'] | null;
  /** Whole minutes of product time since it was declared. */
  readonly minutes: number;
  readonly erasedAt: Instant | null;
};

/** One row per team of the pack, in trouble or not, with or without a place. */
export type TeamRow = {
  readonly team: TeamId;
  readonly tour: 'ouverte' | 'pas-commencee' | 'finie' | 'inconnue';
  readonly presence: Presence | null;
  readonly mission: Mission | null;
  /** The announced exit of a team that is underground. */
  readonly exitAt: Instant | null;
  /** Whole minutes since its last sign; null outside a tour. */
  readonly silentFor: number | null;
  /** It pressed Alerte, or it is silent for too long. */
  readonly trouble: { readonly kind: 'alerte' | 'muette'; readonly priority: AlarmEntity['priority'] } | null;
};

export type TeamsKnown = {
  readonly presence: readonly PresenceEntity[];
  readonly missions: readonly Mission[];
  readonly maraudes: readonly Maraude[];
  readonly safety: readonly SafetyEntity[];
  readonly alarms: readonly AlarmEntity[];
};

/** The rows: who is in trouble first, then in the order of the pack. */
export function teamRows(
  teams: readonly TeamId[],
  known: TeamsKnown,
  now: Instant,
  { curtain, dayBegan }: { readonly curtain: boolean; readonly dayBegan: Instant },
): TeamRow[] {
  const rows = teams.map((team): TeamRow => {
    const timer = known.safety.find((each) => each.team === team);
    return {
      team,
      tour: tourOf(
        known.maraudes.find((each) => each.team === team),
        dayBegan,
      ),
      presence: presenceOf(
        known.presence.find((each) => each.team === team),
        now,
        curtain,
      ),
      mission: known.missions.find((each) => each.team === team && isOpenMission(each)) ?? null,
      exitAt: timer?.exitAt ?? null,
      silentFor: timer ? Math.floor(Math.max(0, elapsed(timer.lastSignAt, now)) / MINUTE) : null,
      trouble: troubleOf(team, known.alarms),
    };
  });
  const weight = ({ trouble }: TeamRow) => (trouble === null ? 2 : trouble.priority === 'P1' ? 0 : 1);
  return rows.sort((a, b) => weight(a) - weight(b));
}

function presenceOf(declared: PresenceEntity | undefined, now: Instant, curtain: boolean): Presence | null {
  const age = declared ? Math.max(0, elapsed(declared.declaredAt, now)) : Infinity;
  if (!declared || age >= PRESENCE_MS) return null;
  return {
    status: declared.status,
    place: curtain ? null : declared.place,
    minutes: Math.floor(age / MINUTE),
    erasedAt: age >= SAYS_SO_MS ? plus(declared.declaredAt, PRESENCE_MS) : null,
  };
}

/** An outing that ended before today is no outing of today: the team has not begun. */
function tourOf(maraude: Maraude | undefined, dayBegan: Instant): TeamRow['tour'] {
  switch (maraude?.state.kind) {
    case undefined:
      return 'inconnue';
    case 'pas-commencee':
      return 'pas-commencee';
    case 'ouverte':
      return 'ouverte';
    case 'finie':
      return maraude.state.at < dayBegan ? 'pas-commencee' : 'finie';
  }
}

function troubleOf(team: TeamId, alarms: readonly AlarmEntity[]): TeamRow['trouble'] {
  for (const [row, kind] of [
    ['A1', 'alerte'],
    ['A2', 'muette'],
  ] as const) {
    const alarm = alarms.find(({ key, state }) => key === `${row}:${team}` && state.kind !== 'revenue');
    if (alarm) return { kind, priority: alarm.priority };
  }
  return null;
}

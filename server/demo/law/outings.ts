import type { OutingRefusalReason } from '#shared/domain/hospital-team/commands';
import type { HospitalTeamId } from '#shared/kernel/ids';
import { instantAt, type Instant } from '#shared/kernel/instant';
import { dateAfter, type LocalDate } from '#shared/kernel/local-time';
import { slotAfter, slotOf, type Slot } from '#shared/kernel/slot';
import { isWeekend, msAtLocal, weekdayFrom } from './calendar.ts';
import { dayAfterDay } from './day-after-day.ts';
import { chance, oneOf, uniform } from './distributions.ts';
import type { HospitalTeamIntention } from './intention.ts';
import { randomOf, type Random } from './random.ts';
import type { LawTerritory } from './territory.ts';

// [SIM] DOMAIN 12: two outings of each team on a weekday; DOMAIN 10: from 14:00 on. The rest is ours.
const DAY = { begins: 9 * 60, ends: 18 * 60 + 30 };
const OUTINGS = [
  { askedFrom: 10 * 60 + 15, askedTo: 12 * 60, leavesAt: 14 * 60 },
  { askedFrom: 14 * 60 + 45, askedTo: 15 * 60 + 30, leavesAt: 16 * 60 + 30 },
];
const ANSWER_MIN = { from: 8, to: 40 };
const OUTING_MIN = { from: 50, to: 110 };
/** One more is asked now and then, and cannot be taken. */
const ASKED_IN_VAIN = { share: 0.25, from: 12 * 60 + 15, to: 13 * 60 + 30 };
const REASONS: readonly OutingRefusalReason[] = ['effectif', 'hors-criteres'];

/** The hospital mobile teams and the maraudes that ask them to come, from `from` on. A day depends on its date alone. */
export function outingIntentions(
  seed: number,
  territory: LawTerritory,
  from: Instant,
): Generator<HospitalTeamIntention, never> {
  return dayAfterDay(territory.rhythm.timezone, from, (date) =>
    territory.services.hospitalTeams.flatMap(({ id }) => dayOf(seed, territory, id, date)),
  );
}

function dayOf(
  seed: number,
  { teams, rhythm: { timezone } }: LawTerritory,
  hospitalTeam: HospitalTeamId,
  date: LocalDate,
): HospitalTeamIntention[] {
  const random = randomOf(seed, 'hospital-team', hospitalTeam, date);
  const at = (minutes: number) => instantAt(Math.floor(msAtLocal(timezone, date, minutes)));
  const say = (
    minutes: number,
    availability: 'disponible' | 'en-sortie' | 'indisponible',
    next: Slot | null,
  ): HospitalTeamIntention => ({
    kind: 'hospital-team-set',
    at: at(minutes),
    hospitalTeam,
    availability,
    next,
  });
  const away = slotOf(instantAt(msAtLocal(timezone, weekdayFrom(dateAfter(date, 1)), DAY.begins)));
  if (isWeekend(date)) return [say(DAY.begins, 'indisponible', away)];

  const ask = (number: number, minutes: number): HospitalTeamIntention => ({
    kind: 'outing-asked',
    at: at(minutes),
    outing: `${hospitalTeam} ${date} ${number}`,
    hospitalTeam,
    team: oneOf(random, teams).id,
  });
  const outings = OUTINGS.flatMap(({ askedFrom, askedTo, leavesAt }, number): HospitalTeamIntention[] => {
    const asked = uniform(random, askedFrom, askedTo);
    const back = leavesAt + uniform(random, OUTING_MIN.from, OUTING_MIN.to);
    const outing = `${hospitalTeam} ${date} ${number}`;
    return [
      ask(number, asked),
      { kind: 'outing-accepted', at: at(asked + between(random, ANSWER_MIN)), outing },
      say(leavesAt, 'en-sortie', slotAfter(slotOf(at(back)), 1)),
      { kind: 'outing-done', at: at(back), outing },
      say(back + 2, 'disponible', null),
    ];
  });
  const inVain = chance(random, ASKED_IN_VAIN.share) ? between(random, ASKED_IN_VAIN) : null;
  const refused: HospitalTeamIntention[] =
    inVain === null
      ? []
      : [
          ask(OUTINGS.length, inVain),
          {
            kind: 'outing-refused',
            at: at(inVain + between(random, ANSWER_MIN)),
            outing: `${hospitalTeam} ${date} ${OUTINGS.length}`,
            reason: oneOf(random, REASONS),
          },
        ];
  return [say(DAY.begins, 'disponible', null), ...outings, ...refused, say(DAY.ends, 'indisponible', away)];
}

function between(random: Random, { from, to }: { readonly from: number; readonly to: number }): number {
  return uniform(random, from, to);
}

import { m } from '#lib/paraglide/messages.js';
import { HOUR, MINUTE, elapsed, type Instant } from '#shared/kernel/instant';
import { dateAfter, localDateOf, localHourOf, type LocalDate } from '#shared/kernel/local-time';
import { slotStart, type Slot } from '#shared/kernel/slot';
import type { Wait } from '#shared/view/capacity';
import type { LeadPass, PresenceEntity } from '#shared/view/lead';
import type { LeadAlarm } from './alarms.ts';
import type { DutyState } from './coverage.ts';

// The words of this screen for each case of the model. Tables, so that a new case stops the type check.

export const DUTY_WORDS: Record<DutyState, () => string> = {
  'a-faire': m.lead_duty_a_faire,
  'en-peril': m.lead_duty_en_peril,
  manque: m.lead_duty_manque,
  fait: m.lead_duty_fait,
  inconnu: m.lead_never_received,
};

export const STATUS_WORDS: Record<PresenceEntity['status'], () => string> = {
  disponible: m.lead_status_disponible,
  'en-route': m.lead_status_en_route,
  'sur-place': m.lead_status_sur_place,
  'sous-terre': m.lead_status_sous_terre,
  pause: m.lead_status_pause,
};

export const WAIT_WORDS: Record<Wait, () => string> = {
  '<6': m.lead_wait_lt6,
  '6-12': m.lead_wait_6_12,
  '12-18': m.lead_wait_12_18,
  '18-24': m.lead_wait_18_24,
  '>24': m.lead_wait_gt24,
};

const NEED_WORDS: Record<LeadPass['needs'][number], () => string> = {
  materiel: m.lead_need_materiel,
  soin: m.lead_need_soin,
  'avis-medical': m.lead_need_avis_medical,
  psy: m.lead_need_psy,
  hebergement: m.lead_need_hebergement,
  d2o: m.lead_need_d2o,
  'espace-repos': m.lead_need_espace_repos,
};

/** `matériel, soin`; an em dash when none was noted. */
export function needsWords(needs: LeadPass['needs']): string {
  return needs.length === 0 ? '—' : needs.map((need) => NEED_WORDS[need]()).join(', ');
}

export function alarmWords(alarm: LeadAlarm): string {
  switch (alarm.kind) {
    case 'admission':
      return m.lead_alarm_admission();
    case 'complet':
      return m.lead_alarm_full({ space: alarm.space });
    case 'peril':
      return m.lead_alarm_peril({ n: alarm.cells });
  }
}

/** A slot as people say it: `18:30`, `hier 18:30`, `19/11 18:30`. Always on the half-hour (K13). */
export function slotWords(timezone: string, slot: Slot, now: Instant): string {
  const hour = localHourOf(timezone, slotStart(slot));
  const day = localDateOf(timezone, slotStart(slot));
  const today = localDateOf(timezone, now);
  if (day === today) return hour;
  if (day === dateAfter(today, -1)) return m.lead_yesterday({ hour });
  return m.lead_before({ day: shortDate(day), hour });
}

/** Time since `from`, rounded down: `il y a 12 min`, `il y a 1 h 35`. */
export function agoWords(from: Instant, now: Instant): string {
  return m.lead_ago({ time: minutesWords(Math.floor(Math.max(0, elapsed(from, now)) / MINUTE)) });
}

/** `48 min`, `2 h 48`. */
export function minutesWords(minutes: number): string {
  const perHour = HOUR / MINUTE;
  if (minutes < perHour) return `${minutes}\u00a0min`;
  return `${Math.floor(minutes / perHour)}\u00a0h\u00a0${String(minutes % perHour).padStart(2, '0')}`;
}

/** `HH:MM:SS` on the wall clock. */
export function secondWords(timezone: string, at: Instant): string {
  return `${localHourOf(timezone, at)}:${at.slice(17, 19)}`;
}

function shortDate(day: LocalDate): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}`;
}

import { m } from '#lib/paraglide/messages.js';
import type { ShelveReason } from '#shared/domain/alarm/commands';
import type { Assignee, ReportKind, ReportOrigin, ReportOutcome } from '#shared/domain/field-report/commands';
import type { MissionReason } from '#shared/domain/mission/commands';
import { HOUR, MINUTE, elapsed, type Instant } from '#shared/kernel/instant';
import { dateAfter, localDateOf, localHourOf, type LocalDate } from '#shared/kernel/local-time';
import { slotStart, type Slot } from '#shared/kernel/slot';
import type { Wait } from '#shared/view/capacity';
import type { LeadPass, PresenceEntity } from '#shared/view/lead';
import type { DutyState } from './coverage.ts';
import type { TeamRow } from './presence.ts';
import type { Mission } from './queue.ts';
import type { Reason } from './suggest.ts';

// The words of this screen for each case of the model. Tables, so that a new case stops the type check.

export const DUTY_WORDS: Record<DutyState, () => string> = {
  'a-faire': m.lead_duty_a_faire,
  planifie: m.lead_duty_planifie,
  'en-cours': m.lead_duty_en_cours,
  'en-peril': m.lead_duty_en_peril,
  manque: m.lead_duty_manque,
  fait: m.lead_duty_fait,
  impossible: m.lead_duty_impossible,
  inconnu: m.lead_never_received,
};

export const STATUS_WORDS: Record<PresenceEntity['status'], () => string> = {
  disponible: m.lead_status_disponible,
  'en-route': m.lead_status_en_route,
  'sur-place': m.lead_status_sur_place,
  'sous-terre': m.lead_status_sous_terre,
  pause: m.lead_status_pause,
};

export const TOUR_WORDS: Record<TeamRow['tour'], () => string> = {
  ouverte: m.lead_no_presence,
  'pas-commencee': m.lead_tour_not_begun,
  finie: m.lead_tour_over,
  inconnue: m.lead_no_presence,
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

export const ORIGIN_WORDS: Record<ReportOrigin, () => string> = {
  ratp: m.lead_origin_ratp,
  riverain: m.lead_origin_riverain,
  commerce: m.lead_origin_commerce,
  mairie: m.lead_origin_mairie,
  partenaire: m.lead_origin_partenaire,
  maraude: m.lead_origin_maraude,
};

export const REPORT_KIND_WORDS: Record<ReportKind, () => string> = {
  'personne-en-difficulte': m.lead_kind_personne,
  groupe: m.lead_kind_groupe,
  'arret-non-marque': m.lead_kind_arret,
  'materiel-a-ramasser': m.lead_kind_materiel,
  autre: m.lead_other,
};

export const PEOPLE_WORDS: Record<LeadPass['people'], () => string> = {
  '0-4': m.lead_people_0_4,
  '5-9': m.lead_people_5_9,
  '10-19': m.lead_people_10_19,
  '20+': m.lead_people_20,
};

export const ASSIGNEE_WORDS: Record<Assignee, () => string> = {
  maraude: m.lead_to_maraude,
  uasa: m.lead_to_uasa,
  mediation: m.lead_to_mediation,
  'equipe-mobile': m.lead_to_equipe_mobile,
};

export const OUTCOME_WORDS: Record<ReportOutcome, () => string> = {
  rencontre: m.lead_outcome_rencontre,
  'personne-partie': m.lead_outcome_partie,
  infonde: m.lead_outcome_infonde,
  'hors-perimetre': m.lead_outcome_hors_perimetre,
  mediation: m.lead_outcome_mediation,
};

export const MISSION_REASON_WORDS: Record<MissionReason, () => string> = {
  effectif: m.lead_reason_effectif,
  meteo: m.lead_reason_meteo,
  acces: m.lead_reason_acces,
  'station-fermee': m.lead_reason_station_fermee,
  securite: m.lead_reason_securite,
  autre: m.lead_other,
};

export const SHELVE_REASON_WORDS: Record<ShelveReason, () => string> = {
  connue: m.lead_shelve_connue,
  'en-cours': m.lead_shelve_en_cours,
  capteur: m.lead_shelve_capteur,
  effectif: m.lead_reason_effectif,
  autre: m.lead_other,
};

export const MISSION_WORDS: Record<Mission['state']['kind'], () => string> = {
  donnee: m.lead_mission_donnee,
  prise: m.lead_mission_prise,
  'sur-place': m.lead_status_sur_place,
  finie: m.lead_mission_finie,
  impossible: m.lead_duty_impossible,
  retiree: m.lead_mission_retiree,
};

export const SUGGESTION_WORDS: Record<Reason, () => string> = {
  disponible: m.lead_why_disponible,
  'finit-bientot': m.lead_why_finit,
  'sort-bientot': m.lead_why_sort,
  'en-route': m.lead_status_en_route,
  'sur-place': m.lead_status_sur_place,
  'sous-terre': m.lead_status_sous_terre,
  pause: m.lead_status_pause,
  'sans-presence': m.lead_why_sans_presence,
  'meme-lieu': m.lead_why_meme_lieu,
  'zone-voisine': m.lead_why_voisine,
  'meme-secteur': m.lead_why_secteur,
  'deja-la': m.lead_why_deja_la,
  'en-mission': m.lead_why_en_mission,
  'pas-sous-terre': m.lead_why_pas_sous_terre,
  'hors-tournee': m.lead_why_hors_tournee,
  'sans-signe': m.lead_why_sans_signe,
};

/** `matériel, soin`; an em dash when none was noted. */
export function needsWords(needs: LeadPass['needs']): string {
  return needs.length === 0 ? '—' : needs.map((need) => NEED_WORDS[need]()).join(', ');
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

import { m } from '#lib/paraglide/messages.js';
import type { DutyShape } from '#lib/ui/duty-shape.ts';
import type { ReportKind } from '#shared/domain/field-report/commands';
import type { PeopleClass } from '#shared/domain/pass/commands';
import { elapsed, MINUTE, type Instant } from '#shared/kernel/instant';
import type { Band } from '#shared/view/capacity';
import type { Outcome, Step } from './own-requests.ts';

// The words of these screens for each case of the model. Tables, so that a new case stops the type check.

export const KIND_WORDS: Record<ReportKind, () => string> = {
  'personne-en-difficulte': m.ratp_kind_personne,
  groupe: m.ratp_kind_groupe,
  'arret-non-marque': m.ratp_kind_arret,
  'materiel-a-ramasser': m.ratp_kind_materiel,
  autre: m.ratp_kind_autre,
};

export const PEOPLE_WORDS: Record<PeopleClass, () => string> = {
  '0-4': m.ratp_people_0_4,
  '5-9': m.ratp_people_5_9,
  '10-19': m.ratp_people_10_19,
  '20+': m.ratp_people_20,
};

export const STEP_WORDS: Record<Step['step'], () => string> = {
  envoyee: m.ratp_step_envoyee,
  accusee: m.ratp_step_accusee,
  'en-route': m.ratp_step_en_route,
  close: m.ratp_step_close,
};

export const OUTCOME_WORDS: Record<Outcome, () => string> = {
  'passage-fait': m.ratp_outcome_passage,
  'sans-suite': m.ratp_outcome_sans_suite,
  'hors-perimetre': m.ratp_outcome_hors_perimetre,
  expiree: m.ratp_outcome_expiree,
  retiree: m.ratp_outcome_retiree,
};

export const DUTY_WORDS: Record<DutyShape, () => string> = {
  passe: m.ratp_state_passe,
  'a-couvrir': m.ratp_state_a_couvrir,
  'fin-proche': m.ratp_state_fin_proche,
  manque: m.ratp_state_manque,
  'non-du': m.ratp_state_non_du,
  'pas-encore-diffuse': m.ratp_state_pas_encore,
};

/** Whether to send somebody there: this audience is told no class finer than `places` (PRV-26). */
export const BAND_WORDS: Record<Band, () => string> = {
  complet: m.ratp_band_complet,
  '1-4': m.ratp_band_places,
  '5-9': m.ratp_band_places,
  '10+': m.ratp_band_places,
  '5+': m.ratp_band_places,
  '1+': m.ratp_band_places,
  ouvert: m.ratp_band_ouvert,
  ferme: m.ratp_band_ferme,
  inconnu: m.ratp_band_inconnu,
};

/** What is written on the badge of a line: `7b`, `12`, `E`, `T3b`. */
export function lineSign(line: string): string {
  return line.replace(/^(M|RER )/, '').replace('bis', 'b');
}

/** What is said of it, with what is written on it: `Ligne 7b`, `Ligne RER E`. */
export function lineWords(line: string): string {
  return m.ratp_line({ line: line.replace(/^M/, '').replace('bis', 'b') });
}

/** Time since then, rounded down: `12 min`, `2 h 05`. */
export function lengthWords(from: Instant, now: Instant): string {
  const minutes = Math.floor(Math.max(0, elapsed(from, now)) / MINUTE);
  if (minutes < 60) return m.ratp_minutes({ n: minutes });
  return m.ratp_hours({ h: Math.floor(minutes / 60), min: String(minutes % 60).padStart(2, '0') });
}

/** `à l’instant`, `il y a 12 min`. */
export function agoWords(at: Instant, now: Instant): string {
  return elapsed(at, now) < 2 * MINUTE ? m.ratp_ago_now() : m.ratp_ago({ time: lengthWords(at, now) });
}

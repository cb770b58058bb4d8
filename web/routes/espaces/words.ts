import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { AdmissionNeed } from '#shared/domain/admission/commands';
import type { ClosureReason, RecountReason, Regime } from '#shared/domain/rest-space/commands';
import { HOUR, MINUTE, elapsed, type Instant } from '#shared/kernel/instant';
import { localDateOf, localHourOf, type LocalDate } from '#shared/kernel/local-time';
import type { RestSpaceService } from '#shared/kernel/rest-space-service';
import type { Band } from '#shared/view/capacity';
import type { RequestEntity } from './entities.ts';

// The words of these screens for each case of the model. Tables, so that a new case stops the type check.

export const BAND_WORDS: Record<Band, () => string> = {
  complet: m.espaces_band_complet,
  '1-4': m.espaces_band_1_4,
  '5-9': m.espaces_band_5_9,
  '10+': m.espaces_band_10,
  '5+': m.espaces_band_5,
  '1+': m.espaces_band_1,
  ouvert: m.espaces_band_ouvert,
  ferme: m.espaces_band_ferme,
  inconnu: m.espaces_band_inconnu,
};

export const REGIME_WORDS: Record<Regime, () => string> = {
  jour: m.espaces_regime_jour,
  nuit: m.espaces_regime_nuit,
};

export const SERVICE_WORDS: Record<RestSpaceService, () => string> = {
  repas: m.espaces_service_repas,
  douche: m.espaces_service_douche,
  infirmier: m.espaces_service_infirmier,
  'acces-aux-droits': m.espaces_service_droits,
};

export const RECOUNT_WORDS: Record<RecountReason, () => string> = {
  releve: m.espaces_recount_releve,
  'oubli-entree': m.espaces_recount_oubli_entree,
  'oubli-sortie': m.espaces_recount_oubli_sortie,
  doute: m.espaces_recount_doute,
  autre: m.espaces_other,
};

export const CLOSURE_WORDS: Record<ClosureReason, () => string> = {
  horaires: m.espaces_closure_horaires,
  travaux: m.espaces_closure_travaux,
  effectif: m.espaces_closure_effectif,
  securite: m.espaces_closure_securite,
  autre: m.espaces_other,
};

export const NEED_WORDS: Record<AdmissionNeed, () => string> = {
  sevrage: m.espaces_need_sevrage,
  somatique: m.espaces_need_somatique,
  psychiatrie: m.espaces_need_psychiatrie,
  bilan: m.espaces_need_bilan,
  'mise-a-distance': m.espaces_need_mise_a_distance,
};

export const STEP_WORDS: Record<RequestEntity['step'], () => string> = {
  demandee: m.espaces_step_demandee,
  vue: m.espaces_step_vue,
  'en-evaluation': m.espaces_step_en_evaluation,
  acceptee: m.espaces_step_acceptee,
  'en-route': m.espaces_step_en_route,
  admise: m.espaces_step_admise,
  reorientee: m.espaces_step_reorientee,
  refusee: m.espaces_step_refusee,
  retiree: m.espaces_step_retiree,
  'perdue-de-vue': m.espaces_step_perdue,
};

/** `14:31:50`, as a tap is told. */
export function secondWords(timezone: string, at: Instant): string {
  return `${localHourOf(timezone, at)}:${at.slice(17, 19)}`;
}

/** `à l’instant`, `il y a 12 min`, `il y a 2 h 05`. */
export function agoWords(at: Instant, now: Instant): string {
  const ms = Math.max(0, elapsed(at, now));
  return ms < 2 * MINUTE ? m.espaces_just_now() : m.espaces_ago({ length: lengthWords(ms) });
}

/** `45 min`, `3 h 42`: rounded down. */
export function lengthWords(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE);
  if (minutes < 60) return m.espaces_minutes({ minutes });
  return m.espaces_hours({ hours: Math.floor(ms / HOUR), minutes: String(minutes % 60).padStart(2, '0') });
}

/** `14:20` today, `dim. 14:20` on another day. */
export function momentWords(timezone: string, at: Instant, now: Instant): string {
  const day = localDateOf(timezone, at);
  const hour = localHourOf(timezone, at);
  return day === localDateOf(timezone, now) ? hour : `${dayWords(day, { weekday: 'short' })} ${hour}`;
}

/** A calendar day in the reader's language. */
export function dayWords(day: LocalDate, options: Intl.DateTimeFormatOptions): string {
  const locale = getLocale() === 'fr' ? 'fr-FR' : 'en-GB';
  // The day is already the territory's: noon UTC keeps it whatever the formatter's own zone.
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(Date.parse(`${day}T12:00Z`));
}

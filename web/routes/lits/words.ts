import { m } from '#lib/paraglide/messages.js';
import type { DelayReason, Redirection } from '#shared/domain/admission/commands';
import type { Assessment, BedClosureReason } from '#shared/domain/bed/commands';
import type { BedKind, Destination, RequestEntity } from './entities.ts';
import { numberOf, type Row } from './queue.ts';

// The words of these screens for each case of the model. Tables, so that a new case stops the type check.

export const BED_WORDS: Record<BedKind, () => string> = {
  disponible: m.lits_state_libre,
  reserve: m.lits_state_reserve,
  occupe: m.lits_state_occupe,
  menage: m.lits_state_menage,
  ferme: m.lits_state_ferme,
};

export const CLOSURE_WORDS: Record<BedClosureReason, () => string> = {
  travaux: m.lits_closure_travaux,
  effectif: m.lits_closure_effectif,
  saison: m.lits_closure_saison,
  autre: m.lits_closure_autre,
};

export const ASSESSMENT_WORDS: Record<Assessment, () => string> = {
  addictologie: m.lits_assessment_addictologie,
  somatique: m.lits_assessment_somatique,
  psychiatrie: m.lits_assessment_psychiatrie,
};

export const ORIGIN_WORDS: Record<RequestEntity['origin'], () => string> = {
  maraude: m.lits_origin_maraude,
  'espace-repos': m.lits_origin_espace_repos,
  'equipe-mobile': m.lits_origin_equipe_mobile,
  'csapa-cmp': m.lits_origin_csapa_cmp,
  urgences: m.lits_origin_urgences,
};

export const NEED_WORDS: Record<RequestEntity['care'][number], () => string> = {
  sevrage: m.lits_need_sevrage,
  somatique: m.lits_need_somatique,
  psychiatrie: m.lits_need_psychiatrie,
  bilan: m.lits_need_bilan,
  'mise-a-distance': m.lits_need_mise_a_distance,
};

export const STEP_WORDS: Record<RequestEntity['step'], () => string> = {
  demandee: m.lits_step_demandee,
  vue: m.lits_step_vue,
  'en-evaluation': m.lits_step_en_evaluation,
  acceptee: m.lits_step_acceptee,
  'en-route': m.lits_step_en_route,
  admise: m.lits_step_admise,
  reorientee: m.lits_step_reorientee,
  refusee: m.lits_step_refusee,
  retiree: m.lits_step_retiree,
  'perdue-de-vue': m.lits_step_perdue_de_vue,
};

export const DELAY_WORDS: Record<DelayReason, () => string> = {
  effectif: m.lits_delay_effectif,
  aval: m.lits_delay_aval,
  psychiatrie: m.lits_delay_psychiatrie,
  autre: m.lits_delay_autre,
};

export const REFUSAL_REASON_WORDS = {
  'hors-criteres': m.lits_refuse_hors_criteres,
  complet: m.lits_refuse_complet,
  'urgence-vitale-vers-sau': m.lits_refuse_sau,
  doublon: m.lits_refuse_doublon,
  autre: m.lits_refuse_autre,
} as const;

export const REDIRECTION_WORDS: Record<Redirection, () => string> = {
  'unite-addictologie': m.lits_to_unite,
  csapa: m.lits_to_csapa,
  cmp: m.lits_to_cmp,
  'hopital-de-jour': m.lits_to_hopital_de_jour,
  urgences: m.lits_to_urgences,
  autre: m.lits_to_autre,
};

export const ANSWER_WORDS: Record<RequestEntity['destinations'][number]['answer'], () => string> = {
  'en-attente': m.lits_answer_en_attente,
  acceptee: m.lits_answer_acceptee,
  refusee: m.lits_answer_refusee,
  'sans-objet': m.lits_answer_sans_objet,
};

/** A unit is said by its id until the pack names it. */
export function destinationWords(destination: Destination): string {
  return destination in REDIRECTION_WORDS ? REDIRECTION_WORDS[destination as Redirection]() : destination;
}

/** `Maraude : sevrage, somatique`; the origin alone when no need was given. */
export function asksWords({ origin, care }: RequestEntity): string {
  const from = ORIGIN_WORDS[origin]();
  if (care.length === 0) return from;
  return m.lits_asks({ origin: from, needs: care.map((need) => NEED_WORDS[need]()).join(', ') });
}

/** `Acceptée, lit 2`, `En route, UHA-3`, `En évaluation`. */
export function stepWords({ request, hold, elsewhere }: Row): string {
  const step = STEP_WORDS[request.step]();
  if (hold) return m.lits_step_bed({ step, n: numberOf(hold.bed) });
  return elsewhere === null ? step : m.lits_step_elsewhere({ step, place: destinationWords(elsewhere) });
}

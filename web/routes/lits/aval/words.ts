import { m } from '#lib/paraglide/messages.js';
import type { HousingLine } from '#shared/domain/housing/commands';
import type {
  PlacementEnd,
  PlacementStep,
  ResidenceCondition,
  ResidenceKind,
  Sending,
} from '#shared/domain/placement/commands';
import type { PlacementEntity } from './placements.ts';

// The words of this tab for each case of the model. Tables, so that a new case stops the type check.

export const LINE_WORDS: Record<HousingLine, () => string> = {
  assore: m.aval_line_assore,
  phase: m.aval_line_phase,
  'appartements-therapeutiques': m.aval_line_appartements_therapeutiques,
  uhs: m.aval_line_uhs,
};

export const RESIDENCE_WORDS: Record<ResidenceKind, () => string> = {
  'centre-therapeutique': m.aval_residence_centre_therapeutique,
  'communaute-therapeutique': m.aval_residence_communaute_therapeutique,
  'soins-de-readaptation': m.aval_residence_soins_de_readaptation,
  'appartement-therapeutique': m.aval_residence_appartement_therapeutique,
  'famille-d-accueil': m.aval_residence_famille_d_accueil,
};

export const RESIDENCE_SHORT: Record<ResidenceKind, () => string> = {
  'centre-therapeutique': m.aval_short_centre_therapeutique,
  'communaute-therapeutique': m.aval_short_communaute_therapeutique,
  'soins-de-readaptation': m.aval_short_soins_de_readaptation,
  'appartement-therapeutique': m.aval_short_appartement_therapeutique,
  'famille-d-accueil': m.aval_short_famille_d_accueil,
};

export const CONDITION_WORDS: Record<ResidenceCondition, () => string> = {
  'sevrage-prealable': m.aval_condition_sevrage_prealable,
  'tso-accepte': m.aval_condition_tso_accepte,
  'accueil-couple': m.aval_condition_accueil_couple,
  'accueil-animal': m.aval_condition_accueil_animal,
  'droits-ouverts': m.aval_condition_droits_ouverts,
};

export const SENDING_WORDS: Record<Sending, () => string> = {
  'csapa-ambulatoire': m.aval_sending_csapa_ambulatoire,
  'service-hospitalier': m.aval_sending_service_hospitalier,
  assore: m.aval_sending_assore,
  phase: m.aval_sending_phase,
};

export const STEP_WORDS: Record<PlacementStep, () => string> = {
  reperage: m.aval_step_reperage,
  accord: m.aval_step_accord,
  evaluation: m.aval_step_evaluation,
  choix: m.aval_step_choix,
  dossier: m.aval_step_dossier,
  concertation: m.aval_step_concertation,
  'date-fixee': m.aval_step_date_fixee,
  accompagnement: m.aval_step_accompagnement,
  entree: m.aval_step_entree,
  'suivi-conjoint': m.aval_step_suivi_conjoint,
};

export const END_WORDS: Record<PlacementEnd, () => string> = {
  sortie: m.aval_end_sortie,
  retour: m.aval_end_retour,
  reorientation: m.aval_end_reorientation,
  abandon: m.aval_end_abandon,
  'perdue-de-vue': m.aval_end_perdue_de_vue,
};

export const ANSWER_WORDS: Record<PlacementEntity['asked'][number]['answer'], () => string> = {
  'en-attente': m.aval_answer_en_attente,
  acceptee: m.aval_answer_acceptee,
  refusee: m.aval_answer_refusee,
  'sans-objet': m.aval_answer_sans_objet,
};

import { m } from '#lib/paraglide/messages.js';
import type { Availability, OutingRefusalReason } from '#shared/domain/hospital-team/commands';
import type { OutingEntity } from './outings.ts';
import type { UnitFacts } from './facts.ts';

// The words of this tab for each case of the model. Tables, so that a new case stops the type check.

export const AVAILABILITY_WORDS: Record<Availability, () => string> = {
  disponible: m.aval_availability_disponible,
  'en-sortie': m.aval_availability_en_sortie,
  indisponible: m.aval_availability_indisponible,
};

export const OUTING_WORDS: Record<OutingEntity['state']['kind'], () => string> = {
  demandee: m.aval_outing_demandee,
  acceptee: m.aval_outing_acceptee,
  refusee: m.aval_outing_refusee,
  faite: m.aval_outing_faite,
  retiree: m.aval_outing_retiree,
};

export const OUTING_REASON_WORDS: Record<OutingRefusalReason, () => string> = {
  effectif: m.aval_outing_reason_effectif,
  'deja-en-sortie': m.aval_outing_reason_deja_en_sortie,
  'hors-criteres': m.aval_outing_reason_hors_criteres,
  autre: m.aval_outing_reason_autre,
};

export const DIRECTORY_WORDS: Record<UnitFacts['directory'][number]['kind'], () => string> = {
  consultation: m.aval_directory_consultation,
  csapa: m.aval_directory_csapa,
  cmp: m.aval_directory_cmp,
  'hopital-de-jour': m.aval_directory_hopital_de_jour,
  urgences: m.aval_directory_urgences,
};

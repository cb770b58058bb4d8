import { halfDays, timezone } from '#lib/territory.ts';
import { instantSchema } from '#shared/kernel/instant';
import { localDateOf, localHourOf } from '#shared/kernel/local-time';
import { m } from '#lib/paraglide/messages.js';
import { halfDayWords } from '#lib/ui/half-day-words.ts';
import { LIKELIHOOD_WORDS } from '#lib/ui/likelihood-words.ts';
import * as AVAL from '../../lits/aval/words.ts';
import * as BEDS from '../../lits/words.ts';

const FIELDS: Record<string, () => string> = {
  band: m.privacy_f_band,
  regime: m.privacy_f_regime,
  jaugeJour: m.privacy_f_jauge_jour,
  jaugeNuit: m.privacy_f_jauge_nuit,
  trend: m.privacy_f_trend,
  'source.freshness': m.privacy_f_source,
  'source.since': m.privacy_f_since,
  free: m.privacy_f_free,
  'level.wait': m.privacy_f_wait,
  'level.atRisk': m.privacy_f_at_risk,
  'level.share.percent': m.privacy_f_share,
  'level.share.kind': m.privacy_f_share,
  state: m.privacy_f_state,
  'state.kind': m.privacy_f_state,
  'state.code': m.privacy_f_code,
  'state.until': m.privacy_f_until,
  'state.since': m.privacy_f_since,
  'state.reason': m.privacy_f_reason,
  'state.reopensAt': m.privacy_f_reopens,
  installed: m.privacy_f_installed,
  available: m.privacy_f_available,
  reserved: m.privacy_f_reserved,
  occupied: m.privacy_f_occupied,
  cleaning: m.privacy_f_cleaning,
  closed: m.privacy_f_closed,
  confirmedAt: m.privacy_f_confirmed,
  code: m.privacy_f_code,
  origin: m.privacy_f_origin,
  care: m.privacy_f_care,
  requestedAt: m.privacy_f_requested,
  step: m.privacy_f_step,
  closedAt: m.privacy_f_closed_at,
  passes: m.privacy_f_passes,
  describes: m.privacy_f_describes,
  releasedAt: m.privacy_f_released,
  mark: m.privacy_f_mark,
  day: m.privacy_f_day,
  surge: m.privacy_f_of_surge,
  surgeAvailable: m.privacy_f_of_surge_free,
  undoable: m.privacy_f_of_undoable,
  delays: m.privacy_f_of_delays,
  destinations: m.privacy_f_of_destinations,
  at: m.privacy_f_of_at,
  withinTwoHours: m.privacy_f_of_forecast,
  'basis.kind': m.privacy_f_of_basis,
  'basis.days': m.privacy_f_of_basis_days,
  'basis.weeks': m.privacy_f_of_basis_weeks,
  'error.ours': m.privacy_f_of_error,
  'error.sameAsNow': m.privacy_f_of_error_now,
  'error.sameAsLastWeek': m.privacy_f_of_error_week,
  month: m.privacy_f_of_month,
  stage: m.privacy_f_of_stage,
  count: m.privacy_f_of_count,
  'report.availability': m.privacy_f_of_availability,
  'report.next': m.privacy_f_of_next,
  'report.saidAt': m.privacy_f_of_said,
  'report.capacity': m.privacy_f_of_capacity,
  'report.taken': m.privacy_f_of_taken,
  'report.blocked': m.privacy_f_of_blocked,
  'report.exitsThisWeek': m.privacy_f_of_exits,
  sending: m.privacy_f_of_sending,
  expertSupport: m.privacy_f_of_expert,
  openedAt: m.privacy_f_of_opened,
  stepSince: m.privacy_f_of_step_since,
  region: m.privacy_f_of_region,
  residence: m.privacy_f_of_residence,
  answer: m.privacy_f_of_answer,
  end: m.privacy_f_of_end,
  monday: m.privacy_f_of_monday,
  discharged: m.privacy_f_of_discharged,
  'admitted.<6': () => m.privacy_f_admitted({ wait: m.lead_wait_lt6() }),
  'admitted.6-12': () => m.privacy_f_admitted({ wait: m.lead_wait_6_12() }),
  'admitted.12-18': () => m.privacy_f_admitted({ wait: m.lead_wait_12_18() }),
  'admitted.18-24': () => m.privacy_f_admitted({ wait: m.lead_wait_18_24() }),
  'admitted.>24': () => m.privacy_f_admitted({ wait: m.lead_wait_gt24() }),
  report: m.privacy_f_of_declared,
  'report.free': m.privacy_f_available,
  'report.occupied': m.privacy_f_occupied,
  'report.closed': m.privacy_f_closed,
  'report.confirmedAt': m.privacy_f_confirmed,
  'state.assessed.addictologie': m.lits_assessment_addictologie,
  'state.assessed.somatique': m.lits_assessment_somatique,
  'state.assessed.psychiatrie': m.lits_assessment_psychiatrie,
};

const CHAIN_WORDS: Record<string, () => string> = {
  rencontres: m.aval_stage_rencontres,
  visites: m.aval_stage_visites,
  demandes: m.aval_stage_demandes,
  admissions: m.aval_stage_admissions,
  reorientations: m.aval_stage_reorientations,
  'autres-fins': m.aval_stage_autres_fins,
  placements: m.aval_stage_placements,
  'entrees-hors-region': m.aval_stage_entrees_hors_region,
};

const VALUES: Record<string, () => string> = {
  ...BEDS.NEED_WORDS,
  ...BEDS.ORIGIN_WORDS,
  ...BEDS.DELAY_WORDS,
  ...BEDS.STEP_WORDS,
  ...AVAL.STEP_WORDS,
  ...AVAL.SENDING_WORDS,
  ...AVAL.RESIDENCE_WORDS,
  ...AVAL.ANSWER_WORDS,
  ...AVAL.LINE_WORDS,
  ...LIKELIHOOD_WORDS,
  ...CHAIN_WORDS,
  indisponible: m.privacy_s_unavailable,
  'en-sortie': m.privacy_s_out,
  'tous-les-jours': m.privacy_s_every_day,
  'meme-jour': m.privacy_s_same_day,
  passe: m.privacy_s_passe,
  'a-couvrir': m.privacy_s_a_couvrir,
  manque: m.privacy_s_manque,
  'non-du': m.privacy_s_non_du,
  'pas-encore-diffuse': m.privacy_s_pas_encore,
  ferme: m.privacy_s_ferme,
  ouvert: m.privacy_s_ouvert,
  complet: m.privacy_s_complet,
  inconnu: m.privacy_s_inconnu,
  frais: m.privacy_s_frais,
  vieillissant: m.privacy_s_vieillissant,
  perime: m.privacy_s_perime,
  disponible: m.privacy_s_disponible,
  reserve: m.privacy_s_reserve,
  occupe: m.privacy_s_occupe,
  menage: m.privacy_s_menage,
  jour: m.privacy_s_jour,
  nuit: m.privacy_s_nuit,
  'trop-peu-de-demandes': m.privacy_s_few,
};

/** The name of a field as people say it; its own where this page knows none. */
export function fieldWords(field: string): string {
  return FIELDS[field]?.() ?? field;
}

/** A half-hour is written without seconds; it begins at an instant. */
const SLOT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)Z$/;

/** A local day, and a month: written the way round that people read them. */
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const MONTH = /^(\d{4})-(\d\d)$/;

/** A value of this field as people say it: what nobody foresaw stays as it came. */
export function saidOf(field: string, value: unknown): string {
  if (typeof value === 'boolean' && field in FIELDS) return value ? m.privacy_s_yes() : m.privacy_s_no();
  return valueWords(value);
}

/** A value as people say it: a state by its word, a half-day by the pack's, an instant by the local day and hour. */
export function valueWords(value: unknown): string {
  if (value === null) return m.privacy_f_none();
  if (typeof value !== 'string') return JSON.stringify(value);
  const halfDay = halfDays.find(({ id }) => id === value);
  if (halfDay) return halfDayWords(halfDay);
  if (DAY.test(value)) return value.replace(DAY, '$3/$2');
  if (MONTH.test(value)) return value.replace(MONTH, '$2/$1');
  const instant = instantSchema.safeParse(value.replace(SLOT, '$1:00.000Z'));
  if (!instant.success) return VALUES[value]?.() ?? value;
  const [, month, day] = localDateOf(timezone, instant.data).split('-');
  return `${day}/${month} ${localHourOf(timezone, instant.data)}`;
}

const KINDS: Record<string, () => string> = {
  situation: m.privacy_k_wall,
  'situation-surface': m.privacy_group_surface,
  'situation-souterrain': m.privacy_group_underground,
  beds: m.privacy_k_beds,
  queue: m.privacy_k_queue,
  'ward-weeks': m.privacy_k_ward_weeks,
};

/** What a thing with a code of its own is called, by its kind; a place has the name that the pack gives it. */
const NAMED: Record<string, (said: { id: string }) => string> = {
  bed: m.privacy_n_bed,
  saturation: m.privacy_n_saturation,
  flows: m.privacy_n_flows,
  housing: m.privacy_n_housing,
  unit: m.privacy_n_unit,
  'hospital-team': m.privacy_n_team,
  placement: m.privacy_n_placement,
  request: m.privacy_n_request,
};

export function namedWords(kind: string, id: string): string {
  return NAMED[kind]?.({ id: valueWords(id.replace(/^lit-/, '')) }) ?? id;
}

/** What a thing without a place is called. */
export function kindWords(kind: string): string {
  return KINDS[kind]?.() ?? kind;
}

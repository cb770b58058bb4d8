import { halfDays, timezone } from '#lib/territory.ts';
import { instantSchema } from '#shared/kernel/instant';
import { localDateOf, localHourOf } from '#shared/kernel/local-time';
import { m } from '#lib/paraglide/messages.js';

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
};

const VALUES: Record<string, () => string> = {
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

/** A value as people say it: a state by its word, a half-day by the pack's, an instant by the local day and hour. */
export function valueWords(value: unknown): string {
  if (value === null) return m.privacy_f_none();
  if (typeof value !== 'string') return JSON.stringify(value);
  const halfDay = halfDays.find(({ id }) => id === value);
  if (halfDay) return halfDay.name;
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
};

/** What a thing without a place is called. */
export function kindWords(kind: string): string {
  return KINDS[kind]?.() ?? kind;
}

import { m } from '#lib/paraglide/messages.js';
import type { Leaf, Plain } from './leaves.ts';

/** What a phrase tells: how precise, how late, in which classes, something more, or a field this page has no words for. */
export type Rank = 'what' | 'when' | 'classes' | 'detail' | 'raw';
export type Phrase = { readonly rank: Rank; readonly text: string; readonly path: string };
type Said = readonly [Rank, string];

const ROLES: Record<string, () => string> = {
  lead: m.privacy_role_lead,
  coordination: m.privacy_role_coordination,
  outreach: m.privacy_role_outreach,
  restspace: m.privacy_role_restspace,
  hospital: m.privacy_role_hospital,
  mobile: m.privacy_role_mobile,
  ratp: m.privacy_role_ratp,
  wall: m.privacy_role_wall,
  admin: m.privacy_role_admin,
  auditor: m.privacy_role_auditor,
  seal: m.privacy_role_seal,
  exact: m.privacy_role_exact,
};

/** The name of a role, or of what a chain begins with; as the policy writes it when this page does not know it. */
export function roleWords(role: string): string {
  return ROLES[role]?.() ?? role;
}

const WORDS: Record<string, () => string> = {
  zones: m.privacy_p_zones,
  sectors: m.privacy_p_sectors,
  stations: m.privacy_p_stations,
  groups: m.privacy_p_groups,
  metro_sectors: m.privacy_p_metro_sectors,
  half_day: m.privacy_p_half_day,
  slot: m.privacy_p_field_slot,
  people: m.privacy_p_field_people,
  needs: m.privacy_p_field_needs,
  recue: m.privacy_p_state_recue,
  'prise-en-charge': m.privacy_p_state_prise,
  close: m.privacy_p_state_close,
  materiel: m.lead_need_materiel,
  soin: m.lead_need_soin,
  'avis-medical': m.lead_need_avis_medical,
  psy: m.lead_need_psy,
  hebergement: m.lead_need_hebergement,
  d2o: m.lead_need_d2o,
  'espace-repos': m.lead_need_espace_repos,
};
const wordOf = (value: unknown) => WORDS[String(value)]?.() ?? String(value);

/** Words of a list, separated by commas. */
export function listWords(values: Plain): string {
  return [values].flat().map(wordOf).join(', ');
}

/** The classes between lower edges: `[0, 5, 10]` is « 0 à 4, 5 à 9, 10 et plus ». */
export function classWords(edges: readonly number[]): string[] {
  return edges.map((from, index) => {
    const next = edges[index + 1];
    if (next === undefined) return m.privacy_p_up({ from });
    return next - 1 === from ? String(from) : m.privacy_p_range({ from, to: next - 1 });
  });
}

function hourWords(edges: readonly number[]): string[] {
  return edges.map((from, index) => {
    const to = edges[index + 1];
    if (to === undefined) return m.privacy_p_up_h({ from });
    return from === 0 ? m.privacy_p_under_h({ to }) : m.privacy_p_range_h({ from, to });
  });
}

/** Where no place is free there is a word for it, so class 0 is not written as a number. */
const freeWords = (edges: readonly number[]) =>
  classWords(edges).map((word, index) => (index === 0 && edges[1] === 1 ? m.privacy_p_full() : word));

type Teller = (value: Plain, dimension: string) => Said | null;
const numbers = (value: Plain): readonly number[] | null =>
  Array.isArray(value) && value.every((each) => typeof each === 'number') ? value : null;
const ofNumber =
  (rank: Rank, say: (n: number) => string): Teller =>
  (value) =>
    typeof value === 'number' ? [rank, say(value)] : null;
const ofNumbers =
  (rank: Rank, say: (edges: readonly number[]) => string): Teller =>
  (value) => {
    const edges = numbers(value);
    return edges && [rank, say(edges)];
  };
const ofWord =
  (rank: Rank, say: (word: string) => string): Teller =>
  (value) =>
    typeof value === 'string' ? [rank, say(value)] : null;
const oneOf =
  (rank: Rank, known: Record<string, () => string>): Teller =>
  (value) => {
    const say = typeof value === 'string' ? known[value] : undefined;
    return say ? [rank, say()] : null;
  };

/** By field, its keys under the dimension joined; a field of one dimension only is written with it. */
const TELLERS: Record<string, Teller> = {
  '': oneOf('what', { none: m.privacy_nothing, own_tour: m.privacy_p_own_tour }),
  kind: (value, dimension) => {
    if (value === 'passes') return ['classes', m.privacy_p_passes()];
    if (value === 'coverage') return ['classes', m.privacy_p_coverage()];
    if (value !== 'exact') return null;
    return ['what', dimension === 'beds' ? m.privacy_p_exact_state() : m.privacy_p_exact()];
  },
  partition: ofWord('what', wordOf),
  delay_min: ofNumber('when', (n) => (n === 0 ? m.privacy_p_live() : m.privacy_p_late({ n }))),
  fields: (value) => ['detail', m.privacy_p_fields({ list: listWords(value) })],
  from: ofWord('detail', (role) => m.privacy_p_made_of({ role: roleWords(role) })),
  show: oneOf('detail', { gaps: m.privacy_p_gaps }),
  window: ofWord('detail', (name) => m.privacy_p_window({ name: wordOf(name) })),
  tick_min: ofNumber('when', (n) => (n === 1 ? m.privacy_p_each_minute() : m.privacy_p_each({ n }))),
  free_edges: ofNumbers('classes', (edges) => freeWords(edges).join(', ')),
  edges: ofNumbers('classes', (edges) => classWords(edges).join(', ')),
  limits: (value) => (listWords(value) === 'day, night' ? ['detail', m.privacy_p_limits()] : null),
  own: oneOf('what', { exact: m.privacy_p_own_exact }),
  'others.from': ofWord('detail', (role) => m.privacy_p_others({ role: roleWords(role) })),
  codes: oneOf('what', {
    all: m.privacy_p_codes_all,
    own_operator: m.privacy_p_codes_own_operator,
    own: m.privacy_p_codes_own,
  }),
  'level.from': ofWord('detail', (role) => m.privacy_p_level({ role: roleWords(role) })),
  wait_edges_h: ofNumbers('classes', (edges) => m.privacy_p_wait({ list: hourWords(edges).join(', ') })),
  at_risk: ofNumbers('classes', (edges) => m.privacy_p_risk({ list: classWords(edges).join(', ') })),
  share: oneOf('classes', { weekly: m.privacy_p_share_weekly }),
  'presence.ttl_min': ofNumber('what', (n) => m.privacy_p_presence({ n })),
  'presence.scope': oneOf('detail', { grant: m.privacy_p_presence_scope }),
  'missions.scope': oneOf('what', { grant: m.privacy_p_missions_grant }),
  missions: oneOf('what', { own_team: m.privacy_p_missions_own }),
  reports: oneOf('what', { all: m.privacy_p_reports_all }),
  'own_requests.states': (value) => ['what', m.privacy_p_requests_states({ list: listWords(value) })],
  'own_requests.to': oneOf('detail', { requester: m.privacy_p_requests_to }),
  'ui.curtain_s': ofNumber('detail', (n) => m.privacy_p_curtain({ n })),
  'ui.second_factor': oneOf('detail', { required: m.privacy_p_second_factor }),
  'ui.interaction': oneOf('detail', { none: m.privacy_p_no_interaction }),
  'ui.label': ofWord('detail', (label) => m.privacy_p_label({ label })),
  'ui.watermark': oneOf('detail', { per_display_hour: m.privacy_p_watermark }),
  views: oneOf('what', { none: m.privacy_p_views_none }),
  audit: oneOf('what', { all: m.privacy_p_audit_all }),
  'releases.bodies': ofWord('what', (role) => m.privacy_p_bodies({ role: roleWords(role) })),
  'releases.hashes': oneOf('detail', { all: m.privacy_p_hashes_all }),
};

/**
 * A field of a role, `roles.wall.surface.delay_min`, as a person reads it. What this page has no words for is given as
 * it is written: a policy may say something new, and nothing of it may be missing here.
 */
export function phraseOf({ path, value }: Leaf): Phrase {
  const [, , dimension = '', ...field] = path;
  const teller = TELLERS[[dimension, ...field].join('.')] ?? TELLERS[field.join('.')];
  const [rank, text] = teller?.(value, dimension) ?? [
    'raw',
    `${path.slice(2).join('.')} = ${JSON.stringify(value)}`,
  ];
  return { rank, text, path: path.join('.') };
}

/** What a role receives exactly as another does. */
export function likeWords(role: string): string {
  return m.privacy_p_like({ role: roleWords(role) });
}

import { m } from '#lib/paraglide/messages.js';
import type { ChipState } from '#lib/ui/chip-state.ts';
import type { AdmissionNeed } from '#shared/domain/admission/commands';
import type { MaraudeLevel } from '#shared/domain/maraude/commands';
import type { ReportKind } from '#shared/domain/field-report/commands';
import type { MissionReason } from '#shared/domain/mission/commands';
import type { Need, PeopleClass } from '#shared/domain/pass/commands';
import type { PresenceStatus } from '#shared/domain/presence/commands';
import { assertNever } from '#shared/kernel/assert-never';
import { HOUR, MINUTE, elapsed, type Instant } from '#shared/kernel/instant';
import { localHourOf } from '#shared/kernel/local-time';
import { slotEnd, slotStart, type Slot } from '#shared/kernel/slot';
import type { Band, FreeBeds } from '#shared/view/capacity';
import type { Command, CommandType } from '#shared/wire/up';
import type { RequestEntity } from './entities.ts';

// The words of the phone for each case of the model. Tables, so that a new case stops the type check.

export const CLASS_WORDS: Record<PeopleClass, () => string> = {
  '0-4': m.terrain_class_0_4,
  '5-9': m.terrain_class_5_9,
  '10-19': m.terrain_class_10_19,
  '20+': m.terrain_class_20,
};

export const NEED_WORDS: Record<Need, () => string> = {
  materiel: m.terrain_need_materiel,
  soin: m.terrain_need_soin,
  'avis-medical': m.terrain_need_avis,
  psy: m.terrain_need_psy,
  hebergement: m.terrain_need_hebergement,
  d2o: m.terrain_need_d2o,
  'espace-repos': m.terrain_need_espace,
};

export const REPORT_WORDS: Record<ReportKind, () => string> = {
  'personne-en-difficulte': m.terrain_report_personne,
  groupe: m.terrain_report_groupe,
  'arret-non-marque': m.terrain_report_arret,
  'materiel-a-ramasser': m.terrain_report_materiel,
  autre: m.terrain_report_autre,
};

export const CARE_WORDS: Record<AdmissionNeed, () => string> = {
  sevrage: m.terrain_care_sevrage,
  somatique: m.terrain_care_somatique,
  psychiatrie: m.terrain_care_psychiatrie,
  bilan: m.terrain_care_bilan,
  'mise-a-distance': m.terrain_care_distance,
};

export const STEP_WORDS: Record<RequestEntity['step'], () => string> = {
  demandee: m.terrain_step_demandee,
  vue: m.terrain_step_vue,
  'en-evaluation': m.terrain_step_en_evaluation,
  acceptee: m.terrain_step_acceptee,
  'en-route': m.terrain_step_en_route,
  admise: m.terrain_step_admise,
  reorientee: m.terrain_step_reorientee,
  refusee: m.terrain_step_refusee,
  retiree: m.terrain_step_retiree,
  'perdue-de-vue': m.terrain_step_perdue,
};

export const LEVEL_WORDS: Record<MaraudeLevel, () => string> = {
  surface: m.terrain_level_surface,
  souterrain: m.terrain_level_souterrain,
  mixte: m.terrain_level_mixte,
};

export const REASON_WORDS: Record<MissionReason, () => string> = {
  effectif: m.terrain_reason_effectif,
  meteo: m.terrain_reason_meteo,
  acces: m.terrain_reason_acces,
  'station-fermee': m.terrain_reason_station,
  securite: m.terrain_reason_securite,
  autre: m.terrain_reason_autre,
};

/** The three that a team says of itself above ground; the others follow from what it does. */
export const STATUSES = ['disponible', 'sur-place', 'pause'] as const;
export const STATUS_WORDS: Record<PresenceStatus, () => string> = {
  disponible: m.terrain_status_disponible,
  'en-route': m.terrain_status_en_route,
  'sur-place': m.terrain_status_occupe,
  'sous-terre': m.terrain_underground,
  pause: m.terrain_status_pause,
};

export const BAND_WORDS: Record<Band, () => string> = {
  complet: m.terrain_band_complet,
  '1-4': m.terrain_band_1_4,
  '5-9': m.terrain_band_5_9,
  '10+': m.terrain_band_10,
  '5+': m.terrain_band_5,
  '1+': m.terrain_band_1,
  ouvert: m.terrain_band_ouvert,
  ferme: m.terrain_band_ferme,
  inconnu: m.terrain_band_inconnu,
};

export const BEDS_WORDS: Record<FreeBeds, () => string> = {
  '0': m.terrain_beds_0,
  '1': m.terrain_beds_1,
  '2': m.terrain_beds_2,
  '3+': m.terrain_beds_3,
  inconnu: m.terrain_band_inconnu,
};

/** The chip in two or three words; the list behind it says the rest. */
export function chipShort(state: ChipState, timezone: string): string {
  switch (state.kind) {
    case 'rien':
      return m.terrain_chip_nothing();
    case 'transmis':
      return m.terrain_chip_sent({ hour: localHourOf(timezone, state.at) });
    case 'garde':
      return m.terrain_chip_kept({ count: state.count });
    case 'attente':
      return m.terrain_chip_later({ count: state.count });
    case 'memoire':
      return m.terrain_chip_memory({ count: state.count });
    case 'refuse':
      return m.terrain_chip_refused({ count: state.count });
    case 'incident':
      return m.terrain_chip_incident();
    default:
      return assertNever(state);
  }
}

type FieldCommand = Extract<
  CommandType,
  | 'DeclarePass'
  | 'WithdrawPass'
  | 'DeclarePresence'
  | 'EndPresence'
  | 'RequestAdmission'
  | 'WithdrawRequest'
  | 'DepartForWard'
  | 'OpenMaraude'
  | 'CloseMaraude'
  | 'FileTourReport'
  | 'TakeMission'
  | 'DeclineMission'
  | 'ReachMission'
  | 'FinishMission'
  | 'GoUnderground'
  | 'StayLonger'
  | 'ComeUp'
  | 'SayAllIsWell'
  | 'RaiseAlert'
  | 'CancelAlert'
  | 'FileReport'
  | 'AskJointOuting'
  | 'WithdrawJointOuting'
>;
const COMMAND_WORDS: Record<FieldCommand, () => string> = {
  DeclarePass: m.terrain_did_pass,
  WithdrawPass: m.terrain_did_withdraw,
  DeclarePresence: m.terrain_did_presence,
  EndPresence: m.terrain_did_end_presence,
  RequestAdmission: m.terrain_did_request,
  WithdrawRequest: m.terrain_did_withdraw_request,
  DepartForWard: m.terrain_did_depart,
  OpenMaraude: m.terrain_did_open,
  CloseMaraude: m.terrain_did_close,
  FileTourReport: m.terrain_did_report,
  TakeMission: m.terrain_did_take,
  DeclineMission: m.terrain_did_decline,
  ReachMission: m.terrain_did_reach,
  FinishMission: m.terrain_did_finish,
  GoUnderground: m.terrain_did_descend,
  StayLonger: m.terrain_did_longer,
  ComeUp: m.terrain_did_up,
  SayAllIsWell: m.terrain_did_well,
  RaiseAlert: m.terrain_did_alert,
  CancelAlert: m.terrain_did_cancel_alert,
  FileReport: m.terrain_did_file,
  AskJointOuting: m.terrain_did_ask_outing,
  WithdrawJointOuting: m.terrain_did_withdraw_outing,
};

/** What a command of this phone was, in plain words. */
export function commandWords({ type }: Command): string {
  return type in COMMAND_WORDS ? COMMAND_WORDS[type as FieldCommand]() : m.terrain_did_other();
}

/** `14:00–14:30`. */
export function slotWords(timezone: string, slot: Slot): string {
  return `${localHourOf(timezone, slotStart(slot))}–${localHourOf(timezone, slotEnd(slot))}`;
}

/** `45 min`, `3 h 42`: rounded down. */
export function lengthWords(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE);
  if (minutes < 60) return m.terrain_minutes({ minutes });
  return m.terrain_hours({ hours: Math.floor(ms / HOUR), minutes: String(minutes % 60).padStart(2, '0') });
}

export function agoWords(at: Instant, now: Instant): string {
  const ms = elapsed(at, now);
  return ms < 2 * MINUTE ? m.terrain_just_now() : m.terrain_ago({ length: lengthWords(ms) });
}

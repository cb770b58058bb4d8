import { m } from '#lib/paraglide/messages.js';
import { assertNever } from '#shared/kernel/assert-never';
import type { SettingLine, SettingStanding } from '#shared/access/settings-desk';
import type { AlarmDelays, OpeningHours } from '#shared/domain/territory-settings/commands';
import type { Setting } from '#shared/domain/territory-settings/events';
import type { RefusalKind } from '#shared/domain/refusal';
import { REFUSAL_WORDS } from '#shared/wire/refusal-words';
import { CLOSURE_WORDS, SERVICE_WORDS } from '../espaces/words.ts';
import { DELAY_FIELDS } from './asked-setting.ts';
import { DELAY_WORDS } from './seuils/delay-words.ts';
import type { SettingOutcome } from './setting-acts.ts';

export function hoursWords(hours: OpeningHours): string {
  return hours.kind === 'continu' ? m.set_continu() : m.set_plage(hours);
}

/** What a setting says, in one line. */
export function settingWords(setting: Setting): string {
  switch (setting.kind) {
    case 'jauges':
      return m.set_said_jauges({ space: setting.space, day: setting.jaugeJour, night: setting.jaugeNuit });
    case 'horaires':
      return m.set_said_hours({ space: setting.space, hours: hoursWords(setting.hours) });
    case 'fermeture': {
      const { space, service } = setting;
      const reason = CLOSURE_WORDS[setting.reason]().toLocaleLowerCase();
      return service === null
        ? m.set_said_closure({ space, reason })
        : m.set_said_service({ space, service: SERVICE_WORDS[service](), reason });
    }
    case 'delais':
      return setting.delays === null ? m.set_said_pack_delays() : m.set_said_delays();
    default:
      return assertNever(setting);
  }
}

/**
 * What a change took the place of, line by line; of delays, only those that it changed. `pack`: the territory's own, which
 * a change without delays goes back to.
 */
export function beforeWords({ setting, before }: SettingLine, pack: AlarmDelays): string[] {
  if (before === null) return [];
  if (setting.kind !== 'delais' || before.kind !== 'delais')
    return [m.set_said_before({ what: settingWords(before) })];
  const [was, is] = [before.delays ?? pack, setting.delays ?? pack];
  return DELAY_FIELDS.filter((field) => was[field] !== is[field]).map((field) => {
    const change = { before: minutesWords(was[field]), after: minutesWords(is[field]) };
    return `${DELAY_WORDS[field]()} : ${m.admin_from_to(change)}`;
  });
}

export function minutesWords(n: number): string {
  return m.set_diff_minutes({ n });
}

export const STANDING_WORDS: Readonly<Record<SettingStanding, () => string>> = {
  'a-venir': m.set_standing_a_venir,
  'en-vigueur': m.set_standing_en_vigueur,
  remplace: m.set_standing_remplace,
  passe: m.set_standing_passe,
  annule: m.set_standing_annule,
};

type Refusal = Extract<SettingOutcome, { kind: 'refused' }>['refusal'];

/** What went wrong, with what to do next. */
export function refusalWords(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'NotAllowed':
      return m.admin_refused_not_allowed();
    case 'Refused':
      return REFUSAL_WORDS[refusal.refusal];
    case 'Later':
      return m.set_later();
    case 'Fault':
      return m.set_fault({ reference: refusal.reference });
    case 'malformed':
      return {
        number: m.set_not_number,
        jauge: () => REFUSAL_WORDS.JaugeOutOfBounds,
        delay: () => REFUSAL_WORDS.AlarmDelayOutOfBounds,
        hour: m.set_not_hour,
        date: m.set_not_date,
        choice: m.set_not_chosen,
      }[refusal.why]();
  }
}

const FIELDS: Partial<Record<RefusalKind, string>> = {
  JaugeOutOfBounds: 'jour',
  NightAboveDay: 'nuit',
  HoursEmpty: 'ferme',
  ServiceNotOffered: 'service',
  ClosureEndsTooSoon: 'au',
  AlarmDelayOutOfBounds: 'reportAcknowledgeMin',
  AlarmDelaysOutOfOrder: 'silentWarnMin',
};

/** The id of the field that a refusal is about; null when it is about none. `genre`: of which form. */
export function fieldOf(refusal: Refusal, genre: string | undefined): string | null {
  if (refusal.kind === 'malformed') return refusal.field === 'genre' ? null : refusal.field;
  if (refusal.kind !== 'Refused') return null;
  if (refusal.refusal === 'SettingDateUnusable') return `du-${genre}`;
  return FIELDS[refusal.refusal] ?? null;
}

import { timezone } from '#lib/territory.ts';
import { closureReasonSchema } from '#shared/domain/rest-space/commands';
import {
  alarmDelaysSchema,
  territorySettingsCommandSchema,
  type TerritorySettingsCommand,
} from '#shared/domain/territory-settings/commands';
import { commandIdSchema, restSpaceIdSchema } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import { instantAtLocal, localDateSchema, localHourSchema, minutesOf } from '#shared/kernel/local-time';
import { restSpaceServiceSchema } from '#shared/kernel/rest-space-service';

/** What a form of settings says, field by field, as it was typed: it comes back with a refusal. None of it is a name. */
export type Typed = Readonly<Record<string, string>>;

/** The command that a form asks for, or the field that is not one. */
export type Asked =
  | { readonly kind: 'command'; readonly command: TerritorySettingsCommand }
  | {
      readonly kind: 'malformed';
      readonly field: string;
      readonly why: 'number' | 'jauge' | 'delay' | 'hour' | 'date' | 'choice';
    };

const malformed = (field: string, why: Extract<Asked, { why: unknown }>['why']): Asked => ({
  kind: 'malformed',
  field,
  why,
});

/** The fields of the alarm delays, by the names of the protocol. */
export const DELAY_FIELDS = alarmDelaysSchema.keyof().options;

/** Every field that one of these forms has, and no other; each is short. */
const FIELDS = [
  'genre',
  'espace',
  'vu',
  'jour',
  'nuit',
  'ouverture',
  'ouvre',
  'ferme',
  'du',
  'au',
  'service',
  'motif',
  'territoire',
  ...DELAY_FIELDS,
] as const;

export function typedIn(form: FormData): Typed {
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = form.get(field);
      return typeof value === 'string' ? [[field, value.slice(0, 40)]] : [];
    }),
  );
}

/** What one of these forms asks for. `genre` says which form it is. */
export function askedSetting(typed: Typed): Asked {
  switch (typed['genre']) {
    case 'jauges':
      return askedJauges(typed);
    case 'horaires':
      return askedHours(typed);
    case 'fermeture':
      return askedClosure(typed);
    case 'delais':
      return askedDelays(typed);
    default:
      return malformed('genre', 'choice');
  }
}

function askedJauges(typed: Typed): Asked {
  const [jaugeJour, jaugeNuit] = [wholeOf(typed['jour']), wholeOf(typed['nuit'])];
  if (jaugeJour === null) return malformed('jour', 'number');
  if (jaugeNuit === null) return malformed('nuit', 'number');
  return dated(typed, 'jauges', (from) => ({
    type: 'ChangeJauges',
    space: typed['espace'],
    jaugeJour,
    jaugeNuit,
    from,
    seen: seenIn(typed),
  }));
}

function askedHours(typed: Typed): Asked {
  const [opens, closes] = [typed['ouvre'] ?? '', typed['ferme'] ?? ''];
  const isRange = typed['ouverture'] === 'plage';
  if (isRange && !localHourSchema.safeParse(opens).success) return malformed('ouvre', 'hour');
  if (isRange && !localHourSchema.safeParse(closes).success) return malformed('ferme', 'hour');
  return dated(typed, 'horaires', (from) => ({
    type: 'ChangeOpeningHours',
    space: typed['espace'],
    hours: isRange ? { kind: 'plage', opens, closes } : { kind: 'continu' },
    from,
    seen: seenIn(typed),
  }));
}

function askedClosure(typed: Typed): Asked {
  const service = typed['service'] === '' ? null : restSpaceServiceSchema.safeParse(typed['service']).data;
  if (service === undefined) return malformed('service', 'choice');
  const reason = closureReasonSchema.safeParse(typed['motif']).data;
  if (reason === undefined) return malformed('motif', 'choice');
  const until = momentOf(typed['au']);
  if (until === undefined) return malformed('au', 'date');
  return dated(typed, 'fermeture', (from) => ({
    type: 'PlanClosure',
    space: typed['espace'],
    service,
    from,
    until,
    reason,
  }));
}

function askedDelays(typed: Typed): Asked {
  if (typed['territoire'] === 'oui')
    return commandOf({ type: 'ChangeAlarmDelays', delays: null, seen: seenIn(typed) }, 'genre');
  const wrong = DELAY_FIELDS.find((field) => wholeOf(typed[field]) === null);
  if (wrong !== undefined) return malformed(wrong, 'number');
  const delays = Object.fromEntries(DELAY_FIELDS.map((field) => [field, wholeOf(typed[field])]));
  const out = alarmDelaysSchema.safeParse(delays).error?.issues[0]?.path[0];
  if (out !== undefined) return malformed(String(out), 'delay');
  return commandOf({ type: 'ChangeAlarmDelays', delays, seen: seenIn(typed) }, 'genre');
}

function dated(typed: Typed, genre: string, command: (from: Instant | null) => object): Asked {
  const from = momentOf(typed['du']);
  return from === undefined ? malformed(`du-${genre}`, 'date') : commandOf(command(from), genre);
}

function commandOf(said: object, genre: string): Asked {
  const command = territorySettingsCommandSchema.safeParse(said);
  if (command.success) return { kind: 'command', command: command.data };
  // A number above every bound; else a space or a form that is none of ours.
  const field = command.error.issues[0]?.path[0];
  if (field === 'jaugeJour' || field === 'jaugeNuit')
    return malformed(field === 'jaugeJour' ? 'jour' : 'nuit', 'jauge');
  return malformed(genre, 'choice');
}

function seenIn(typed: Typed): string | null {
  return commandIdSchema.safeParse(typed['vu']).data ?? null;
}

function wholeOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** The moment of a day and an hour on the territory's clock; null for none, undefined when it is not one. */
function momentOf(text: string | undefined): Instant | null | undefined {
  if (text === undefined || text.trim() === '') return null;
  const [, day = '', hour = ''] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?$/.exec(text.trim()) ?? [];
  const date = localDateSchema.safeParse(day);
  if (!date.success || !localHourSchema.safeParse(hour).success) return undefined;
  const moment = instantAtLocal(timezone, date.data, minutesOf(hour));
  return isOfTheCalendar(day) ? moment : undefined;
}

/** 30 February reads as 2 March: a day is one of the calendar's. */
function isOfTheCalendar(day: string): boolean {
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day);
}

/** The space that an address names, if it is one. */
export function spaceIn(url: URL): string | null {
  return restSpaceIdSchema.safeParse(url.searchParams.get('espace')).data ?? null;
}

import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId } from '../../kernel/ids.ts';
import { DAY, plus, type Instant } from '../../kernel/instant.ts';
import { checkTerritory } from '../../territory/checks.ts';
import { restSpaceFactsSchema, rhythmSchema, type Territory } from '../../territory/schema.ts';
import { facts, refused, type Decision, type RefusalKind } from '../refusal.ts';
import type { TerritorySettingsCommand } from './commands.ts';
import type { Setting, TerritorySettingsEvent } from './events.ts';
import { withSettings } from './overlay.ts';
import { inForce, lastOf, subjectOf, type TerritorySettings } from './state.ts';

export type TerritorySettingsContext = {
  /** Names the change that the command makes. */
  readonly id: CommandId;
  readonly now: Instant;
  /** The pack alone: what holds in its place is the state. */
  readonly pack: Territory;
};

/** Further than this nobody plans a rest space; a date beyond is a slip. */
export const PLANNED_WITHIN_MS = 366 * DAY;

type Change = Exclude<TerritorySettingsCommand, { type: 'UndoSetting' }>;

/** What happens when the administration asks this of the territory's settings. */
export function decideSettings(
  command: TerritorySettingsCommand,
  state: TerritorySettings,
  { id, now, pack }: TerritorySettingsContext,
): Decision<TerritorySettingsEvent> {
  if (command.type === 'UndoSetting') {
    const known = state.find((change) => change.id === command.setting && change.undoneAt === null);
    return known ? facts({ type: 'SettingUndone', change: known.id, at: now }) : refused('SettingUnknown');
  }
  const from = ('from' in command ? command.from : null) ?? now;
  const setting = settingOf(command);
  const refusal = whyNot(command, setting, from, state, { id, now, pack });
  if (refusal !== null) return refused(refusal);
  return facts({ type: 'SettingChanged', change: id, at: now, from, setting });
}

/** What a command says, as it would hold. */
export function settingOf(command: Change): Setting {
  switch (command.type) {
    case 'ChangeJauges': {
      const { space, jaugeJour, jaugeNuit } = command;
      return { kind: 'jauges', space, jaugeJour, jaugeNuit };
    }
    case 'ChangeOpeningHours':
      return { kind: 'horaires', space: command.space, hours: command.hours };
    case 'PlanClosure': {
      const { space, service, until, reason } = command;
      return { kind: 'fermeture', space, service, until, reason };
    }
    case 'ChangeAlarmDelays':
      return { kind: 'delais', delays: command.delays };
    default:
      return assertNever(command);
  }
}

function whyNot(
  command: Change,
  setting: Setting,
  from: Instant,
  state: TerritorySettings,
  { id, now, pack }: TerritorySettingsContext,
): RefusalKind | null {
  if ('space' in setting) {
    const facts = pack.services.restSpaces.find((space) => space.id === setting.space);
    if (!facts) return 'RestSpaceUnknown';
    if (setting.kind === 'fermeture') {
      const { service, until } = setting;
      if (service !== null && !facts.services.value.includes(service)) return 'ServiceNotOffered';
      if (until !== null && until <= from) return 'ClosureEndsTooSoon';
    }
  }
  if (from < now || from > plus(now, PLANNED_WITHIN_MS)) return 'SettingDateUnusable';
  if (setting.kind === 'fermeture') return null;
  const last = lastOf(state, subjectOf({ id, setting }));
  if ('seen' in command && command.seen !== (last?.id ?? null)) return 'SettingChangedMeanwhile';
  const present = inForce(state).map((change) => change.setting);
  if (last === undefined ? isPacks(setting, pack) : JSON.stringify(last.setting) === JSON.stringify(setting))
    return 'SettingAlreadySo';
  return flawOf(setting, withSettings(pack, [...present, setting]));
}

/** Whether the pack says the same. */
function isPacks(setting: Setting, pack: Territory): boolean {
  return (
    (setting.kind === 'delais' && setting.delays === null) ||
    JSON.stringify(valuesOf(withSettings(pack, [setting]))) === JSON.stringify(valuesOf(pack))
  );
}

/** What settings change in a territory, without where it comes from. */
function valuesOf({ services, rhythm }: Territory): unknown {
  const spaces = services.restSpaces.map(({ jaugeJour, jaugeNuit, hours }) => [
    jaugeJour.value,
    jaugeNuit.value,
    hours.kind === 'plage' ? [hours.opens, hours.closes] : hours.kind,
  ]);
  return [spaces, rhythm.thresholds];
}

/** What the pack's own schema and checks have against the territory as it would be. */
function flawOf(setting: Exclude<Setting, { kind: 'fermeture' }>, changed: Territory): RefusalKind | null {
  const isWellFormed =
    changed.services.restSpaces.every((facts) => restSpaceFactsSchema.safeParse(facts).success) &&
    rhythmSchema.safeParse(changed.rhythm).success;
  const isSound = isWellFormed && checkTerritory(changed).length === 0;
  switch (setting.kind) {
    case 'jauges':
      if (!isWellFormed) return 'JaugeOutOfBounds';
      return isSound ? null : 'NightAboveDay';
    case 'horaires':
      return isSound ? null : 'HoursEmpty';
    case 'delais':
      if (!isWellFormed) return 'AlarmDelayOutOfBounds';
      return isSound ? null : 'AlarmDelaysOutOfOrder';
    default:
      return assertNever(setting);
  }
}

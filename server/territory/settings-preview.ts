import type { SettingPreview } from '#shared/access/settings-desk';
import { assertNever } from '#shared/kernel/assert-never';
import type { AlarmDelays } from '#shared/domain/territory-settings/commands';
import type { Setting } from '#shared/domain/territory-settings/events';
import { withSettings } from '#shared/domain/territory-settings/overlay';
import type { TerritorySettings } from '#shared/domain/territory-settings/state';
import type { Instant } from '#shared/kernel/instant';
import type { Policy } from '#shared/policy/schema';
import type { RestSpaceFacts, Territory } from '#shared/territory/schema';
import { wallWordsUnder } from './wall-words.ts';

type Known = {
  readonly pack: Territory;
  readonly present: Territory;
  readonly settings: TerritorySettings;
  readonly policy: Policy;
};
export type Shown = Exclude<SettingPreview, { kind: 'delais' }>;

/** What a setting would change of what is in force; made of limits, hours and rules, and of nothing that is counted. */
export function previewOf(
  setting: Exclude<Setting, { kind: 'delais' }>,
  from: Instant | null,
  { present, settings, policy }: Known,
): Shown | null {
  const before = spaceOf(present, setting);
  const after = spaceOf(withSettings(present, [setting]), setting);
  if (!before || !after) return null;
  switch (setting.kind) {
    case 'jauges': {
      const words = (regime: 'jaugeJour' | 'jaugeNuit') => ({
        before: wallWordsUnder(before[regime].value, policy),
        after: wallWordsUnder(after[regime].value, policy),
      });
      return {
        kind: 'jauges',
        from,
        space: setting.space,
        before: jaugesOf(before),
        after: jaugesOf(after),
        wall: { jour: words('jaugeJour'), nuit: words('jaugeNuit') },
      };
    }
    case 'horaires':
      return {
        kind: 'horaires',
        from,
        space: setting.space,
        before: hoursOf(before),
        after: hoursOf(after),
      };
    case 'fermeture':
      return { ...setting, from, others: closuresOf(settings, setting.space) };
    default:
      return assertNever(setting);
  }
}

export function delaysOf({ rhythm: { thresholds } }: Territory): AlarmDelays {
  return {
    reportAcknowledgeMin: thresholds.reportAcknowledgeMin,
    silentWarnMin: thresholds.silentWarnMin,
    silentMin: thresholds.silentMin,
    exitGraceMin: thresholds.exitGraceMin,
    holdEndsSoonMin: thresholds.holdEndsSoonMin,
    cleaningMin: thresholds.cleaningMin,
    restSpaceSilentMin: thresholds.restSpaceSilentMin,
    perilMin: thresholds.perilMin,
  };
}

export function hoursOf({ hours }: RestSpaceFacts) {
  return hours.kind === 'plage'
    ? { kind: hours.kind, opens: hours.opens, closes: hours.closes }
    : { kind: hours.kind };
}

export function jaugesOf({ jaugeJour, jaugeNuit }: RestSpaceFacts) {
  return { jaugeJour: jaugeJour.value, jaugeNuit: jaugeNuit.value };
}

function spaceOf({ services }: Territory, setting: Extract<Setting, { space: unknown }>) {
  return services.restSpaces.find(({ id }) => id === setting.space);
}

/** Closures of the same space that are planned already. */
function closuresOf(settings: TerritorySettings, space: string): number {
  return settings.filter(
    ({ setting, tookEffect, undoneAt }) =>
      setting.kind === 'fermeture' && setting.space === space && !tookEffect && undoneAt === null,
  ).length;
}

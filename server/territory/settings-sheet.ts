import type { SettingLine, SettingsSheet, SettingStanding } from '#shared/access/settings-desk';
import type { JournalWho } from '#shared/access/journal-desk';
import {
  inForce,
  lastOf,
  subjectOf,
  type SettingChange,
  type TerritorySettings,
} from '#shared/domain/territory-settings/state';
import type { Instant } from '#shared/kernel/instant';
import type { Territory } from '#shared/territory/schema';
import { delaysOf, hoursOf, jaugesOf } from './settings-preview.ts';

/** The history shows as many; the log keeps all of them. */
const SHOWN = 40;

type Known = {
  readonly pack: Territory;
  readonly present: Territory;
  readonly settings: TerritorySettings;
  readonly now: Instant;
};

/** What an administrator's pages are written from. `by`: whom the audit names for a change; null when it does not any more. */
export function settingsSheet(
  { pack, present, settings, now }: Known,
  by: (change: SettingChange) => JournalWho | null,
): SettingsSheet {
  const held = new Set(inForce(settings).map(({ id }) => id));
  const seen = (subject: string) => lastOf(settings, subject)?.id ?? null;
  return {
    now,
    spaces: present.services.restSpaces.map((facts) => ({
      id: facts.id,
      name: facts.name.value,
      ...jaugesOf(facts),
      hours: hoursOf(facts),
      offered: facts.services.value,
      seen: { jauges: seen(`jauges:${facts.id}`), hours: seen(`horaires:${facts.id}`) },
    })),
    delays: { inForce: delaysOf(present), pack: delaysOf(pack), seen: seen('delais') },
    lines: settings
      .map((change, index): SettingLine => {
        const { id, at, from, setting } = change;
        const before = beforeOf(change, settings.slice(0, index), pack);
        return { id, at, from, setting, before, standing: standingOf(change, held, now), by: by(change) };
      })
      .slice(-SHOWN)
      .reverse(),
  };
}

/** What was set of the same thing when this change was made; the pack's own values where nothing was. */
function beforeOf(change: SettingChange, earlier: TerritorySettings, pack: Territory): SettingLine['before'] {
  const last = earlier.findLast(
    (each) => subjectOf(each) === subjectOf(change) && (each.undoneAt === null || each.undoneAt > change.at),
  );
  const { setting } = change;
  switch (setting.kind) {
    case 'fermeture':
      return null;
    case 'delais': {
      const delays = last?.setting.kind === 'delais' ? last.setting.delays : null;
      return { kind: 'delais', delays: delays ?? delaysOf(pack) };
    }
    case 'jauges':
    case 'horaires': {
      if (last) return last.setting;
      const facts = pack.services.restSpaces.find(({ id }) => id === setting.space);
      if (!facts) return null;
      const { kind, space } = setting;
      return kind === 'jauges' ? { kind, space, ...jaugesOf(facts) } : { kind, space, hours: hoursOf(facts) };
    }
  }
}

function standingOf(
  { id, setting, tookEffect, undoneAt }: SettingChange,
  held: ReadonlySet<string>,
  now: Instant,
): SettingStanding {
  if (undoneAt !== null) return 'annule';
  if (!tookEffect) return 'a-venir';
  if (setting.kind === 'fermeture' && setting.until !== null && setting.until <= now) return 'passe';
  return held.has(id) ? 'en-vigueur' : 'remplace';
}

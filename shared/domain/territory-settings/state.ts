import { assertNever } from '../../kernel/assert-never.ts';
import type { CommandId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Setting, TerritorySettingsEvent } from './events.ts';

export type SettingChange = {
  readonly id: CommandId;
  readonly at: Instant;
  readonly from: Instant;
  readonly setting: Setting;
  /** Its moment has come: it holds, unless it was undone or a later one took its place. */
  readonly tookEffect: boolean;
  readonly undoneAt: Instant | null;
};

/** Every change since the beginning, in the order in which they were made (stream `territory-settings`). */
export type TerritorySettings = readonly SettingChange[];

export const NO_SETTINGS: TerritorySettings = [];

export function evolveSettings(state: TerritorySettings, event: TerritorySettingsEvent): TerritorySettings {
  switch (event.type) {
    case 'SettingChanged': {
      const { change, at, from, setting } = event;
      return [...state, { id: change, at, from, setting, tookEffect: false, undoneAt: null }];
    }
    case 'SettingUndone':
      return state.map((each) => (each.id === event.change ? { ...each, undoneAt: event.at } : each));
    case 'SettingsTookEffect':
      return state.map((each) => (event.changes.includes(each.id) ? { ...each, tookEffect: true } : each));
    default:
      return assertNever(event);
  }
}

/** What a change is about: of two about the same thing one holds. Closures do not replace each other. */
export function subjectOf({ id, setting }: Pick<SettingChange, 'id' | 'setting'>): string {
  switch (setting.kind) {
    case 'jauges':
    case 'horaires':
      return `${setting.kind}:${setting.space}`;
    case 'delais':
      return setting.kind;
    case 'fermeture':
      return `fermeture:${id}`;
    default:
      return assertNever(setting);
  }
}

/** Those that hold, one for each thing: of several, the one whose moment came last, then the one made last. */
export function inForce(state: TerritorySettings): readonly SettingChange[] {
  const bySubject = new Map<string, SettingChange>();
  for (const change of state) {
    if (!change.tookEffect || change.undoneAt !== null) continue;
    const held = bySubject.get(subjectOf(change));
    if (!held || held.from <= change.from) bySubject.set(subjectOf(change), change);
  }
  return [...bySubject.values()];
}

/** Those whose moment has come by then, and that do not hold yet. */
export function settingsDue(state: TerritorySettings, now: Instant): readonly SettingChange[] {
  return state.filter(({ tookEffect, undoneAt, from }) => !tookEffect && undoneAt === null && from <= now);
}

/** The last change made of a thing, whether it holds already or not: what an author must have seen to change it. */
export function lastOf(state: TerritorySettings, subject: string): SettingChange | undefined {
  return state.findLast((change) => change.undoneAt === null && subjectOf(change) === subject);
}

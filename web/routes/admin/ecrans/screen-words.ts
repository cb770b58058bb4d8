import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { ScreenGrant } from '#shared/access/grant';
import type { DeviceModel, PairedScreen } from '#shared/access/screens-desk';

const BROWSERS = { firefox: 'Firefox', edge: 'Edge', chrome: 'Chrome', safari: 'Safari' } as const;
const SYSTEMS = {
  windows: 'Windows',
  macos: 'macOS',
  android: 'Android',
  ios: 'iOS',
  linux: 'Linux',
} as const;

/** `Chrome sur Android`. */
export function modelWords({ browser, system }: DeviceModel): string {
  return m.screens_model({
    browser: browser === 'other' ? m.screens_browser_other() : BROWSERS[browser],
    system: system === 'other' ? m.screens_system_other() : SYSTEMS[system],
  });
}

export function roleWords(grant: ScreenGrant): string {
  switch (grant.role) {
    case 'wall':
      return m.screens_role_wall();
    case 'restspace':
      return m.screens_role_tablet({ space: grant.space });
  }
}

/** `vu il y a 4 s`, by the hour at most; before this server started, the day alone is known. */
export function seenWords({ seen, isInUse }: Pick<PairedScreen, 'seen' | 'isInUse'>): string {
  if (!isInUse) return m.screens_seen_never();
  if ('day' in seen) return m.screens_seen_day({ day: dayWords(seen.day) });
  const { secondsAgo } = seen;
  if (secondsAgo < 60) return m.screens_seen_seconds({ n: secondsAgo });
  if (secondsAgo < 3600) return m.screens_seen_minutes({ n: Math.floor(secondsAgo / 60) });
  return m.screens_seen_hours({ n: Math.floor(secondsAgo / 3600) });
}

/** A link beats every five seconds: one that has not for three of them is not there. */
export function isHere({ seen, isInUse }: Pick<PairedScreen, 'seen' | 'isInUse'>): boolean {
  return isInUse && 'secondsAgo' in seen && seen.secondsAgo < 16;
}

/** A day written `2026-03-02`, in the reader's language. */
export function dayWords(day: string): string {
  return new Intl.DateTimeFormat(getLocale() === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(day));
}

/** A measure in the reader's language. */
export function measureWords(value: number): string {
  return new Intl.NumberFormat(getLocale() === 'fr' ? 'fr-FR' : 'en-GB').format(value);
}

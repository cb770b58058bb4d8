import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { OwnDevice } from '#shared/access/own-desk';
import type { Role } from '#shared/access/roles';

const BROWSERS = { firefox: 'Firefox', edge: 'Edge', chrome: 'Chrome', safari: 'Safari' } as const;
const SYSTEMS = {
  windows: 'Windows',
  macos: 'macOS',
  android: 'Android',
  ios: 'iOS',
  linux: 'Linux',
} as const;

/** A device as its owner knows it: `Firefox, Windows`. */
export function deviceWords({ browser, system }: Pick<OwnDevice, 'browser' | 'system'>): string {
  return m.own_device({
    browser: browser === 'other' ? m.own_other() : BROWSERS[browser],
    system: system === 'other' ? m.own_other() : SYSTEMS[system],
  });
}

/** `2026-03-02` as people write it. */
export function dayWords(day: string): string {
  return new Intl.DateTimeFormat(getLocale() === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}

/** A right by its name, with what it is about. */
export function rightWords({ role, own }: { readonly role: Role; readonly own: string }): string {
  switch (role) {
    case 'lead':
      return m.own_role_lead();
    case 'coordination':
      return m.own_role_coordination();
    case 'hospital':
      return m.own_role_hospital();
    case 'mobile':
      return m.own_role_mobile();
    case 'ratp':
      return m.own_role_ratp({ own });
    case 'restspace':
      return m.own_role_restspace({ own });
    case 'outreach':
      return m.own_role_outreach({ own });
    case 'wall':
      return m.own_role_wall();
    case 'admin':
      return m.own_role_admin();
    case 'auditor':
      return m.own_role_auditor();
  }
}

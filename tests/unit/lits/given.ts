import type { AdmissionCode, BedId } from '#shared/kernel/ids';
import type { Instant } from '#shared/kernel/instant';
import type { BedEntity, RequestEntity } from '../../../web/routes/lits/entities.ts';

// Entities of the hospital's view, written the short way.

export const NOW = '2026-11-21T18:12:00.000Z' as Instant;
export const MOMENT = { timezone: 'Europe/Paris', now: NOW, locale: 'fr-FR' } as const;
/** Thresholds of the pack. */
export const HOURS = { prevoirAfterH: 12, atRiskAfterH: 18, lastCallAfterH: 20 } as const;

export const id = (n: number) => `lit-${n}` as BedId;
export const code = (text: string) => text as AdmissionCode;

export function bed(n: number, state: BedEntity['state'], surge = false): BedEntity {
  return { kind: 'bed', id: id(n), surge, undoable: false, state };
}

export const free = (since: Instant = NOW): BedEntity['state'] => ({ kind: 'disponible', since });
export const cleaning = (since: Instant): BedEntity['state'] => ({ kind: 'menage', since });
export const held = (by: string, until: Instant): BedEntity['state'] => ({
  kind: 'reserve',
  since: NOW,
  code: code(by),
  until,
  renewals: 0,
});
export const taken = (since: Instant): BedEntity['state'] => ({
  kind: 'occupe',
  since,
  assessed: { addictologie: null, somatique: null, psychiatrie: null },
});

export function request(
  name: string,
  requestedAt: Instant,
  more: Partial<RequestEntity> = {},
): RequestEntity {
  return {
    kind: 'request',
    code: code(name),
    origin: 'maraude',
    care: [],
    requestedAt,
    step: 'en-evaluation',
    delays: [],
    destinations: [],
    closedAt: null,
    ...more,
  };
}

import type { Audience } from '#shared/view/changes';
import type { Instant } from '#shared/kernel/instant';
import type { Role } from '#shared/access/roles';
import type { CommandType } from '#shared/wire/up';
import type { Holder } from './holder.ts';

/** What may be refused for want of a right. */
export const REFUSED_KINDS = ['view', 'command', 'page', 'file'] as const;
export type RefusedKind = (typeof REFUSED_KINDS)[number];

/** What the borders tell the audit: a kind, never a place, a team, a code or a payload (PRV-54). */
export type Audited =
  | { readonly kind: 'ViewOpened'; readonly view: Audience }
  | { readonly kind: 'CommandSent'; readonly command: CommandType }
  | { readonly kind: 'Exported'; readonly view: Audience }
  | { readonly kind: 'AccessRefused'; readonly to: RefusedKind };

/** Where openings, commands and exports are recorded; kept by the identity store, and by nobody in a demonstration. */
export type Audit = {
  record(entry: { readonly at: Instant; readonly who: Holder; readonly what: Audited }): void;
};

/** Tells it of a person or a screen; a demonstration's visitor has no name there. */
export function tellOf(audit: Audit, who: Holder, what: Audited, at: Instant): void {
  if (who.kind === 'account' || who.kind === 'screen') audit.record({ at, who, what });
}

export const noAudit: Audit = { record: () => {} };

/** Openings of these are recorded: what they show is finer than what a wall shows to a room. */
export const AUDITED_VIEWS: readonly Audience[] = ['lead', 'coordination', 'hospital', 'mobile'];

/**
 * Commands of these are recorded: desks. Not of those who go out, nor of the tablets and posts where they are met: a
 * timed trail of commands would rebuild a worker's route (PRV-54).
 */
export const AUDITED_DESKS: readonly Role[] = ['lead', 'coordination', 'hospital', 'admin'];

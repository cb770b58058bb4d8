import { m } from '#lib/paraglide/messages.js';
import { grantSchema, scopeOf, type Grant } from '#shared/access/grant';
import { restSpaces } from '#territory/services.json';
import { ratpPosts, teams } from '#territory/teams.json';
import { roleWords } from '../../confidentialite/phrases.ts';

/** A right as a form carries it: `lead`, `outreach:T2`. */
export function valueOf(grant: Grant): string {
  const scope = scopeOf(grant);
  return scope === null ? grant.role : `${grant.role}:${scope}`;
}

/** The right that a form's value says; null for what says none. Whether its scope exists is the server's to say. */
export function grantFrom(value: string): Grant | null {
  const [role = '', own] = value.split(':');
  const scope = own === undefined ? {} : { [scopeKeyOf(role)]: own };
  const parsed = grantSchema.safeParse({ role, ...scope });
  return parsed.success ? parsed.data : null;
}

/** Every right of a form, or null when one of its values says none. */
export function grantsFrom(values: readonly string[]): readonly Grant[] | null {
  const grants = values.map(grantFrom);
  return grants.every((grant) => grant !== null) ? grants : null;
}

function scopeKeyOf(role: string): string {
  if (role === 'outreach') return 'team';
  return role === 'restspace' ? 'space' : role === 'ratp' ? 'post' : 'own';
}

/** A right in words: its role, and what of the territory it is about. */
export function grantWords(grant: Grant): string {
  const role = roleWords(grant.role);
  switch (grant.role) {
    case 'outreach':
      return `${role} ${grant.team}`;
    case 'restspace':
      return `${role} ${grant.space}, ${spaceName(grant.space)}`;
    case 'ratp':
      return m.own_role_ratp({ own: grant.post });
    default:
      return role;
  }
}

function spaceName(space: string): string {
  return restSpaces.find(({ id }) => id === space)?.name.value ?? space;
}

const each = (grants: readonly unknown[]) => grants.map((grant) => grantSchema.parse(grant));

/** What can be given, in groups. A wall is no person: it is paired as a screen. */
export const CHOICES: readonly { readonly words: () => string; readonly grants: readonly Grant[] }[] = [
  {
    words: m.admin_grants_desks,
    grants: each(['lead', 'coordination', 'hospital', 'mobile'].map((role) => ({ role }))),
  },
  { words: m.admin_grants_teams, grants: each(teams.map(({ id }) => ({ role: 'outreach', team: id }))) },
  {
    words: m.admin_grants_spaces,
    grants: each(restSpaces.map(({ id }) => ({ role: 'restspace', space: id }))),
  },
  { words: m.admin_grants_posts, grants: each(ratpPosts.map(({ id }) => ({ role: 'ratp', post: id }))) },
  { words: m.admin_grants_system, grants: each(['admin', 'auditor'].map((role) => ({ role }))) },
];

/** What a change of rights takes away, gives, and leaves. */
export function compared(before: readonly Grant[], after: readonly Grant[]) {
  const had = new Set(before.map(valueOf));
  const has = new Set(after.map(valueOf));
  return {
    removed: before.filter((grant) => !has.has(valueOf(grant))),
    added: after.filter((grant) => !had.has(valueOf(grant))),
    kept: before.filter((grant) => has.has(valueOf(grant))),
  };
}

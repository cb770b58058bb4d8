import type { Grant } from './grant.ts';

/**
 * Every address of the product, as the router names it. Those shown to anyone hold nothing of the field; each other one
 * opens to the roles whose row in `permissions.ts` has it, and to nobody else. An address that is in neither list is
 * refused to everyone: a new screen begins by its row.
 */
export const PUBLIC_ROUTES = [
  '/',
  '/acces',
  '/connexion',
  '/connexion/invitation',
  '/connexion/retour/[provider]',
  '/connexion/sortie',
  '/appairer',
  '/accessibilite',
  '/confidentialite',
  '/langue/[tag]',
  '/carte.json',
  '/plan/[theme].svg',
  '/terrain/icone-[size].png',
] as const;

export const GUARDED_ROUTES = [
  '/mur',
  '/maraudes',
  '/maraudes/comme/[audience]',
  '/lits',
  '/lits/unites',
  '/lits/aval',
  '/lits/terrain',
  '/terrain',
  '/terrain/tournee',
  '/terrain/equipe.json',
  '/espaces',
  '/espaces/[id]',
  '/espaces/[id]/feuille',
  '/ratp',
  '/ratp/poste/[post]',
  '/continuum',
  '/confidentialite/meme-minute',
  '/admin',
  '/admin/comptes',
  '/admin/territoire',
  '/admin/seuils',
  '/admin/diffusion',
  '/admin/sante',
  '/admin/journal',
  '/admin/journal.csv',
  '/admin/journal.jsonl',
  '/admin/ecrans',
] as const;
export type GuardedRoute = (typeof GUARDED_ROUTES)[number];

/** What opens to whoever is signed in to an account, whatever its rights: it is about that account and nothing else. */
export const OWN_ROUTES = ['/compte', '/compte/second-facteur'] as const;

/** What other software reads, by the beginning of its address. */
export const ENDPOINTS = ['/fhir/R4', '/exports/capacites.csv'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

export function isPublic(route: string): boolean {
  return PUBLIC_ROUTES.some((known) => known === route);
}

export function isOwn(route: string): boolean {
  return OWN_ROUTES.some((known) => known === route);
}

/** Whether a sign-in may end there: a screen that is known, and whose address names nothing. */
export function isWayBack(route: string | null): route is string {
  return (
    route !== null && !/[[.]/.test(route) && (isOwn(route) || GUARDED_ROUTES.some((known) => known === route))
  );
}

/** The route without what it names: what a sign-in may be told to come back to (UX 2: no place in an address). */
export function withoutScope(route: string): string {
  const end = route.indexOf('/[');
  return end < 0 ? route : route.slice(0, end);
}

/** The first screen of a grant; null while none is made for it. */
export function firstScreenOf(grant: Grant): string | null {
  switch (grant.role) {
    case 'lead':
      return '/maraudes';
    case 'coordination':
      return '/continuum';
    case 'hospital':
      return '/lits';
    case 'ratp':
      return '/ratp';
    case 'restspace':
      return `/espaces/${grant.space}`;
    case 'outreach':
      return '/terrain';
    case 'wall':
      return '/mur';
    case 'admin':
      return '/admin';
    case 'auditor':
      return '/admin/journal';
    case 'mobile':
      return null;
  }
}

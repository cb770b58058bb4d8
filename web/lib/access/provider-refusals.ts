import { PROVIDER_REFUSALS, type ProviderDoor, type ProviderRefusalKind } from '#shared/access/entry-desk';
import type { Refusal } from './typed.ts';

// A browser that comes back from a provider in vain is sent on to the sign-in page, so that no code stays in its address.
// What it is to be told goes with it as one of these words: whatever else an address says is not read, let alone shown.

const WORDS = {
  ProviderUnavailable: 'absent',
  ProviderOver: 'perime',
  ProviderRefused: 'refuse',
  ProviderTooWeak: 'faible',
  ProviderSilent: 'muet',
  NoRight: 'sans-droit',
  AccountSuspended: 'suspendu',
  LoginTaken: 'adresse',
} as const satisfies Record<ProviderRefusalKind, string>;

/** The sign-in page's address that tells of a refusal of this provider. */
export function addressOf(refusal: Refusal, provider: string): string {
  const kind = PROVIDER_REFUSALS.find((known) => known === refusal.kind);
  if (kind !== undefined) return `/connexion?refus=${WORDS[kind]}&chez=${provider}`;
  return refusal.kind === 'Fault' ? `/connexion?incident=${refusal.reference}` : '/connexion';
}

/** What such an address tells; null when it tells nothing that we say. */
export function refusalIn(search: URLSearchParams, doors: readonly ProviderDoor[]): Refusal | null {
  const kind = PROVIDER_REFUSALS.find((known) => WORDS[known] === search.get('refus'));
  const door = doors.find(({ id }) => id === search.get('chez'));
  if (kind !== undefined && door) return { kind, name: door.name };
  const reference = search.get('incident') ?? '';
  return /^[0-9A-F]{8}$/.test(reference) ? { kind: 'Fault', reference } : null;
}

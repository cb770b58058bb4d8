import type { Territory } from '#shared/territory/schema';
import type { Identity } from '../identity/identity.ts';
import { scopesIn } from '../scopes.ts';
import { readProviders, withSecrets } from './provider.ts';
import { RelyingParty, type PartyOptions } from './relying-party.ts';

/**
 * The providers of a deployment, from the file that its configuration names; undefined without one.
 * @throws Error with a sentence for who starts it
 */
export function openProviders(
  file: string | null,
  identity: Identity,
  territory: Territory,
  options: PartyOptions,
): RelyingParty | undefined {
  if (file === null) return undefined;
  const providers = withSecrets(readProviders(file, scopesIn(territory)));
  return new RelyingParty(identity, providers, options);
}

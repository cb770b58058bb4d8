import * as oidc from 'openid-client';
import { z } from 'zod';
import type { ProviderDoor, ProviderRefusalKind } from '#shared/access/entry-desk';
import type { Clock } from '#server/ports/clock';
import type { Farewell } from '../identity/farewell.ts';
import type { Identity } from '../identity/identity.ts';
import type { TooOften, Visit } from '../identity/desk.ts';
import type { SignedIn } from '../identity/sign-in.ts';
import { hashOfToken } from '../identity/token.ts';
import { personOf } from './claims.ts';
import { Descriptions } from './descriptions.ts';
import type { Provider, ProviderWithSecret } from './provider.ts';
import { vouchedFor } from './vouched.ts';

/** A sign-in that is under way elsewhere. */
const pendingSchema = z.strictObject({
  provider: z.string(),
  /** The screen that was asked for. */
  asked: z.string().nullable(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
});
type Pending = z.infer<typeof pendingSchema>;

export type Redirect = {
  readonly kind: 'redirect';
  readonly url: string;
  readonly cookies: readonly string[];
};
/** A provider brought nobody in. */
export type NotIn = { readonly kind: ProviderRefusalKind };
export type Unknown = { readonly kind: 'ProviderUnknown' };
export type CameIn = SignedIn & { readonly asked: string | null; readonly forget: boolean };

export type PartyOptions = {
  /** Where people reach this server: the one address that is declared to the providers. */
  readonly origin: string;
  readonly clock: Clock;
  /** What went wrong, for whoever operates: never a claim, a code or a token. */
  readonly onFault: (cause: unknown) => void;
};

/** Where a provider sends people back to: this address is declared to it. */
export function returnAddress(origin: string, provider: Pick<Provider, 'id'>): string {
  return `${origin}/connexion/retour/${provider.id}`;
}

/** Where a provider sends people back to who have signed out: this address is declared to it too. */
export function logoutReturnAddress(origin: string): string {
  return `${origin}/`;
}

/**
 * Signs people in with an account they have elsewhere: authorization code, PKCE, state and nonce, each bound to the
 * browser that began. What is on its way is held for ten minutes: lost, it only makes people begin again.
 */
export class RelyingParty {
  readonly #identity: Identity;
  readonly #providers: ReadonlyMap<string, ProviderWithSecret>;
  readonly #descriptions: Descriptions;
  readonly #options: PartyOptions;

  constructor(identity: Identity, providers: readonly ProviderWithSecret[], options: PartyOptions) {
    this.#identity = identity;
    this.#providers = new Map(providers.map((one) => [one.provider.id, one]));
    this.#descriptions = new Descriptions(options);
    this.#options = options;
  }

  /** The buttons of the sign-in page. */
  get doors(): readonly ProviderDoor[] {
    return [...this.#providers.values()].map(({ provider: { id, name, button, about } }) => ({
      id,
      name,
      button: button ?? null,
      about: about ?? null,
    }));
  }

  /** What people call a provider; undefined when there is none of this id. */
  nameOf(id: string): string | undefined {
    return this.#providers.get(id)?.provider.name;
  }

  /** Sends a browser to a provider. @param asked the screen that it comes back to in the end */
  async begin(
    id: string,
    visit: Visit,
    asked: string | null = null,
  ): Promise<Redirect | NotIn | Unknown | TooOften> {
    const known = this.#providers.get(id);
    if (!known) return { kind: 'ProviderUnknown' };
    const seconds = await this.#identity.waitOf(visit);
    if (seconds > 0) return { kind: 'TooOften', seconds };
    const configuration = await this.#descriptions.of(known);
    if (!configuration) return { kind: 'ProviderUnavailable' };
    const { provider } = known;
    const pending: Pending = {
      provider: id,
      asked,
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const { device, cookies } = this.#identity.sessions.deviceOf(visit.cookie);
    const { fleeting } = this.#identity;
    await fleeting.put('sign-in elsewhere', keyOf(device, pending.state), JSON.stringify(pending));
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: returnAddress(this.#options.origin, provider),
      scope: provider.scopes.join(' '),
      state: pending.state,
      nonce: pending.nonce,
      ...(provider.pkce && {
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      }),
      ...(provider.acrValues.length > 0 && { acr_values: provider.acrValues.join(' ') }),
    });
    return { kind: 'redirect', url: url.href, cookies };
  }

  /** A browser comes back. @param search the query of the address it came back to */
  async finish(id: string, search: URLSearchParams, visit: Visit): Promise<CameIn | NotIn | Unknown> {
    const known = this.#providers.get(id);
    if (!known) return { kind: 'ProviderUnknown' };
    const { device } = this.#identity.sessions.deviceOf(visit.cookie);
    const pending = await this.#take(keyOf(device, search.get('state') ?? ''));
    if (!pending || pending.provider !== id) {
      // Told as often as somebody may try, and no more: anyone may send a browser here.
      if ((await this.#identity.waitOf(visit)) === 0) await this.#identity.refusedElsewhere();
      return { kind: 'ProviderOver' };
    }
    const entered = await this.#enter(known, pending, search, visit);
    if (!('session' in entered)) return entered;
    return { ...entered, asked: pending.asked };
  }

  async #enter(
    known: ProviderWithSecret,
    pending: Pending,
    search: URLSearchParams,
    visit: Visit,
  ): Promise<(SignedIn & { readonly forget: boolean }) | NotIn> {
    const { provider } = known;
    const configuration = await this.#descriptions.of(known);
    if (!configuration) return { kind: 'ProviderUnavailable' };
    const { origin, onFault } = this.#options;
    const address = new URL(`${returnAddress(origin, provider)}?${search.toString()}`);
    const vouched = await vouchedFor({ provider, configuration, address, begun: pending, onFault });
    if (vouched === null) return this.#refused('ProviderRefused');
    const { claims, idToken } = vouched;
    const level = claims['acr'];
    const { acrValues } = provider;
    if (acrValues.length > 0 && !(typeof level === 'string' && acrValues.includes(level)))
      return this.#refused('ProviderTooWeak');
    const read = personOf(provider, configuration.serverMetadata().issuer, claims);
    if (read.kind === 'ClaimMissing') {
      onFault(new Error(`a sign-in by ${provider.id} says nothing usable as ${read.claim}`));
      return this.#refused('ProviderSilent');
    }
    const farewell = { provider: provider.id, idToken };
    return this.#identity.enterFederated({ ...read.person, farewell }, visit);
  }

  async #refused(kind: ProviderRefusalKind): Promise<NotIn> {
    await this.#identity.refusedElsewhere();
    return { kind };
  }

  /** Where to send a browser that signs out, so that it is signed out of its provider too; null when nowhere. */
  async logoutAddress({ provider: id, idToken }: Farewell): Promise<string | null> {
    const known = this.#providers.get(id);
    const configuration = known && (await this.#descriptions.of(known));
    if (!configuration?.serverMetadata().end_session_endpoint) return null;
    return oidc.buildEndSessionUrl(configuration, {
      id_token_hint: idToken,
      post_logout_redirect_uri: logoutReturnAddress(this.#options.origin),
      // Some providers ask for one. Nothing is done on the way back that it could protect.
      state: oidc.randomState(),
    }).href;
  }

  /** Once: what was begun is over, whatever comes of it. */
  async #take(key: string): Promise<Pending | null> {
    const held = await this.#identity.fleeting.take('sign-in elsewhere', key);
    return held === null ? null : pendingSchema.parse(JSON.parse(held));
  }
}

/** One sign-in of one browser: a state alone, stolen or made up, finds nothing. */
function keyOf(device: string, state: string): string {
  return hashOfToken(`${device} ${state}`);
}

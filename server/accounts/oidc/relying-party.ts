import * as oidc from 'openid-client';
import { HOUR, MINUTE, plus, type Instant } from '#shared/kernel/instant';
import type { SessionId } from '#shared/kernel/ids';
import type { Clock } from '#server/ports/clock';
import type { Identity } from '../identity/identity.ts';
import type { Visit } from '../identity/desk.ts';
import type { FederatedRefusal } from '../identity/federated.ts';
import type { SignedIn } from '../identity/sign-in.ts';
import { hashOfToken, type TokenHash } from '../identity/token.ts';
import { personOf, type Claims } from './claims.ts';
import type { Provider, ProviderWithSecret } from './provider.ts';

const SIGN_IN_LIVES_MS = 10 * MINUTE;
const DESCRIPTION_LIVES_MS = HOUR;
const MOST_PENDING = 1_000;
const TIMEOUT_SECONDS = 10;

type Pending = {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly expiresAt: Instant;
};

export type ProviderRefusal =
  | { readonly kind: 'ProviderUnknown' }
  /** It does not answer, or not as itself. */
  | { readonly kind: 'ProviderUnavailable' }
  /** This browser did not begin this sign-in, or too long ago. */
  | { readonly kind: 'SignInOver' }
  /** The person or the provider said no, or the answer does not prove what it says. */
  | { readonly kind: 'ProviderRefused' }
  | { readonly kind: 'ClaimMissing'; readonly claim: string }
  | FederatedRefusal;

export type Redirect = {
  readonly kind: 'redirect';
  readonly url: string;
  readonly cookies: readonly string[];
};

/** Where a provider sends people back to: this address is declared to it. */
export function returnAddress(origin: string, provider: Pick<Provider, 'id'>): string {
  return `${origin}/connexion/retour/${provider.id}`;
}

/**
 * Signs people in with an account they have elsewhere: authorization code, PKCE, state and nonce, each bound to the
 * browser that began. What is on its way is in memory: a restart only makes people begin again.
 */
export class RelyingParty {
  readonly #identity: Identity;
  readonly #providers: ReadonlyMap<string, ProviderWithSecret>;
  readonly #origin: string;
  readonly #clock: Clock;
  readonly #insecure: boolean;
  readonly #onFault: (cause: unknown) => void;
  readonly #described = new Map<string, { configuration: oidc.Configuration; until: Instant }>();
  readonly #pending = new Map<TokenHash, Pending>();
  /** What a provider wants back at logout, by session. */
  readonly #idTokens = new Map<SessionId, { provider: string; idToken: string }>();

  /** @param options.insecure plain http, for a provider on this machine in a test and nowhere else */
  constructor(
    identity: Identity,
    providers: readonly ProviderWithSecret[],
    options: { origin: string; clock: Clock; onFault: (cause: unknown) => void; insecure?: boolean },
  ) {
    this.#identity = identity;
    this.#providers = new Map(providers.map((one) => [one.provider.id, one]));
    this.#origin = options.origin;
    this.#clock = options.clock;
    this.#insecure = options.insecure ?? false;
    this.#onFault = options.onFault;
  }

  /** The buttons of the sign-in page. */
  get buttons(): readonly { readonly id: string; readonly name: string }[] {
    return [...this.#providers.values()].map(({ provider: { id, name } }) => ({ id, name }));
  }

  /** Sends a browser to a provider. */
  async begin(id: string, visit: Visit): Promise<Redirect | ProviderRefusal> {
    const known = this.#providers.get(id);
    if (!known) return { kind: 'ProviderUnknown' };
    const configuration = await this.#describe(id);
    if (!configuration) return { kind: 'ProviderUnavailable' };
    this.#forgetOver();
    if (this.#pending.size >= MOST_PENDING) return { kind: 'ProviderUnavailable' };
    const { provider } = known;
    const pending: Pending = {
      provider: id,
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      expiresAt: plus(this.#clock.now(), SIGN_IN_LIVES_MS),
    };
    const { device, cookies } = this.#identity.sessions.deviceOf(visit.cookie);
    this.#pending.set(keyOf(device, pending.state), pending);
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: returnAddress(this.#origin, provider),
      scope: provider.scopes.join(' '),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      ...(provider.acrValues.length > 0 && { acr_values: provider.acrValues.join(' ') }),
    });
    return { kind: 'redirect', url: url.href, cookies };
  }

  /** A browser comes back. @param search the query of the address it came back to */
  async finish(id: string, search: URLSearchParams, visit: Visit): Promise<SignedIn | ProviderRefusal> {
    const known = this.#providers.get(id);
    if (!known) return { kind: 'ProviderUnknown' };
    const { device } = this.#identity.sessions.deviceOf(visit.cookie);
    const key = keyOf(device, search.get('state') ?? '');
    const pending = this.#pending.get(key);
    this.#pending.delete(key);
    if (!pending || pending.provider !== id || pending.expiresAt <= this.#clock.now())
      return { kind: 'SignInOver' };
    const configuration = await this.#describe(id);
    if (!configuration) return { kind: 'ProviderUnavailable' };

    const { provider } = known;
    let claims: Claims;
    let idToken: string;
    try {
      const address = new URL(`${returnAddress(this.#origin, provider)}?${search.toString()}`);
      const tokens = await oidc.authorizationCodeGrant(configuration, address, {
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        pkceCodeVerifier: pending.verifier,
        idTokenExpected: true,
      });
      const said = tokens.claims();
      if (!said || tokens.id_token === undefined) return { kind: 'ProviderRefused' };
      idToken = tokens.id_token;
      const more =
        provider.userinfo === 'none'
          ? {}
          : await oidc.fetchUserInfo(configuration, tokens.access_token, said.sub);
      // What proves the sign-in (subject, level, means) is the token's word, whatever the information says.
      claims = { ...more, ...said };
    } catch (cause) {
      // The provider's own words stay out of the journal: they may hold a name, or the code.
      this.#onFault(
        new Error(`a sign-in by ${id} failed: ${cause instanceof Error ? cause.name : 'unknown'}`),
      );
      return { kind: 'ProviderRefused' };
    }
    const level = claims['acr'];
    const asked = provider.acrValues;
    if (asked.length > 0 && !(typeof level === 'string' && asked.includes(level)))
      return { kind: 'ProviderRefused' };

    const read = personOf(provider, configuration.serverMetadata().issuer, claims);
    if (read.kind === 'ClaimMissing') return read;
    const entered = await this.#identity.enterFederated(read.person, visit);
    if ('session' in entered) this.#idTokens.set(entered.session, { provider: id, idToken });
    return entered;
  }

  /** Where to send a browser that signs out, so that it is signed out of its provider too; null when nowhere. */
  async logoutAddress(session: SessionId): Promise<string | null> {
    const kept = this.#idTokens.get(session);
    this.#idTokens.delete(session);
    const configuration = kept && (await this.#describe(kept.provider));
    if (!configuration?.serverMetadata().end_session_endpoint) return null;
    return oidc.buildEndSessionUrl(configuration, {
      id_token_hint: kept?.idToken ?? '',
      post_logout_redirect_uri: `${this.#origin}/`,
    }).href;
  }

  /** The provider as it describes itself, asked again after an hour; undefined when it does not answer as itself. */
  async #describe(id: string): Promise<oidc.Configuration | undefined> {
    const now = this.#clock.now();
    const described = this.#described.get(id);
    if (described && now < described.until) return described.configuration;
    const known = this.#providers.get(id);
    if (!known) return undefined;
    const { provider, secret } = known;
    const signed = provider.userinfo === 'signed' ? { userinfo_signed_response_alg: 'RS256' } : {};
    try {
      const configuration = await oidc.discovery(
        new URL(provider.discovery ?? provider.issuer),
        provider.clientId,
        { client_secret: secret, ...signed },
        undefined,
        { timeout: TIMEOUT_SECONDS, execute: this.#insecure ? [oidc.allowInsecureRequests] : [] },
      );
      // A description that is not under its issuer may name another one.
      if (configuration.serverMetadata().issuer !== provider.issuer)
        throw new Error('another issuer answered');
      // Signatures are checked even where the connection itself would be proof enough.
      oidc.enableNonRepudiationChecks(configuration);
      this.#described.set(id, { configuration, until: plus(now, DESCRIPTION_LIVES_MS) });
      return configuration;
    } catch (cause) {
      this.#onFault(
        new Error(`the provider ${id} cannot be reached: ${cause instanceof Error ? cause.name : 'unknown'}`),
      );
      return undefined;
    }
  }

  #forgetOver(): void {
    const now = this.#clock.now();
    for (const [key, { expiresAt }] of this.#pending) if (expiresAt <= now) this.#pending.delete(key);
    for (const session of this.#idTokens.keys())
      if (!this.#identity.sessions.isKnown(session)) this.#idTokens.delete(session);
  }
}

/** One sign-in of one browser: a state alone, stolen or made up, finds nothing. */
function keyOf(device: string, state: string): TokenHash {
  return hashOfToken(`${device} ${state}`);
}

import * as oidc from 'openid-client';
import type { Claims } from './claims.ts';
import { codeOf } from './code-of.ts';
import type { Provider } from './provider.ts';

/** What proves the sign-in itself, of which the token alone has a word to say. */
const OF_THE_TOKEN = ['acr', 'amr', 'auth_time', 'nonce'];

export type Answer = {
  readonly provider: Provider;
  readonly configuration: oidc.Configuration;
  /** Where the browser came back to, with its query. */
  readonly address: URL;
  /** What this server drew when the sign-in began. */
  readonly begun: { readonly state: string; readonly nonce: string; readonly verifier: string };
  readonly onFault: (cause: unknown) => void;
};

/** Gives a provider its code back for what it says of somebody; null when the answer does not prove what it says. */
export async function vouchedFor({
  provider,
  configuration,
  address,
  begun: { state, nonce, verifier },
  onFault,
}: Answer): Promise<{ readonly claims: Claims; readonly idToken: string } | null> {
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: nonce,
      ...(provider.pkce && { pkceCodeVerifier: verifier }),
      idTokenExpected: true,
    });
    const said = tokens.claims();
    if (!said || tokens.id_token === undefined) return null;
    const more =
      provider.userinfo === 'none'
        ? {}
        : await oidc.fetchUserInfo(configuration, tokens.access_token, said.sub);
    const aside = Object.entries(more).filter(([claim]) => !OF_THE_TOKEN.includes(claim));
    return { claims: { ...Object.fromEntries(aside), ...said }, idToken: tokens.id_token };
  } catch (cause) {
    onFault(new Error(`a sign-in by ${provider.id} failed: ${codeOf(cause)}`));
    return null;
  }
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export const CLIENT = 'passerelle';
export const CLIENT_SECRET = 'secret-of-the-client-of-a-test-and-of-nothing-else';
const STANDARD = '/.well-known/openid-configuration';

/** Someone as the provider knows them, and the assurance it gives. */
export type Known = { readonly sub: string; readonly acr?: string } & Readonly<Record<string, unknown>>;

export type RunningProvider = {
  readonly issuer: string;
  readonly discovery: string;
  /** Who is in front of the browser. */
  person: Known;
  /** Whether its token says by what means; if not, its information alone does. */
  saysLevel: boolean;
  /** Follows a browser through the provider, from our redirect to the address it is sent back to. */
  visit(url: string): Promise<URL>;
  close(): Promise<void>;
};

/** Who its only client is. Read at the first request: an address of ours may be known after the provider's own. */
export type ClientOfProvider = {
  readonly redirectUri: string;
  readonly signedUserinfo: boolean;
  readonly logout: string;
};

/**
 * A real OpenID provider on this machine, whose interaction signs `person` in at once.
 * @param discovery the address of its description, where that is not the standard's
 * @param host the name of this machine in its addresses: under another than ours it is another site
 */
export async function runProvider(
  client: ClientOfProvider,
  discovery = STANDARD,
  host: '127.0.0.1' | 'localhost' = '127.0.0.1',
): Promise<RunningProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://${host}:${(server.address() as AddressInfo).port}`;
  const running = { person: { sub: 'nobody' } as Known, saysLevel: true };
  let made: Provider | undefined;
  server.on('request', (request, response) => {
    void (async () => {
      const provider = (made ??= new Provider(issuer, configurationFor(client, running)));
      const asked = request.url ?? '';
      if (asked.startsWith('/interaction/')) {
        const { sub, acr } = running.person;
        const isSaid = acr !== undefined && running.saysLevel;
        const login = { accountId: sub, ...(isSaid && { acr, amr: ['pwd', 'otp'] }) };
        await provider.interactionFinished(request, response, { login });
        return;
      }
      if (asked === discovery) request.url = STANDARD;
      else if (asked === STANDARD) request.url = '/none';
      await provider.callback()(request, response);
    })();
  });
  return Object.assign(running, {
    issuer,
    discovery: `${issuer}${discovery}`,
    visit: (url: string) => follow(url, issuer),
    close: () => closed(server),
  });
}

function configurationFor(
  { redirectUri, signedUserinfo, logout }: ClientOfProvider,
  running: { person: Known },
): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT,
        client_secret: CLIENT_SECRET,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [logout],
        ...(signedUserinfo && { userinfo_signed_response_alg: 'RS256' }),
      },
    ],
    acrValues: ['eidas1', 'eidas2'],
    claims: {
      openid: ['sub', 'acr', 'amr'],
      email: ['email'],
      given_name: ['given_name'],
      usual_name: ['usual_name'],
      siret: ['siret'],
      scope_all: ['given_name', 'family_name', 'SubjectOrganizationID', 'SubjectRole'],
    },
    features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => Promise.resolve({ ...running.person, sub }),
    }),
    loadExistingGrant: async (context) => {
      const { client, session, params } = context.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new context.oidc.provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      grant.addOIDCScope(String(params?.['scope']));
      await grant.save();
      return grant;
    },
    cookies: { keys: ['a key of a test'] },
    pkce: { required: () => true },
  };
}

/** A browser that keeps the provider's cookies and goes where it is sent, until it is sent elsewhere. */
async function follow(url: string, host: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next = new URL(url);
  for (let hop = 0; hop < 12; hop += 1) {
    if (next.origin !== host) return next;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null)
      throw new Error(`the provider stopped at ${response.status}: ${await response.text()}`);
    next = new URL(location, next);
  }
  throw new Error('the provider sends round and round');
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

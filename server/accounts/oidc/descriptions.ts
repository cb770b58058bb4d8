import * as oidc from 'openid-client';
import { HOUR, plus, type Instant } from '#shared/kernel/instant';
import type { Clock } from '#server/ports/clock';
import { codeOf } from './code-of.ts';
import { isOnThisMachine, type ProviderWithSecret } from './provider.ts';

const LIVES_MS = HOUR;
const TIMEOUT_SECONDS = 10;

/** The providers as they describe themselves, each asked again after an hour. */
export class Descriptions {
  readonly #clock: Clock;
  readonly #onFault: (cause: unknown) => void;
  readonly #kept = new Map<string, { configuration: oidc.Configuration; until: Instant }>();
  readonly #asked = new Map<string, Promise<oidc.Configuration | undefined>>();

  constructor({ clock, onFault }: { clock: Clock; onFault: (cause: unknown) => void }) {
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** Undefined when it does not answer as itself. Whoever asks meanwhile waits for the same answer. */
  of(known: ProviderWithSecret): Promise<oidc.Configuration | undefined> {
    const { id } = known.provider;
    const kept = this.#kept.get(id);
    if (kept && this.#clock.now() < kept.until) return Promise.resolve(kept.configuration);
    const asked = this.#asked.get(id) ?? this.#ask(known).finally(() => this.#asked.delete(id));
    this.#asked.set(id, asked);
    return asked;
  }

  async #ask({ provider, secret }: ProviderWithSecret): Promise<oidc.Configuration | undefined> {
    const { id, issuer, discovery, clientId, signature, userinfo } = provider;
    const address = new URL(discovery ?? issuer);
    const isInClear = address.protocol === 'http:' && isOnThisMachine(address.href);
    try {
      const configuration = await oidc.discovery(
        address,
        clientId,
        {
          client_secret: secret,
          id_token_signed_response_alg: signature,
          ...(userinfo === 'signed' && { userinfo_signed_response_alg: signature }),
        },
        undefined,
        { timeout: TIMEOUT_SECONDS, execute: isInClear ? [oidc.allowInsecureRequests] : [] },
      );
      // A description that is not under its issuer may name another one.
      if (configuration.serverMetadata().issuer !== issuer) {
        this.#onFault(new Error(`the provider ${id} describes another issuer than its own`));
        return undefined;
      }
      // Signatures are checked even where the connection itself would be proof enough.
      oidc.enableNonRepudiationChecks(configuration);
      this.#kept.set(id, { configuration, until: plus(this.#clock.now(), LIVES_MS) });
      return configuration;
    } catch (cause) {
      this.#onFault(new Error(`the provider ${id} cannot be reached: ${codeOf(cause)}`));
      return undefined;
    }
  }
}

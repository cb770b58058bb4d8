import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { grantSchema, scopeOf } from '#shared/access/grant';

const claimNameSchema = z.string().regex(/^[A-Za-z_][\w.:/-]{0,79}$/);

/** By https; in clear on this machine alone, where a provider is tried. */
const addressSchema = z
  .url({ protocol: /^https?$/ })
  .refine(
    (address) => address.startsWith('https:') || isOnThisMachine(address),
    'https, unless it is of this machine',
  );

/** A claim that has one of these values; of a claim with several values, one is enough. */
const conditionSchema = z.strictObject({
  claim: claimNameSchema,
  oneOf: z.array(z.string().min(1)).min(1),
});
export type Condition = z.infer<typeof conditionSchema>;

/**
 * Where people can sign in with an account they have elsewhere. All of it is data: a ProConnect-shaped provider signs
 * its user information and is told of a logout, a Pro Santé Connect-shaped one has a discovery path of its own and is
 * asked for an assurance level.
 */
export const providerSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  /** What people call it. */
  name: z.string().min(1).max(60),
  /** The words of its button, where the provider prescribes them; else « Continuer avec » and its name. */
  button: z.string().min(1).max(80).optional(),
  /** Its own page about itself, shown under its button: some prescribe that too. */
  about: z.url({ protocol: /^https$/ }).optional(),
  issuer: addressSchema,
  /** The whole address of its description, where that is not under the issuer. */
  discovery: addressSchema.optional(),
  clientId: z.string().min(1),
  /** The file that holds the client's secret: it is never in this one. */
  clientSecretFile: z.string().min(1),
  scopes: z
    .array(z.string().regex(/^[\w.:/-]+$/))
    .min(1)
    .refine((scopes) => scopes.includes('openid'), 'openid is missing'),
  /** The assurance levels asked for, the preferred one first. */
  acrValues: z.array(z.string().min(1)).default([]),
  /** What it signs with: a key pair, never the secret that both sides know. */
  signature: z.enum(['RS256', 'ES256', 'PS256']).default('RS256'),
  /** False for one that refuses a parameter it does not know: the nonce alone then ties its code to us. */
  pkce: z.boolean().default(true),
  /** How its user information comes: as a signed token, in plain, or not asked for. */
  userinfo: z.enum(['signed', 'plain', 'none']),
  claims: z.strictObject({
    /** Said one after the other, they are the person's name. */
    name: z.array(claimNameSchema).min(1),
    organisation: claimNameSchema,
    /** An address to show; without one, a name that nobody can type is made of the subject. */
    login: claimNameSchema.optional(),
  }),
  /** What an organisation's number is called here; one that is not named stays a number. */
  organisations: z.record(z.string(), z.string().min(1).max(120)).default({}),
  /** When the provider has already asked for a second factor. Without it, ours is asked for where one is needed. */
  secondFactorWhen: conditionSchema.optional(),
  /** Rights of whoever fulfils every condition of a rule; at least one: no rule is for everybody. */
  rules: z
    .array(z.strictObject({ when: z.array(conditionSchema).min(1), grants: z.array(grantSchema).min(1) }))
    .min(1),
});
export type Provider = z.infer<typeof providerSchema>;

const fileSchema = z.strictObject({ providers: z.array(providerSchema).max(10) });

/** Whether an address names the machine itself. */
export function isOnThisMachine(address: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
}

/** A provider, with the client's secret that its file only points to. */
export type ProviderWithSecret = { readonly provider: Provider; readonly secret: string };

/**
 * Reads the secret of each provider's client.
 * @throws Error naming the provider whose file cannot be read
 */
export function withSecrets(providers: readonly Provider[]): readonly ProviderWithSecret[] {
  return providers.map((provider) => {
    let secret: string;
    try {
      secret = readFileSync(provider.clientSecretFile, 'utf8').trim();
    } catch {
      throw new Error(`PASSERELLE_PROVIDERS: the secret of ${provider.id} cannot be read`);
    }
    if (secret === '') throw new Error(`PASSERELLE_PROVIDERS: the secret of ${provider.id} is empty`);
    return { provider, secret };
  });
}

/**
 * Reads the providers of a deployment.
 * @param scopes the teams, spaces and posts of the territory: a rule gives rights about these alone
 * @throws Error naming what is wrong and where, and no value
 */
export function readProviders(file: string, scopes: ReadonlySet<string>): readonly Provider[] {
  let said: unknown;
  try {
    said = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Error('PASSERELLE_PROVIDERS: the file cannot be read as JSON');
  }
  const parsed = fileSchema.safeParse(said);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`PASSERELLE_PROVIDERS:\n${wrong.join('\n')}`);
  }
  const { providers } = parsed.data;
  const ids = providers.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw new Error('PASSERELLE_PROVIDERS: two providers have the same id');
  const stray = providers.find(({ rules }) =>
    rules.some(({ grants }) =>
      grants.some((grant) => {
        const scope = scopeOf(grant);
        return scope !== null && !scopes.has(scope);
      }),
    ),
  );
  if (stray) throw new Error(`PASSERELLE_PROVIDERS: a rule of ${stray.id} is about a place of no territory`);
  return providers;
}

import { createHash } from 'node:crypto';
import type { Grant } from '#shared/access/grant';
import { loginSchema, nameSchema } from '../identity/rows.ts';
import type { FederatedPerson } from '../identity/federated.ts';
import type { Condition, Provider } from './provider.ts';

/** What a provider says of someone, checked already for who said it. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

export type ClaimsRead =
  | { readonly kind: 'person'; readonly person: Omit<FederatedPerson, 'farewell'> }
  /** A claim that the file of providers names is missing, or cannot be used. */
  | { readonly kind: 'ClaimMissing'; readonly claim: string };

/** Who this is, and what the rules give them: nothing where no rule is fulfilled. */
export function personOf(provider: Provider, issuer: string, claims: Claims): ClaimsRead {
  const names = provider.claims.name.map((claim) => wordsOf(claims, claim)[0] ?? '');
  const name = nameSchema.safeParse(names.filter((one) => one !== '').join(' '));
  if (!name.success) return missing(provider.claims.name.join(' '));
  const number = wordsOf(claims, provider.claims.organisation)[0] ?? '';
  const organisation = nameSchema.safeParse(provider.organisations[number] ?? number);
  if (!organisation.success) return missing(provider.claims.organisation);
  const login = loginSchema.safeParse(
    provider.claims.login === undefined
      ? unspeakable(provider, claims.sub)
      : (wordsOf(claims, provider.claims.login)[0] ?? ''),
  );
  if (!login.success) return missing(provider.claims.login ?? 'sub');
  const { secondFactorWhen } = provider;
  return {
    kind: 'person',
    person: {
      issuer,
      subject: claims.sub,
      login: login.data,
      name: name.data,
      organisation: organisation.data,
      grants: grantsOf(provider, claims),
      hasSecondFactor: secondFactorWhen !== undefined && holds(secondFactorWhen, claims),
    },
  };
}

/** The rights of every rule that is fulfilled, each once. */
function grantsOf({ rules }: Provider, claims: Claims): readonly Grant[] {
  const given = rules.flatMap(({ when, grants }) =>
    when.every((condition) => holds(condition, claims)) ? grants : [],
  );
  return [...new Map(given.map((grant) => [JSON.stringify(grant), grant])).values()];
}

function holds({ claim, oneOf }: Condition, claims: Claims): boolean {
  return wordsOf(claims, claim).some((word) => oneOf.includes(word));
}

/** The values of a claim as words: text, whole numbers and lists of them. Anything else is no value. */
function wordsOf(claims: Claims, claim: string): string[] {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) =>
    typeof one === 'string' ? one : typeof one === 'number' && Number.isSafeInteger(one) ? String(one) : [],
  );
}

/** `.invalid` is reserved (RFC 2606): no password is ever asked for under such a name. */
function unspeakable({ id }: Provider, subject: string): string {
  return `${createHash('sha256').update(subject).digest('hex').slice(0, 16)}@${id}.invalid`;
}

function missing(claim: string): ClaimsRead {
  return { kind: 'ClaimMissing', claim };
}

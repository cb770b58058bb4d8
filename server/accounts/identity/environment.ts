import { readFileSync } from 'node:fs';
import { z } from 'zod';

const LEAST_SECRET = 32;

/** The part of the environment that identities read. Nothing of it is needed to start. */
export const identityEnvironment = {
  /** The server's secret, 32 characters at least: in a file, as an orchestrator gives it, or in the environment. */
  PASSERELLE_SECRET_FILE: z.string().min(1).optional(),
  PASSERELLE_SECRET: z.string().min(LEAST_SECRET, `at least ${LEAST_SECRET} characters`).optional(),
  /** A list of leaked passwords on this machine: one a line, or SHA-1 as Have I Been Pwned publishes them. */
  PASSERELLE_BREACHED_PASSWORDS: z.string().min(1).optional(),
  /** Where people can sign in with an account they have elsewhere (accounts/oidc). */
  PASSERELLE_PROVIDERS: z.string().min(1).optional(),
};

type Environment = z.infer<z.ZodObject<typeof identityEnvironment>>;

export type IdentitySecrets = {
  /** Null: one is made at the first start, and kept beside the identities. */
  readonly secret: string | null;
  readonly breachedPasswords: string | null;
  readonly providers: string | null;
};

/** @throws Error naming the variable whose file cannot be read or is too short, and nothing of what is in it */
export function identitySecrets(environment: Environment): IdentitySecrets {
  const { PASSERELLE_SECRET_FILE: file, PASSERELLE_SECRET: written } = environment;
  return {
    secret: file === undefined ? (written ?? null) : secretIn(file),
    breachedPasswords: environment.PASSERELLE_BREACHED_PASSWORDS ?? null,
    providers: environment.PASSERELLE_PROVIDERS ?? null,
  };
}

function secretIn(file: string): string {
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error('PASSERELLE_SECRET_FILE: the file cannot be read');
  }
  if (secret.length < LEAST_SECRET)
    throw new Error(`PASSERELLE_SECRET_FILE: at least ${LEAST_SECRET} characters`);
  return secret;
}

import { createHmac, hkdfSync } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Chance } from '#server/ports/chance';

export const KEY_FILE = 'identity.key';
const KEY_BYTES = 32;

/** The server's secret, as keys of one use each: what one of them seals, another does not open. */
export type ServerKey = {
  /** Seals the secrets of second factors. */
  readonly sealing: Buffer;
  /** Seals what a provider wants back when somebody signs out. */
  readonly farewells: Buffer;
  /** Hides what several servers hold together for some minutes. */
  readonly moments: Buffer;
  /** Says, in the store, which key its secrets were sealed under, and nothing of it. */
  readonly check: string;
};

/**
 * The server's secret: what the configuration gives, else the one kept beside the identities, made at the first start.
 * Beside them it protects a copy of the database alone, not a copy of the folder: a deployment gives its own.
 * @param given at least 32 characters; null when the configuration gives none
 */
export function openKey(folder: string, given: string | null, chance: Chance): ServerKey {
  const secret = given === null ? keyBeside(folder, chance) : Buffer.from(given, 'utf8');
  if (secret.length < KEY_BYTES) throw new Error('the secret of the server is shorter than 32 characters');
  const key = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `passerelle ${use}`, KEY_BYTES));
  return {
    sealing: key('sealing'),
    farewells: key('farewells'),
    moments: key('moments'),
    check: createHmac('sha256', key('check')).update('identity').digest('hex'),
  };
}

function keyBeside(folder: string, chance: Chance): Buffer {
  const path = join(folder, KEY_FILE);
  if (existsSync(path)) return readFileSync(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = chance.bytes(KEY_BYTES);
  // Durable before anything is sealed under it; never over one that is there.
  const handle = openSync(path, 'wx', 0o600);
  writeSync(handle, secret);
  fsyncSync(handle);
  closeSync(handle);
  return secret;
}

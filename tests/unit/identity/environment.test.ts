import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstRunNote, openIdentity } from '#server/accounts/identity/open-identity';
import { readConfig } from '#server/config';
import { systemClock } from '#server/ports/clock';
import { Browser, PASSWORD } from '../../support/identity.ts';

const SECRET = 'un secret de trente-deux signes au moins';
function identityOf(environment: Record<string, string>) {
  const { territories } = readConfig([], environment);
  if (territories.kind !== 'one') throw new Error('one territory was configured');
  return territories.territory.identity;
}

test('[IDN-58] the secret of the server is read from a file or from the environment; too short or unreadable, it stops the start unsaid', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'));
  try {
    const file = join(folder, 'secret');
    writeFileSync(file, `${SECRET}\n`);
    expect(identityOf({})).toEqual({ secret: null, breachedPasswords: null, providers: null });
    expect(identityOf({ PASSERELLE_SECRET: SECRET }).secret).toBe(SECRET);
    expect(identityOf({ PASSERELLE_SECRET_FILE: file, PASSERELLE_SECRET: 'x'.repeat(40) }).secret).toBe(
      SECRET,
    );
    const short = () => identityOf({ PASSERELLE_SECRET: 'trop-court' });
    expect(short).toThrow('PASSERELLE_SECRET: at least 32 characters');
    expect(short).not.toThrow('trop-court');
    writeFileSync(file, 'trop-court');
    expect(() => identityOf({ PASSERELLE_SECRET_FILE: file })).toThrow(
      'PASSERELLE_SECRET_FILE: at least 32 characters',
    );
    expect(() => identityOf({ PASSERELLE_SECRET_FILE: folder })).toThrow('the file cannot be read');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('[IDN-25] a start without an administrator prints one link, and no other once it was taken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-run-'));
  const ports = { clock: systemClock, policy: () => '', isSecure: false, onFault: () => {} };
  const identity = await openIdentity(folder, identityOf({}), ports);
  try {
    const note = await firstRunNote(identity, 'https://passerelle.exemple.test');
    const [, token = ''] =
      /passerelle\.exemple\.test\/connexion\/invitation#(\S{43})\n/.exec(note ?? '') ?? [];
    const names = { name: 'Prénom Nom', organisation: 'À configurer' };
    const typed = { token, password: PASSWORD, login: 'admin@exemple.test', ...names };
    expect((await identity.invitations.take(typed, new Browser().visit)).kind).toBe('enrolment');
    expect(await firstRunNote(identity, 'https://passerelle.exemple.test')).toBe(null);
  } finally {
    await identity.close();
    rmSync(folder, { recursive: true });
  }
});

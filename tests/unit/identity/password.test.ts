import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { noBreachedPasswords, readBreachedPasswords } from '#server/accounts/identity/breached-list';
import { isGuessable } from '#server/accounts/identity/guessable';
import { hashPassword, verifyPassword } from '#server/accounts/identity/password-hash';
import { whyNotPassword } from '#server/accounts/identity/password-rule';
import { PASSWORD, seededChance } from '../../support/identity.ts';

const about = {
  login: 'c.dupuis@exemple.test',
  name: 'Camille Dupuis',
  organisation: 'Les Fougères',
  hasSecondFactor: false,
};
const why = (password: string, more: Partial<typeof about> = {}) =>
  whyNotPassword(password, { ...about, ...more }, noBreachedPasswords)?.kind ?? null;

test('[IDN-1] a password has fifteen characters at least, twelve beside a second factor, 128 at most, and no rule of composition', () => {
  expect(why('gkvzwpnrhdtbxq')).toBe('PasswordTooShort');
  expect(why('gkvzwpnrhdtbxqm')).toBe(null);
  expect(why('gkvzwpnrhdt', { hasSecondFactor: true })).toBe('PasswordTooShort');
  expect(why('gkvzwpnrhdtb', { hasSecondFactor: true })).toBe(null);
  const long = 'ébène où 73 loirs grimpent ; '.repeat(5);
  expect(why(long.slice(0, 128))).toBe(null);
  expect(why(long.slice(0, 129))).toBe('PasswordTooLong');
  // Twelve signs that each take two units of a string.
  expect(why('🦊🌵🛶🎻🧲🪁🦉🥁🗿🍄🪕🧭')).toBe('PasswordTooShort');
});

describe('[IDN-2] a password made of a few predictable pieces is refused, whatever its capitals, accents and look-alike digits', () => {
  test.each([
    ['a frequent word and a year', 'motdepasse-2026!'],
    ['walks over an AZERTY keyboard', 'azertyuiopqsdfgh'],
    ['walks over a QWERTY keyboard', '1qaz2wsx3edc4rfv'],
    ['a group said again', 'abc1abc1abc1abc1'],
    ['one character', 'aaaaaaaaaaaaaaaa'],
    ['a season and dates', 'Printemps2025!2026'],
    ['words of the field', 'Maraude.Passage.75019'],
    ['look-alike digits', 'P@ssw0rd-P@ssw0rd'],
    ['accents', 'Été-Été-Été-2026'],
    ['months', 'janvierfevriermars'],
    ['digits in order', '123456789012345678'],
  ])('%s', (_, password) => {
    expect(isGuessable(password)).toBe(true);
    expect(why(password)).toBe('PasswordFrequent');
  });

  test.each([PASSWORD, 'gkvzwpnrhdtbxqm', 'cinq loirs grimpent au mur', 'Vq7#uT!m2Lr9xB0'])(
    'not: %s',
    (password) => {
      expect(why(password)).toBe(null);
    },
  );
});

test("[IDN-3] a password made of the login, of the person's, the organisation's or the product's name is refused", () => {
  expect(why('CamilleDupuis-42')).toBe('PasswordMadeOfNames');
  expect(why('dupuis exemple dupuis')).toBe('PasswordMadeOfNames');
  expect(why('les-Fougeres-Passerelle')).toBe('PasswordMadeOfNames');
  expect(why('Passerelle+Camille+lynx')).toBe('PasswordMadeOfNames');
  expect(why('camille grimpe au noyer tordu')).toBe(null);
});

test("[IDN-4] a password of the operator's list is refused, written in plain or as SHA-1 with its count", () => {
  const folder = mkdtempSync(join(tmpdir(), 'breached-'));
  try {
    const leaked = 'vexillologie-notoire';
    const hashed = createHash('sha1').update('taupe ruban glacial').digest('hex').toUpperCase();
    writeFileSync(join(folder, 'list.txt'), `court\n${leaked}\r\n${hashed}:7\n`);
    const list = readBreachedPasswords(join(folder, 'list.txt'));
    const given = (password: string) => whyNotPassword(password, about, list)?.kind ?? null;
    expect(given(leaked)).toBe('PasswordFrequent');
    expect(given(leaked.toUpperCase())).toBe('PasswordFrequent');
    expect(given('taupe ruban glacial')).toBe('PasswordFrequent');
    expect(given('taupe ruban glaciaux')).toBe(null);
    expect(() => readBreachedPasswords(join(folder, 'none'))).toThrow(
      'PASSERELLE_BREACHED_PASSWORDS: there is no file',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('[IDN-5] a password is kept as argon2id of 19 MiB, two passes and one lane, under a salt of its own', async () => {
  const chance = seededChance('salt');
  const one = await hashPassword(PASSWORD, chance);
  const other = await hashPassword(PASSWORD, chance);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(one).not.toBe(other);
  expect(await verifyPassword(one, PASSWORD)).toBe(true);
  expect(await verifyPassword(one, `${PASSWORD} `)).toBe(false);
  await expect(verifyPassword('$argon2i$whatever', PASSWORD)).rejects.toThrow('not in a known form');
});

test('[IDN-6] what looks the same on two keyboards is one password', async () => {
  const kept = await hashPassword('cafe\u0301 glac\u00e9 \ufb01celle', seededChance('salt'));
  expect(await verifyPassword(kept, 'caf\u00e9 glace\u0301 ficelle')).toBe(true);
});

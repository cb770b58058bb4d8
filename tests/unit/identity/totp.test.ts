import { expect, test } from 'vitest';
import { base32, codeAt, otpauthUri, stepOfCode } from '#server/accounts/identity/totp';
import { seal, unseal } from '#server/accounts/identity/sealed';
import type { Instant } from '#shared/kernel/instant';
import { seededChance } from '../../support/identity.ts';

/** RFC 6238, appendix B: SHA-1, the last six of its eight digits. */
const SECRET = Buffer.from('12345678901234567890');

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('[IDN-7] the code of second %i is the one of RFC 6238', (second, code) => {
  expect(codeAt(SECRET, Math.floor(second / 30))).toBe(code);
});

test('[IDN-8] a code is good in its half-minute and the two beside it, once, and none from before it after that', () => {
  const now = '2026-03-02T07:00:10.000Z' as Instant;
  const step = Math.floor(Date.parse(now) / 30_000);
  const found = (of: number, lastStep = 0) => stepOfCode(SECRET, codeAt(SECRET, of), now, lastStep);
  expect([-2, -1, 0, 1, 2].map((away) => found(step + away))).toEqual([null, step - 1, step, step + 1, null]);
  expect(found(step, step)).toBe(null);
  expect(found(step - 1, step)).toBe(null);
  expect(found(step + 1, step)).toBe(step + 1);
  expect(
    stepOfCode(SECRET, ` ${codeAt(SECRET, step).slice(0, 3)} ${codeAt(SECRET, step).slice(3)}`, now, 0),
  ).toBe(step);
  for (const nonsense of ['', '12345', '1234567', 'abcdef', '😀😀'])
    expect(stepOfCode(SECRET, nonsense, now, 0)).toBe(null);
});

test('an authenticator application is told the secret in base32', () => {
  // RFC 4648, section 10
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  expect(otpauthUri(SECRET, 'a@exemple.test')).toBe(
    'otpauth://totp/Passerelle:a%40exemple.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Passerelle&algorithm=SHA1&digits=6&period=30',
  );
});

test('[IDN-9] what is sealed opens under its key, for the account it was sealed for, and unchanged', () => {
  const key = Buffer.alloc(32, 1);
  const sealed = seal(SECRET, 'account-1', key, seededChance('iv'));
  expect(unseal(sealed, 'account-1', key)).toEqual(SECRET);
  expect(sealed).not.toBe(seal(SECRET, 'account-1', key, seededChance('another iv')));
  expect(() => unseal(sealed, 'account-2', key)).toThrow();
  expect(() => unseal(sealed, 'account-1', Buffer.alloc(32, 2))).toThrow();
  for (let at = 3; at < sealed.length; at += 7) {
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    expect(() => unseal(changed, 'account-1', key)).toThrow();
  }
});

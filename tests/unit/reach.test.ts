import { describe, expect, test } from 'vitest';
import { readConfig } from '#server/config';
import { isReachedSecurely } from '#server/reach';

const start =
  (args: string[], environment: Record<string, string> = {}) =>
  () =>
    readConfig(args, environment);
const OUTSIDE = { HOST: '0.0.0.0' };
const NAMED = { ...OUTSIDE, ORIGIN: 'https://passerelle.exemple.test' };

describe('a demonstration', () => {
  test('[E03] stays on its machine, unless it is written out that it may not', () => {
    expect(start(['--demo'])).not.toThrow();
    expect(start(['--demo'], OUTSIDE)).toThrow(/--demo-public/);
    expect(start(['--demo'], { PASSERELLE_TRUSTED_PROXIES: '10.0.0.0/8' })).toThrow(/--demo-public/);
    expect(start(['--demo', '--demo-public'], OUTSIDE)).not.toThrow();
  });
});

describe('a server with accounts', () => {
  test('[E03] that others reach knows its address, which is https', () => {
    expect(start([])).not.toThrow();
    expect(start([], OUTSIDE)).toThrow(/^ORIGIN: say/);
    expect(start([], { PASSERELLE_TRUSTED_PROXIES: '10.0.0.4' })).toThrow(/^ORIGIN: say/);
    expect(start([], { ORIGIN: 'http://passerelle.exemple.test' })).toThrow(/^ORIGIN: https/);
    expect(start([], NAMED)).not.toThrow();
    expect(start([], { ORIGIN: 'http://localhost:4000' })).not.toThrow();
    expect(start([], { ORIGIN: 'http://localhost:4000,https://passerelle.exemple.test' })).toThrow(/or none/);
  });

  test('[E03] believes only the proxies that are named, by address or range', () => {
    const { trustedProxies, isSecure } = readConfig([], {
      ...NAMED,
      PASSERELLE_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8',
    });
    expect([trustedProxies, isSecure]).toEqual([['127.0.0.1', '10.0.0.0/8', 'fd00::/8'], true]);
    for (const wrong of ['loopback', '10.0.0', '*', '10.0.0.0/33'])
      expect(start([], { ...NAMED, PASSERELLE_TRUSTED_PROXIES: wrong })).toThrow(
        /PASSERELLE_TRUSTED_PROXIES/,
      );
  });

  test('[IDN-23] has cookies for https alone when all its addresses are', () => {
    expect(isReachedSecurely([])).toBe(false);
    expect(isReachedSecurely(['http://localhost:4000'])).toBe(false);
    expect(isReachedSecurely(['https://passerelle.exemple.test'])).toBe(true);
  });
});

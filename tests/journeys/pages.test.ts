import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchange } from '../support/raw-http.ts';
import { paris } from '../support/said.ts';
import { person, servePagesLive, type ServedLive, type SignedInPerson } from '../support/served-identity.ts';

let served: ServedLive;
let lead: SignedInPerson;
beforeAll(async () => {
  served = await servePagesLive(paris('17:01:10'));
  lead = await person(served, { role: 'lead' });
});
afterAll(() => served.stop());

/** As somebody signed in, but where they come in. */
const ask = (path: string, headers: Record<string, string> = {}) => {
  const cookie = path === '/connexion' ? {} : { cookie: lead.cookie };
  return fetch(`${served.url}${path}`, { headers: { ...cookie, ...headers }, redirect: 'manual' });
};

describe.each(['/', '/connexion', '/maraudes', '/compte', '/acces', '/confidentialite', '/accessibilite'])(
  'the page %s',
  (path) => {
    test('[SEC-22] takes scripts, styles and links of our own origin alone, and no script but those it names', async () => {
      const answer = await ask(path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      const rules = new Map(
        policy.split(';').map((rule) => {
          const [name = '', ...sources] = rule.trim().split(' ');
          return [name, sources.join(' ')] as const;
        }),
      );
      expect(rules.get('default-src')).toBe("'none'");
      expect(rules.get('script-src')).toMatch(/^'self'( '(nonce|sha256)-[\w+/=-]+')*$/);
      for (const [name, only] of [
        ['connect-src', "'self'"],
        ['base-uri', "'none'"],
        ['frame-ancestors', "'none'"],
      ])
        expect([name, rules.get(name ?? '')]).toEqual([name, only]);
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
      // An inline script that no nonce names would not run; what is only data does not run.
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      const inline = [
        ...(await answer.text()).matchAll(/<script(?![^>]*\b(?:src=|type="application\/json"))([^>]*)>/g),
      ].map(([, said]) => said);
      for (const said of inline) expect(said).toContain(`nonce="${nonce}"`);
      const again = (await ask(path)).headers.get('content-security-policy') ?? '';
      if (nonce !== undefined) expect(again).not.toContain(nonce);
    });

    test('[SEC-22] says its kind and its letters, is kept by nobody, and answers no other origin', async () => {
      const { headers } = await ask(path, { origin: 'https://ailleurs.exemple.test' });
      expect(headers.get('content-type')).toMatch(/^text\/html; ?charset=utf-8$/i);
      expect(headers.get('cache-control')).toMatch(/no-store/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    });
  },
);

test('[SEC-22] no answer of the server allows another origin', async () => {
  for (const path of [
    '/api/health',
    '/nowhere',
    '/fhir/R4/metadata',
    '/socket.io/?EIO=4&transport=polling',
  ]) {
    const { headers } = await ask(path, { origin: 'https://ailleurs.exemple.test' });
    expect([path, [...headers.keys()].filter((name) => name.startsWith('access-control-'))]).toEqual([
      path,
      [],
    ]);
  }
});

test.each([
  '/.git/config',
  '/.env',
  '/package.json',
  '/server/main.ts',
  '/build/handler.js',
  '/data/live/identity.db',
  '/_app/',
  '/_app/immutable/',
  '/%2e%2e/package.json',
  '/..%2fpackage.json',
  '/_app/..%2f..%2f..%2fpackage.json',
])('[SEC-23] only what is meant to be served is: %s is nothing', async (path) => {
  // As it is written: fetch would tidy the address.
  const answer = await exchange(served.url, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1.1 40[04] /);
  expect(answer).not.toMatch(/"dependencies"|repositoryformatversion|createApp|<title>Index of/);
});

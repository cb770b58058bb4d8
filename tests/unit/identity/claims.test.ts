import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { personOf } from '#server/accounts/oidc/claims';
import { providerSchema, readProviders, withSecrets } from '#server/accounts/oidc/provider';

const SAID = {
  id: 'agents',
  name: 'Compte agent',
  issuer: 'https://identite.exemple.test',
  clientId: 'passerelle',
  clientSecretFile: '/run/secrets/agents',
  scopes: ['openid'],
  userinfo: 'signed',
  claims: { name: ['given_name', 'usual_name'], organisation: 'siret', login: 'email' },
  rules: [{ when: [{ claim: 'siret', oneOf: ['1'] }], grants: [{ role: 'mobile' }, { role: 'mobile' }] }],
};
const PROVIDER = providerSchema.parse(SAID);
const CLAIMS = { sub: 's', given_name: 'Prénom', usual_name: 'Nom', siret: 1, email: 'A@exemple.test' };
const read = (claims: Record<string, unknown>) => personOf(PROVIDER, SAID.issuer, { ...CLAIMS, ...claims });

test('[IDN-56] a claim is text, a whole number or a list of them; anything else is no claim, and a missing one is named', () => {
  expect(read({})).toMatchObject({
    person: { login: 'a@exemple.test', name: 'Prénom Nom', organisation: '1', grants: [{ role: 'mobile' }] },
  });
  expect(read({ siret: ['0', '1'] })).toMatchObject({ person: { grants: [{ role: 'mobile' }] } });
  expect(read({ siret: '2' })).toMatchObject({ person: { grants: [], hasSecondFactor: false } });
  for (const siret of [undefined, {}, { toString: () => '1' }, [[1]], 1.5]) {
    expect(read({ siret })).toEqual({ kind: 'ClaimMissing', claim: 'siret' });
  }
  expect(read({ email: 'no address' })).toEqual({ kind: 'ClaimMissing', claim: 'email' });
  expect(read({ given_name: '', usual_name: null })).toEqual({
    kind: 'ClaimMissing',
    claim: 'given_name usual_name',
  });
  const inherited = providerSchema.parse({
    ...SAID,
    claims: { ...SAID.claims, organisation: 'constructor' },
  });
  expect(personOf(inherited, SAID.issuer, CLAIMS).kind).toBe('ClaimMissing');
});

const SCOPES = new Set(['T1']);

test('[IDN-57] a file of providers that is wrong stops the start with the place, and repeats no value', () => {
  const folder = mkdtempSync(join(tmpdir(), 'providers-'));
  const file = join(folder, 'providers.json');
  const read = (providers: unknown) => {
    writeFileSync(file, JSON.stringify({ providers }));
    return () => readProviders(file, SCOPES);
  };
  try {
    expect(read([SAID])()).toHaveLength(1);
    expect(read([SAID, SAID])).toThrow('two providers have the same id');
    expect(read([{ ...SAID, clientSecret: 'in-the-file' }])).toThrow('clientSecret');
    expect(read([{ ...SAID, clientSecret: 'in-the-file' }])).not.toThrow('in-the-file');
    expect(read([{ ...SAID, scopes: ['email'] }])).toThrow('providers.0.scopes: openid is missing');
    expect(read([{ ...SAID, rules: [{ when: [], grants: [{ role: 'admin' }] }] }])).toThrow(
      'providers.0.rules.0.when',
    );
    expect(read([{ ...SAID, rules: [{ ...SAID.rules[0], grants: [{ role: 'police' }] }] }])).toThrow(
      'providers.0.rules.0.grants',
    );
    const teams = (team: string) => [{ ...SAID.rules[0], grants: [{ role: 'outreach', team }] }];
    expect(read([{ ...SAID, rules: teams('T1') }])()).toHaveLength(1);
    expect(read([{ ...SAID, rules: teams('T99') }])).toThrow(
      'a rule of agents is about a place of no territory',
    );
    expect(read([{ ...SAID, issuer: 'http://provider.exemple.test' }])).toThrow('providers.0.issuer: https');
    expect(read([{ ...SAID, issuer: 'http://127.0.0.1:9' }])()).toHaveLength(1);
    expect(read([{ ...SAID, about: 'javascript:alert(1)' }])).toThrow('providers.0.about');
    writeFileSync(file, '{');
    expect(() => readProviders(file, SCOPES)).toThrow('cannot be read as JSON');
    expect(() => readProviders(join(folder, 'none'), SCOPES)).toThrow('cannot be read as JSON');
    writeFileSync(join(folder, 'secret'), 'the secret\n');
    const given = providerSchema.parse({ ...SAID, clientSecretFile: join(folder, 'secret') });
    expect(withSecrets([given])).toEqual([{ provider: given, secret: 'the secret' }]);
    expect(() => withSecrets([PROVIDER])).toThrow('the secret of agents cannot be read');
    writeFileSync(join(folder, 'secret'), '\n');
    expect(() => withSecrets([given])).toThrow('the secret of agents is empty');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('[IDN-57] the file that an operator begins from is whole, and names nobody', () => {
  const example = new URL('../../../server/accounts/oidc/providers.example.json', import.meta.url);
  const providers = readProviders(example.pathname, SCOPES);
  expect(providers.map(({ id, userinfo }) => `${id} ${userinfo}`)).toEqual([
    'proconnect signed',
    'psc plain',
  ]);
  for (const { issuer, clientId } of providers) {
    expect(new URL(issuer).hostname).toBe('a-configurer.invalid');
    expect(clientId).toBe('à configurer');
  }
});

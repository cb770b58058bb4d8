import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '#server/config';
import { builtPagesOf, territoryOfBuild } from '#server/deployment/built-pages';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deployment-'));
  file = join(folder, 'deployment.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NORD = { territory: 'nord', origins: ['https://nord.exemple.test'] };
const SUD = {
  territory: 'sud-2',
  origins: ['https://sud.exemple.test', 'https://secours.exemple.test:8443'],
};

function read(territories: unknown, more: Record<string, string> = {}, args: string[] = []) {
  writeFileSync(file, JSON.stringify(territories));
  const environment = { PASSERELLE_DATA: join(folder, 'data'), PASSERELLE_DEPLOYMENT: file, ...more };
  return readConfig(args, environment);
}
const several = (...each: object[]) => ({ territories: each });

test('[DEP-7] without a file there is one territory, as ever', () => {
  expect(readConfig([], {}).territories).toMatchObject({
    kind: 'one',
    territory: { id: 'paris-nord-est', dataFolder: 'data', origins: [], policy: null },
  });
});

test('[DEP-7] each territory has its own folder, addresses, policy, secret and providers', () => {
  const secret = 'un secret de trente-deux signes au moins';
  writeFileSync(join(folder, 'secret'), secret);
  const own = { dataFolder: 'ailleurs', policy: 'politique.json', providers: 'p.json', secretFile: 'secret' };
  expect(read(several({ ...NORD, ...own }, SUD)).territories).toEqual({
    kind: 'several',
    territories: [
      {
        id: 'nord',
        dataFolder: join(folder, 'ailleurs'),
        origins: NORD.origins,
        policy: join(folder, 'politique.json'),
        identity: { secret, breachedPasswords: null, providers: join(folder, 'p.json') },
        transport: null,
      },
      {
        id: 'sud-2',
        dataFolder: join(folder, 'data/sud-2'),
        origins: SUD.origins,
        policy: null,
        identity: { secret: null, breachedPasswords: null, providers: null },
        transport: null,
      },
    ],
  });
});

test.each([
  ['no territory', several(), /territories: /],
  ['no name', several({ ...NORD, origins: [] }), /territories\.0\.origins: /],
  ['an address that is none', several(NORD, { ...SUD, origins: ['sud'] }), /territories\.1\.origins\.0: /],
  [
    'an id with a place for anything',
    several({ ...NORD, territory: '../nord' }),
    /territories\.0\.territory: /,
  ],
  ['a key that nobody reads', several({ ...NORD, origin: 'x' }), /territories\.0: .*origin/],
  ['one id twice', several(NORD, { ...SUD, territory: 'nord' }), /territories\.1\.territory: territories\.0/],
  [
    'one name twice, whatever the port',
    several(NORD, { ...SUD, origins: ['https://nord.exemple.test:8443'] }),
    /territories\.1\.origins\.0: territories\.0 has the same/,
  ],
  [
    'one folder twice',
    several(NORD, { ...SUD, dataFolder: 'data/nord' }),
    /territories\.1\.dataFolder: territories\.0 has the same/,
  ],
])('[DEP-7] %s stops the start, and is named with the file', (_what, written, why) => {
  expect(() => read(written)).toThrow(why);
  expect(() => read(written)).toThrow(`PASSERELLE_DEPLOYMENT: ${file}: `);
});

test('[DEP-7] what is no file, or no JSON, stops the start', () => {
  writeFileSync(file, '{');
  for (const named of [file, join(folder, 'absent.json')])
    expect(() => readConfig([], { PASSERELLE_DEPLOYMENT: named })).toThrow(
      `${named}: it cannot be read as JSON`,
    );
});

test('[DEP-7] what the file says of each, the environment does not say for all', () => {
  expect(() => read(several(NORD), { ORIGIN: 'https://autre.exemple.test' })).toThrow(/^ORIGIN: /);
  expect(() => read(several(NORD), { PASSERELLE_TERRITORY: 'nord' })).toThrow(/^PASSERELLE_TERRITORY: /);
  expect(() => read(several(NORD), { PASSERELLE_PROVIDERS: 'p.json' })).toThrow(/^PASSERELLE_PROVIDERS: /);
});

test('[DEP-7, E03] several territories are reached as one is: by https, or on this machine', () => {
  expect(() => read(several({ ...NORD, origins: ['http://nord.exemple.test'] }))).toThrow(/origins: https/);
  expect(() => read(several(NORD, { ...SUD, origins: ['http://sud.localhost'] }))).toThrow(/or none/);
  expect(read(several({ ...NORD, origins: ['http://nord.localhost:4000'] })).isSecure).toBe(false);
  expect(read(several(NORD, SUD)).isSecure).toBe(true);
});

test('[DEP-7] a demonstration is of one territory, and a feed that is followed has its key', () => {
  expect(() => read(several(NORD), {}, ['--demo'])).toThrow(/demonstration/);
  expect(() => read(several({ ...NORD, feed: true }))).toThrow(/^nord: PASSERELLE_PRIM_KEY/);
  expect(() => read(several({ ...NORD, feed: true }), { PASSERELLE_PRIM_KEY: 'k' })).not.toThrow();
});

test('[DEP-7] servers that share a storage share the secret of each territory', () => {
  const redis = { PASSERELLE_REDIS: 'redis://redis:6379' };
  expect(() => read(several(NORD), redis)).toThrow(/PASSERELLE_SECRET_FILE/);
  const secret = 'un secret de trente-deux signes au moins';
  expect(() => read(several(NORD, SUD), { ...redis, PASSERELLE_SECRET: secret })).not.toThrow();
});

test('[DEP-9] the pages of each territory are built apart, and the default ones where they always were', () => {
  expect(builtPagesOf(territoryOfBuild({}))).toBe('build');
  expect(builtPagesOf(territoryOfBuild({ PASSERELLE_TERRITORY: 'sud-2' }))).toBe('builds/sud-2');
  expect(() => territoryOfBuild({ PASSERELLE_TERRITORY: '../..' })).toThrow();
});

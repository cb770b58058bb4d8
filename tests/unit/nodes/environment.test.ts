import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '#server/config';

const PASSERELLE_SECRET = 'un secret de trente-deux caractères au moins';
const REDIS = 'redis://redis:6379';
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nodes-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('[NOD-11] servers share a storage with one secret, and never a demonstration', () => {
  expect(readConfig([], {}).nodes).toMatchObject({ redis: null, metrics: null, drainNoticeMs: 0 });
  expect(readConfig([], { PASSERELLE_REDIS: REDIS, PASSERELLE_SECRET }).nodes.redis).toBe(REDIS);
  expect(() => readConfig([], { PASSERELLE_REDIS: REDIS })).toThrow(/PASSERELLE_SECRET_FILE/);
  expect(() => readConfig(['--demo'], { PASSERELLE_REDIS: REDIS, PASSERELLE_SECRET })).toThrow(
    /demonstration/,
  );
  expect(() => readConfig([], { PASSERELLE_REDIS: 'http://redis', PASSERELLE_SECRET })).toThrow(
    /PASSERELLE_REDIS/,
  );
});

test('[NOD-11] the address is read from a file, which is not said when it is wrong', () => {
  const file = join(folder, 'redis');
  writeFileSync(file, 'rediss://:mot-de-passe@redis:6379\n');
  const environment = { PASSERELLE_REDIS_FILE: file, PASSERELLE_SECRET };
  expect(readConfig([], environment).nodes.redis).toBe('rediss://:mot-de-passe@redis:6379');
  writeFileSync(file, 'mot-de-passe');
  expect(() => readConfig([], environment)).toThrow(/^PASSERELLE_REDIS_FILE: it holds no address[^]*$/);
  expect(() => readConfig([], environment)).not.toThrow(/mot-de-passe/);
});

test('[NOD-11] figures are served on this machine alone, unless a host is named', () => {
  expect(readConfig([], { PASSERELLE_METRICS_PORT: '9464' }).nodes.metrics).toEqual({
    port: 9464,
    host: '127.0.0.1',
  });
});

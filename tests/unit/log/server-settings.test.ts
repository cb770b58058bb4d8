import { describe, expect, test } from 'vitest';
import { LogUnavailable } from '#server/log/event-log';
import { askSettings, promiseOf, warningsOf, type ServerSettings } from '#server/log/redis/server-settings';

const SETTINGS: ServerSettings = {
  run: 'r1',
  version: [7, 0],
  isAppendOnly: true,
  fsync: 'always',
  policy: 'noeviction',
  save: '',
  keepsOldFiles: false,
  slowLogMicros: -1,
  replicas: 0,
};
const given = (changes: Partial<ServerSettings>) => ({ ...SETTINGS, ...changes });

describe('what a Redis server promises', () => {
  test.each([
    [{}, 'always'],
    [{ fsync: 'everysec' }, 'everysec'],
    [{ fsync: 'everysec', version: [7, 2] as const }, 'everysec-awaited'],
    [{ fsync: 'everysec', version: [8, 0] as const }, 'everysec-awaited'],
    [{ fsync: 'always', version: [8, 0] as const }, 'always'],
  ])('%o is %s', (changes, kind) => {
    expect(promiseOf(given(changes), false).kind).toBe(kind);
  });

  test.each([
    [{ version: [6, 2] as const }, 'functions need 7.0'],
    [{ policy: 'volatile-lru' }, 'set it to noeviction'],
    [{ isAppendOnly: false }, 'set appendonly yes'],
    [{ fsync: 'no' }, 'set it to always, or to everysec'],
    [{ keepsOldFiles: true }, 'aof-disable-auto-gc no'],
  ])('[STO-4] %o is refused: %s', (changes, says) => {
    expect(() => promiseOf(given(changes), false)).toThrow(says);
  });

  test('[STO-4] memory alone is taken when it was asked for, and nothing that drops keys ever is', () => {
    expect(promiseOf(given({ isAppendOnly: false }), true).kind).toBe('memory');
    expect(() => promiseOf(given({ isAppendOnly: false, policy: 'allkeys-lfu' }), true)).toThrow(
      'noeviction',
    );
  });

  test('a setting that leaves a copy elsewhere is said', () => {
    expect(warningsOf(SETTINGS)).toEqual([]);
    const warnings = warningsOf(given({ save: '3600 1', slowLogMicros: 10_000, replicas: 2 }));
    expect(warnings).toHaveLength(3);
  });

  test('it is read from what the server says of itself, once it has read its files', async () => {
    const info = (loading: number) =>
      `# Server\r\nredis_version:7.0.15\r\nrun_id:abc\r\nloading:${loading}\r\nconnected_slaves:1\r\n`;
    const config =
      'appendonly yes maxmemory-policy noeviction slowlog-log-slower-than 10000 appendfsync everysec';
    const server = (loading: number) => (command: readonly string[]) =>
      Promise.resolve(command[0] === 'INFO' ? info(loading) : [...config.split(' '), 'save', '']);
    expect(await askSettings(server(0))).toEqual({
      run: 'abc',
      version: [7, 0],
      isAppendOnly: true,
      fsync: 'everysec',
      policy: 'noeviction',
      save: '',
      keepsOldFiles: false,
      slowLogMicros: 10_000,
      replicas: 1,
    });
    await expect(askSettings(server(1))).rejects.toThrow(LogUnavailable);
  });
});

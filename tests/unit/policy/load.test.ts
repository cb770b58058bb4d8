import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf, loadPolicy } from '#server/release/policy';
import { canonicalJson } from '#shared/policy/canonical';
import { load, named, policyWith, refusalOf, shipped, territory } from './seed.ts';

const file = new URL('../../../shared/policy/release.json', import.meta.url);
const APPROVED = [
  { role: 'dpo', name: 'Personne A', on: '2026-11-01' },
  { role: 'representant-terrain', name: 'Personne B', on: '2026-11-02' },
];

test('[PRV-60] a demonstration starts under the shipped policy, and says that nobody has approved it', () => {
  const { warnings } = loadPolicy(file, territory, { demonstration: true });
  expect(warnings).toEqual([
    {
      invariant: 'V20',
      path: 'approvals',
      reason: 'approbations à configurer (dpo, representant-terrain)',
      severity: 'warning',
    },
  ]);
});

test('[PRV-60] a server with real facts does not start until both have approved', () => {
  const service = { demonstration: false };
  expect(refusalOf(shipped, territory, service)).toEqual([
    'V20: approvals: approbations à configurer (dpo, representant-terrain)',
  ]);
  expect(refusalOf(policyWith(['approvals', APPROVED.slice(0, 1)]), territory, service)).toEqual([
    'V20: approvals: approbations à configurer (representant-terrain)',
  ]);
  expect(refusalOf(policyWith(['approvals', []]), territory, service)).not.toEqual([]);
  const undated = APPROVED.map((approval) => ({ ...approval, on: null }));
  expect(refusalOf(policyWith(['approvals', undated]), territory, service)).not.toEqual([]);
  expect(load(policyWith(['approvals', APPROVED]), territory, service).warnings).toEqual([]);
});

test('[P31] one message names everything that is wrong', () => {
  const lines = refusalOf(
    policyWith(['roles.wall.surface.delay_min', 30], ['coverage.late', 'apply'], ['rest.hide_at_least', 5]),
  );
  expect(lines).toContain('V3: roles.wall.surface.delay_min: wall is told after 30 min, not before 60 min');
  expect(named(lines)).toEqual(['V3', 'V8', 'V14']);
});

test('[P31] a key that is not in the language of policies is refused, not dropped', () => {
  expect(named(refusalOf(policyWith(['roles.wall.latitude', 1])))).toEqual(['form']);
  expect(named(refusalOf(policyWith(['comment', 'x'])))).toEqual(['form']);
});

test('[P31] a chain that is sound but is not the one the server computes is refused', () => {
  const lines = refusalOf(policyWith(['roles.wall.surface.from', 'mobile']));
  expect(lines).toEqual([expect.stringMatching(/^form: roles\.wall\.surface\.from: /)]);
});

test('[P31] keys of the second phase may be written down', () => {
  const lines = refusalOf(
    policyWith(
      ['hold', { planned_teams_lt: 3 }],
      ['silence', { max_min: 120 }],
      ['clock.uplink_slot_min', 5],
      ['clock.uplink_bytes', 512],
      ['roles.wall.ui.watermark', 'per_display_hour'],
      ['frame_bytes', { lead: 8192, wall: 2048 }],
      [
        'stats',
        {
          cell: ['sector', 'week', 'people'],
          k: 11,
          round: 5,
          mechanism: 'geometric_noise_first',
          eps_pass: 0.2,
        },
      ],
    ),
  );
  expect(lines).toEqual([]);
});

test('[V19] the policy applied is the policy hashed', () => {
  const { policy, hash } = load(shipped);
  expect(hashOf(policy)).toBe(hash);
});

/** The same values with their keys in another order. */
function shuffled(value: unknown, order: (keys: string[]) => string[]): unknown {
  if (Array.isArray(value)) return value.map((held) => shuffled(held, order));
  if (typeof value !== 'object' || value === null) return value;
  const held = new Map(Object.entries(value));
  return Object.fromEntries(order([...held.keys()]).map((key) => [key, shuffled(held.get(key), order)]));
}

test('[V19] the hash is that of the values, whatever the order of keys and the layout', () => {
  const { hash } = load(shipped);
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(1_000)), fc.constantFrom(0, 1, 2, '\t'), (ranks, indent) => {
      const order = (keys: string[]) =>
        keys
          .map((key) => ({ key, rank: Number(ranks.next().value) }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ key }) => key);
      const text = JSON.stringify(shuffled(JSON.parse(shipped), order), null, indent);
      expect(hashOf(JSON.parse(text))).toBe(hash);
    }),
    { numRuns: 50 },
  );
});

/** The path of every value of a policy that is neither an object nor a list. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, held]) => pathsOf(held, [...path, key]));
}

test('[V19] the hash changes with any value', () => {
  const { hash } = load(shipped);
  const paths = pathsOf(JSON.parse(shipped));
  expect(paths.length).toBeGreaterThan(150);
  const hashes = paths.map((path) => hashOf(policyWith([path.join('.'), 'other'])));
  expect(hashes).not.toContain(hash);
  expect(new Set(hashes).size).toBe(paths.length);
});

test('[V19] two different values have two different texts, and one value has one', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const isSame = canonicalJson(a) === canonicalJson(b);
      const [plainA, plainB] = [a, b].map((value) => JSON.parse(JSON.stringify(value)) as unknown);
      if (isSame) expect(plainA).toEqual(plainB);
      expect(canonicalJson(JSON.parse(canonicalJson(a)))).toBe(canonicalJson(a));
    }),
  );
});

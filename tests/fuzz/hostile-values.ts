import type { Random } from '#server/demo/law/random';

/** Found in an answer or in the journal, it proves that what was sent came back. */
export const MARK = 'ZZCANARYFUZZ';

export function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

const LEAVES = [
  null,
  true,
  -1,
  0,
  1e308,
  -0,
  9_007_199_254_740_991,
  0.1,
  '',
  MARK,
  `${MARK}\u0000\u2028\u202e`,
  '\ud800',
  '\u{1f4a9}'.repeat(40),
  'é'.normalize('NFD').repeat(20),
  "'; DROP TABLE facts; --",
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}',
  '../../../../etc/passwd',
  '2026-11-21T99:99:99.999Z',
  '=cmd|calc!A1',
  '__proto__',
] as const;
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'id', 'type', MARK, '', '\u0000'] as const;

/** Any JSON, as text: of any type, as deep as a frame holds, with the keys that objects trip over. */
export function hostileJson(random: Random, depth = 0): string {
  const kind = random();
  if (kind < 0.08 && depth === 0) {
    const levels = 1 + Math.floor(random() * 7_000);
    return random() < 0.5
      ? '['.repeat(levels) + ']'.repeat(levels)
      : `${'{"a":'.repeat(levels / 3)}1${'}'.repeat(levels / 3)}`;
  }
  if (kind < 0.12 && depth === 0) return JSON.stringify(MARK.repeat(1 + Math.floor(random() * 1_000)));
  if (kind < 0.55 || depth > 4) return JSON.stringify(pick(random, LEAVES));
  const size = Math.floor(random() * 5);
  const inner = () => hostileJson(random, depth + 1);
  if (kind < 0.7) return `[${Array.from({ length: size }, inner).join(',')}]`;
  return `{${Array.from({ length: size }, () => `${JSON.stringify(pick(random, KEYS))}:${inner()}`).join(',')}}`;
}

/** Text that is no JSON at all, or not quite. */
export function brokenText(random: Random): string {
  const text = hostileJson(random);
  return (
    text.slice(0, Math.floor(random() * text.length)) + pick(random, ['', ',', '"', '\\u', '}', '\u0000'])
  );
}

import { expect, test } from 'vitest';
import { afterKeeping } from '#lib/access/cookie-header.ts';

test('what a browser was given counts at once, and what it was told to forget is gone', () => {
  const set = 'passerelle-session=b; Path=/; Max-Age=10; HttpOnly; SameSite=Lax';
  expect(afterKeeping('passerelle-session=a; lang=fr', [set])).toBe('passerelle-session=b; lang=fr');
  expect(afterKeeping(undefined, [set])).toBe('passerelle-session=b');
  expect(afterKeeping('passerelle-session=a', ['passerelle-session=; Path=/; Max-Age=0'])).toBeUndefined();
  expect(afterKeeping('lang=fr', [])).toBe('lang=fr');
});

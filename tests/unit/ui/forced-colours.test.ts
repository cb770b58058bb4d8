import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The rules of a component's style: its selector and what it declares, those of a media query as the others. */
function rulesOf(file: string): { readonly selector: string; readonly body: string }[] {
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(readFileSync(file, 'utf8')) ?? [];
  return [...style.matchAll(/([^{}]*)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
    selector: selector.trim().split('\n').at(-1) ?? '',
    body,
  }));
}

/**
 * Where a system's own colours win, these grounds follow it, and a browser lays the system's ground under each word: a
 * word in that same colour is not there any more.
 */
const FILLED = /background:[^;]*var\(--(text-\d|link)\)/;
const REVERSED = /(^|\n)\s*color: var\(--bg-\d\)/;

test('[U05] a word on a filled ground is still read where a system has colours of its own', () => {
  const filled = globSync('web/**/*.svelte').flatMap((file) =>
    rulesOf(file)
      .filter(({ body }) => FILLED.test(body) && REVERSED.test(body))
      .map(({ selector, body }) => ({ of: `${file} ${selector}`, body })),
  );
  expect(filled.length).toBeGreaterThan(30);
  expect(
    filled.filter(({ body }) => !body.includes('forced-color-adjust: none')).map(({ of }) => of),
  ).toEqual([]);
});

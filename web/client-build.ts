import { join } from 'node:path';
import type { Plugin } from 'vite';

// What makes a screen's first script small (tests/bench/browser/bundle.ts counts it). Nothing here changes what a page does.

const inBrowser: Plugin['applyToEnvironment'] = ({ config }) => config.consumer === 'client';

/** The schemas of `shared` are read by a small reader of ours: zod alone is half of what a screen may weigh. */
export const smallReader: Plugin = {
  name: 'small-reader',
  enforce: 'pre',
  applyToEnvironment: inBrowser,
  resolveId: (source) => (source === 'zod' ? join(import.meta.dirname, 'lib/schema-reader.ts') : undefined),
};

const MESSAGE = /\/lib\/paraglide\/messages\/\w+\.js$/;
/** A compiled message in one language, as paraglide writes those that only fill places in. */
const SAID = /^const (fr|en)_\w+ = .*?\((\w*)\) => \{\s*return [^(]*\((`(?:[^`\\]|\\.)*`)\)\s*\};?/gm;

/** A message as one function instead of three, where both languages are one text. */
export const shortMessages: Plugin = {
  name: 'short-messages',
  applyToEnvironment: inBrowser,
  transform: {
    filter: { id: MESSAGE },
    handler: (code) => shortMessage(code) ?? undefined,
  },
};

/** The compiled module of one message, shorter; null when it says more than two texts. */
export function shortMessage(code: string): string | null {
  const [fr, en, ...others] = [...code.matchAll(SAID)];
  const [name, ...names] = [...code.matchAll(/^export const (\w+)/gm)].map(([, word]) => word);
  if (fr?.[1] !== 'fr' || en?.[1] !== 'en' || others.length + names.length > 0 || name === undefined)
    return null;
  const given = fr[2] ?? '';
  return `import { getLocale } from '../runtime.js';
export const ${name} = (${given}) => getLocale() === 'en' ? ${en[3] ?? ''} : ${fr[3] ?? ''};
`;
}

/** Three files that most screens load, instead of twenty: fewer to ask for, and they compress better together. */
const GROUPS = [
  {
    name: 'frame',
    test: /\/node_modules\/(svelte\/src\/(internal|index|store|legacy|utils|constants)|@sveltejs\/kit\/src|devalue|clsx|esm-env)|vite\/preload-helper|\/paraglide\/runtime\.js|\/shared\/kernel\/assert-never\.ts/,
  },
  {
    name: 'kernel',
    test: /\/shared\/kernel\/(instant|local-time|slot|count)\.ts|\/web\/lib\/schema-reader\.ts/,
  },
  {
    name: 'live',
    test: /\/shared\/(view\/(revision|apply-changes)|wire\/version)\.ts|\/web\/lib\/live\/((clock|connection|view)\.svelte|freshness|in-step|live-context|product-time|shut-out)\.ts/,
  },
  {
    name: 'live-words',
    test: /\/messages\/common_(since|frozen|cut|simulated|simulated_at|title|data_of|never_received)\.js$/,
  },
];

export const fewerFiles: Plugin = {
  name: 'fewer-files',
  applyToEnvironment: inBrowser,
  outputOptions: (options) => ({ ...options, codeSplitting: { groups: GROUPS } }),
};

import type { CompilerOptions } from '@inlang/paraglide-js';

/** One set of options for the Vite plugin and for `compile.ts`: two sets would generate two different codes. */
export const i18n: CompilerOptions = {
  project: './web/messages/project.inlang',
  outdir: './web/lib/paraglide',
  outputStructure: 'message-modules',
  strategy: ['cookie', 'baseLocale'],
  cookieName: 'lang',
  isServer: "typeof window === 'undefined'",
  emitReadme: false,
};

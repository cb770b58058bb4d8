import { baseLocale, isLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';

// The content security policy refuses code made from text: the schemas must not even try it, and every page starts here.
(globalThis as { __zod_globalConfig?: object }).__zod_globalConfig = { jitless: true };

// Over https the language is kept under a name that scripts do not look for: the page says in which one it was drawn.
if (location.protocol === 'https:')
  overwriteGetLocale(() => {
    const { lang } = document.documentElement;
    return isLocale(lang) ? lang : baseLocale;
  });

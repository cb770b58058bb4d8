import { baseLocale, isLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';

// Over https the language is kept under a name that scripts do not look for: the page says in which one it was drawn.
if (location.protocol === 'https:')
  overwriteGetLocale(() => {
    const { lang } = document.documentElement;
    return isLocale(lang) ? lang : baseLocale;
  });

/** Light or dark. The technician's choice wins; without one, the system's scheme. */
export type Theme = 'light' | 'dark';

export const THEME_COOKIE = 'theme';
/** Request header in which a browser may tell its scheme. */
export const THEME_HINT = 'sec-ch-prefers-color-scheme';

/** A theme as a cookie or a header writes it; anything else is no choice. */
export function chosenTheme(text: string | undefined): Theme | null {
  return text === 'light' || text === 'dark' ? text : null;
}

import { MediaQuery } from 'svelte/reactivity';
import { keptAs } from '#shared/access/preferences';
import { THEME_COOKIE, type Theme } from './theme.ts';

const A_YEAR = 31_536_000;

/** The theme of a page: chosen and kept in a cookie, else the system's, which may change while the page is open. */
export class ThemeChoice {
  #chosen: Theme | null;
  readonly #systemLight: MediaQuery;

  /** Both as the server read them: the first drawing is then the same on both sides. */
  constructor(chosen: Theme | null, system: Theme) {
    this.#chosen = $state(chosen);
    this.#systemLight = new MediaQuery('prefers-color-scheme: light', system === 'light');
  }

  get current(): Theme {
    return this.#chosen ?? this.#system;
  }

  /** What `data-theme` says: nothing while the page follows the system, so that the style sheet decides by itself. */
  get mark(): Theme | undefined {
    return this.#chosen ?? undefined;
  }

  /** Takes the other theme. Coming back to the system's is no choice any more: the page follows it again. */
  toggle(): void {
    const other = this.current === 'light' ? 'dark' : 'light';
    this.#chosen = other === this.#system ? null : other;
    const age = this.#chosen === null ? 0 : A_YEAR;
    const isSecure = location.protocol === 'https:';
    const name = keptAs(THEME_COOKIE, isSecure);
    document.cookie = `${name}=${this.#chosen ?? ''}; path=/; max-age=${age}; samesite=lax${isSecure ? '; secure' : ''}`;
  }

  get #system(): Theme {
    return this.#systemLight.current ? 'light' : 'dark';
  }
}

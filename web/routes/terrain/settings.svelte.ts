export type Theme = 'auto' | 'clair' | 'sombre';
export type Hand = 'droite' | 'gauche';

/** How this phone is held and read. Kept on it; says nothing of the field. */
export class Settings {
  #theme: Theme = $state('auto');
  #hand: Hand = $state('droite');

  /** In the browser only. */
  restore(): void {
    const theme = kept('affichage');
    if (theme === 'clair' || theme === 'sombre') this.#theme = theme;
    if (kept('main') === 'gauche') this.#hand = 'gauche';
  }

  get theme(): Theme {
    return this.#theme;
  }
  set theme(theme: Theme) {
    this.#theme = theme;
    keep('affichage', theme);
  }

  get hand(): Hand {
    return this.#hand;
  }
  set hand(hand: Hand) {
    this.#hand = hand;
    keep('main', hand);
  }

  /** Light in the street, dark underground, unless somebody chose. */
  shown(underground: boolean): 'light' | 'dark' {
    if (this.#theme === 'auto') return underground ? 'dark' : 'light';
    return this.#theme === 'clair' ? 'light' : 'dark';
  }
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

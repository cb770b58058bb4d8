/** What a browser that can install this screen hands to the page; others never do. */
type Offer = Event & { prompt(): Promise<unknown> };

/** Adding this screen to the phone's home, when the browser offers it: it then opens without network like any other. */
export class Install {
  #offer: Offer | null = $state.raw(null);
  #installed = $state(true);

  /** In the browser only; returns how to stop. */
  listen(): () => void {
    this.#installed = matchMedia('(display-mode: standalone)').matches;
    const offered = (event: Event) => {
      // It is shown at the start of duty, not over somebody's work.
      event.preventDefault();
      this.#offer = event as Offer;
    };
    const done = () => (this.#installed = true);
    addEventListener('beforeinstallprompt', offered);
    addEventListener('appinstalled', done);
    return () => {
      removeEventListener('beforeinstallprompt', offered);
      removeEventListener('appinstalled', done);
    };
  }

  get installed(): boolean {
    return this.#installed;
  }

  /** Whether one touch is enough; else the browser's own menu is the way. */
  get offered(): boolean {
    return this.#offer !== null;
  }

  async ask(): Promise<void> {
    const offer = this.#offer;
    this.#offer = null;
    await offer?.prompt();
  }
}

/** What stands in the place of a screen that is no longer its reader's. */
const SHUT = '/acces';
/** The way back: the screen, without what it names (UX 2: no place in an address). */
const screen = () => `/${location.pathname.split('/')[1] ?? ''}`;

/**
 * Leaves a screen that is no longer its reader's. What it drew goes first, with the first frame that came in the page:
 * the next page is a journey away, and forbidden content may not wait for it (E06).
 */
export function shutOut(): void {
  document.title = '';
  document.body.replaceChildren();
  location.replace(`${SHUT}?vers=${screen()}`);
}

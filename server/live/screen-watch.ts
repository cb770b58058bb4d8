import type { RestSpaceId } from '#shared/kernel/ids';
import { MINUTE, type Instant } from '#shared/kernel/instant';
import type { ViewKey } from '#server/release/views';

/** A screen that nobody sits at: a wall, or the tablet of a space. */
export type UnattendedScreen = 'mur' | RestSpaceId;

/** Without a sign for so long, in real milliseconds, a screen is silent (A11). */
export const SILENT_AFTER_MS = 10 * MINUTE;

type Seen = { sockets: number; goneAt: Instant | null; goneReal: number };

/**
 * Which unattended screens were connected and are not: memory of this process. A screen that never came is not awaited,
 * and several walls are one screen as long as one of them is there: nothing tells them apart.
 */
export class ScreenWatch {
  readonly #real: () => number;
  readonly #seen = new Map<UnattendedScreen, Seen>();

  /** `real`: real milliseconds. A connection's health follows no settable clock. */
  constructor(real: () => number = () => performance.now()) {
    this.#real = real;
  }

  came(view: ViewKey): void {
    const screen = screenOf(view);
    if (screen === null) return;
    this.#seen.set(screen, {
      sockets: (this.#seen.get(screen)?.sockets ?? 0) + 1,
      goneAt: null,
      goneReal: 0,
    });
  }

  left(view: ViewKey, now: Instant): void {
    const screen = screenOf(view);
    const seen = screen === null ? undefined : this.#seen.get(screen);
    if (screen === null || !seen) return;
    const sockets = seen.sockets - 1;
    this.#seen.set(screen, { sockets, goneAt: sockets > 0 ? null : now, goneReal: this.#real() });
  }

  /** Those silent for long enough to call, each with the moment it was last there. */
  silent(): { screen: UnattendedScreen; goneAt: Instant }[] {
    return [...this.#seen].flatMap(([screen, { goneAt, goneReal }]) =>
      goneAt !== null && this.#real() - goneReal >= SILENT_AFTER_MS ? [{ screen, goneAt }] : [],
    );
  }
}

function screenOf(view: ViewKey): UnattendedScreen | null {
  if (view === 'wall') return 'mur';
  return view.startsWith('restspace:') ? (view.slice('restspace:'.length) as RestSpaceId) : null;
}

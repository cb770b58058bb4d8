import { z } from 'zod';
import { restSpaceIdSchema, type RestSpaceId } from '#shared/kernel/ids';
import { instantSchema, MINUTE, type Instant } from '#shared/kernel/instant';
import type { ViewKey } from '#server/release/views';

/** A screen that nobody sits at: a wall, or the tablet of a space. */
export type UnattendedScreen = 'mur' | RestSpaceId;

/** Without a sign for so long, in real milliseconds, a screen is silent (A11). */
export const SILENT_AFTER_MS = 10 * MINUTE;

type Seen = { sockets: number; goneAt: Instant | null; goneReal: number };

const sharedSchema = z.strictObject({ isThere: z.boolean(), goneAt: instantSchema.nullable() });
const screenSchema = z.literal('mur').or(restSpaceIdSchema);

/**
 * Which unattended screens were connected and are not: memory of the servers. A screen that never came is not awaited,
 * and several walls are one screen as long as one of them is there, on any server: nothing tells them apart.
 */
export class ScreenWatch {
  readonly #real: () => number;
  readonly #self: string;
  /** By server, then by screen. */
  readonly #seen = new Map<string, Map<UnattendedScreen, Seen>>();

  /** `real`: real milliseconds. A connection's health follows no settable clock. */
  constructor(real: () => number = () => performance.now(), self = 'seul') {
    this.#real = real;
    this.#self = self;
  }

  came(view: ViewKey): void {
    const screen = screenOf(view);
    if (screen === null) return;
    const sockets = (this.#own.get(screen)?.sockets ?? 0) + 1;
    this.#own.set(screen, { sockets, goneAt: null, goneReal: 0 });
  }

  left(view: ViewKey, now: Instant): void {
    const screen = screenOf(view);
    const seen = screen === null ? undefined : this.#own.get(screen);
    if (screen === null || !seen) return;
    const sockets = seen.sockets - 1;
    this.#own.set(screen, { sockets, goneAt: sockets > 0 ? null : now, goneReal: this.#real() });
  }

  /** Those silent for long enough to call, each with the moment it was last there. */
  silent(): { screen: UnattendedScreen; goneAt: Instant }[] {
    const everywhere = new Map<UnattendedScreen, Seen>();
    for (const [screen, seen] of [...this.#seen.values()].flatMap((of) => [...of])) {
      const before = everywhere.get(screen);
      const isLater = before === undefined || (before.goneAt !== null && seen.goneReal >= before.goneReal);
      if (isLater || seen.goneAt === null) everywhere.set(screen, seen);
    }
    return [...everywhere].flatMap(([screen, { goneAt, goneReal }]) =>
      goneAt !== null && this.#real() - goneReal >= SILENT_AFTER_MS ? [{ screen, goneAt }] : [],
    );
  }

  readonly tellsEnds = false;

  /** What other servers are told: of this one alone. */
  *held(): Iterable<{ name: string; value: z.infer<typeof sharedSchema> }> {
    for (const [screen, { sockets, goneAt }] of this.#own)
      yield { name: `${this.#self} ${screen}`, value: { isThere: sockets > 0, goneAt } };
  }

  take(name: string, value: unknown): void {
    const at = name.lastIndexOf(' ');
    const screen = screenSchema.parse(name.slice(at + 1));
    const { isThere, goneAt } = sharedSchema.parse(value);
    const there = this.#of(name.slice(0, at));
    there.set(screen, { sockets: isThere ? 1 : 0, goneAt, goneReal: this.#real() });
  }

  /** A server is gone, and with it every screen that was connected there. */
  serverLeft(server: string, now: Instant): void {
    for (const [screen, seen] of this.#of(server))
      if (seen.goneAt === null)
        this.#of(server).set(screen, { sockets: 0, goneAt: now, goneReal: this.#real() });
  }

  get #own(): Map<UnattendedScreen, Seen> {
    return this.#of(this.#self);
  }

  #of(server: string): Map<UnattendedScreen, Seen> {
    const known = this.#seen.get(server) ?? new Map<UnattendedScreen, Seen>();
    this.#seen.set(server, known);
    return known;
  }
}

function screenOf(view: ViewKey): UnattendedScreen | null {
  if (view === 'wall') return 'mur';
  return view.startsWith('restspace:') ? (view.slice('restspace:'.length) as RestSpaceId) : null;
}

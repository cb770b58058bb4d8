import type { Connection } from '#lib/live/connection.svelte.ts';
import { Speaker } from '#lib/sound/speaker.svelte.ts';
import type { WallAlarm } from '#lib/ui/wall-alarms.ts';
import { NO_CALLS, soundDue, type Calls } from './calls.ts';

/** The voice of the wall: looks at what stands at each change and at each second. */
export class WallSound {
  readonly #speaker = new Speaker();
  #calls: Calls = NO_CALLS;

  get muted(): boolean {
    return this.#speaker.muted;
  }

  /** Asks to be heard, as a kiosk may without a hand; returns how to fall silent. */
  start(): () => void {
    this.#speaker.unlock();
    return () => this.#speaker.close();
  }

  /** The technician's key: a hand has touched the page, and hears the gravest sound. */
  test(): void {
    this.#speaker.unlock();
    this.#speaker.whenHeard(() => this.#speaker.play('p1'));
  }

  /** In an effect: it is looked at again when one of these changes. Nothing is said to have sounded while nobody can hear. */
  follow(alarms: readonly WallAlarm[], live: Connection<'wall'>): void {
    const now = live.clock.real;
    const cut = live.level === 'C2';
    if (this.#speaker.muted) return;
    const { calls, sound } = soundDue(this.#calls, alarms, cut, now);
    this.#calls = calls;
    if (sound) this.#speaker.play(sound);
  }
}

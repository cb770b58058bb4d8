import { SECOND } from '#shared/kernel/instant';
import { SOUNDS, type SoundName } from './tones.ts';

const LOUDNESS = 0.25;
/** Each tone rises and falls in this many seconds: cut at once it would click. */
const EDGE_S = 0.01;
/** A P1 sounds again as long as nobody has answered, in real time. */
export const AGAIN_MS = 20 * SECOND;

/** What a page is heard with. A browser lets a page sound only once somebody has touched it, unless the kiosk was told so. */
export class Speaker {
  #context: AudioContext | null = null;
  #muted = $state(true);

  /** No sound can be heard. */
  get muted(): boolean {
    return this.#muted;
  }

  /** Asks to be heard: in the handler of a gesture, or at any time on a kiosk that needs none. */
  unlock(): void {
    if (!this.#context) {
      const context = new AudioContext();
      // The system may take the sound away later: a page that says nothing of it is believed to be loud.
      context.onstatechange = () => (this.#muted = context.state !== 'running');
      this.#context = context;
    }
    this.#muted = this.#context.state !== 'running';
    // Without a gesture it waits for one, and is asked again then.
    if (this.#muted) void this.#context.resume().catch(() => {});
  }

  /** Now if it is heard, else once the gesture under way has let it be. */
  whenHeard(run: () => void): void {
    if (!this.#context) return;
    void this.#context.resume().then(run, () => {});
  }

  play(name: SoundName): void {
    const context = this.#context;
    if (context?.state !== 'running') return;
    for (const { hz, at, lasts } of SOUNDS[name]) {
      const from = context.currentTime + at;
      const tone = new OscillatorNode(context, { frequency: hz });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(LOUDNESS, from + EDGE_S);
      volume.gain.setValueAtTime(LOUDNESS, from + lasts - EDGE_S);
      volume.gain.linearRampToValueAtTime(0, from + lasts);
      tone.connect(volume).connect(context.destination);
      tone.start(from);
      tone.stop(from + lasts);
    }
  }

  /** Sounds a P1 now, and again until what it returns is called. */
  ring(): () => void {
    this.play('p1');
    const timer = setInterval(() => this.play('p1'), AGAIN_MS);
    return () => clearInterval(timer);
  }

  close(): void {
    const context = this.#context;
    this.#context = null;
    this.#muted = true;
    if (!context) return;
    context.onstatechange = null;
    void context.close();
  }
}

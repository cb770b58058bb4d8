import { SECOND } from '#shared/kernel/instant';

/** Two tones, three times: told from a telephone's ring. Hz and seconds. */
const TONES = [
  { hz: 880, at: 0 },
  { hz: 660, at: 0.22 },
  { hz: 880, at: 0.44 },
  { hz: 660, at: 0.66 },
] as const;
const TONE_S = 0.18;
const LOUDNESS = 0.25;
/** Again as long as nobody has answered, in real time. */
const EVERY_MS = 20 * SECOND;

/** The sound of a P1. A browser lets a page sound only once somebody has touched it: until then the page says so. */
export class AlarmSound {
  #context: AudioContext | null = null;
  #muted = $state(true);

  /** No sound can be heard. */
  get muted(): boolean {
    return this.#muted;
  }

  /** In the handler of a gesture. */
  async unlock(): Promise<void> {
    if (!this.#muted) return;
    this.#context ??= new AudioContext();
    await this.#context.resume();
    this.#muted = this.#context.state !== 'running';
  }

  /** Sounds now, and again until what it returns is called. */
  ring(): () => void {
    this.#sound();
    const timer = setInterval(() => this.#sound(), EVERY_MS);
    return () => clearInterval(timer);
  }

  close(): void {
    void this.#context?.close();
    this.#context = null;
    this.#muted = true;
  }

  #sound(): void {
    const context = this.#context;
    if (!context || this.#muted) return;
    for (const { hz, at } of TONES) {
      const tone = new OscillatorNode(context, { frequency: hz });
      const volume = new GainNode(context, { gain: LOUDNESS });
      tone.connect(volume).connect(context.destination);
      tone.start(context.currentTime + at);
      tone.stop(context.currentTime + at + TONE_S);
    }
  }
}

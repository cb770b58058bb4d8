/** One tone of a sound: its pitch in Hz, when it begins and how long it lasts, in seconds. */
export type Tone = { readonly hz: number; readonly at: number; readonly lasts: number };
/** `coupure`: the link is lost. A P3 is silent. */
export type SoundName = 'p1' | 'p2' | 'coupure';

/**
 * The sounds of UX 4.3. Neighbouring tones are a fifth of their pitch apart or more, so that an ear in a noisy room tells
 * them, and none is a burst of three or five pulses: those are medical devices' (IEC 60601-1-8).
 */
export const SOUNDS: Record<SoundName, readonly Tone[]> = {
  p1: [
    { hz: 660, at: 0, lasts: 0.25 },
    { hz: 880, at: 0.25, lasts: 0.25 },
    { hz: 660, at: 0.5, lasts: 0.25 },
    { hz: 880, at: 0.75, lasts: 0.25 },
  ],
  p2: [
    { hz: 440, at: 0, lasts: 0.3 },
    { hz: 554, at: 0.35, lasts: 0.4 },
  ],
  coupure: [
    { hz: 220, at: 0, lasts: 0.3 },
    { hz: 220, at: 0.5, lasts: 0.3 },
  ],
};

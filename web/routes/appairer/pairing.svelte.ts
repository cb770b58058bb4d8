import {
  codeAnswerSchema,
  PAIRING_PATHS,
  stateAnswerSchema,
  type CodeAnswer,
  type StateAnswer,
} from '#shared/access/pairing';

/** How long a screen says what became of its code before it goes on, in ms. */
const READ_MS = 3_000;
const APPROVED_READ_MS = 1_500;
/** A refused screen that nobody touches asks again after this. */
const DENIED_MS = 300_000;
/** Between two attempts at a server that does not answer. */
const RETRY_MS = 5_000;

export type Pairing =
  | { readonly kind: 'asking' }
  /** Its code is shown; `isAwaited` once the server has said that it waits for someone. */
  | { readonly kind: 'code'; readonly userCode: string; readonly isAwaited: boolean }
  | { readonly kind: 'approved' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'too-often' };

/** What the pairing of a screen needs of its browser. */
export type Device = {
  post(path: string, body: object): Promise<unknown>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** The screen is paired: opens what it is for. */
  open(): void;
};

/** A screen that asks to be paired: shows one code after another until someone approves one. */
export class PairingScreen {
  readonly #device: Device;
  #state: Pairing = $state.raw({ kind: 'asking' });
  #isCut = $state(false);
  #secondsLeft = $state(0);
  #ends = 0;
  #again = new AbortController();

  constructor(device: Device) {
    this.#device = device;
  }

  get state(): Pairing {
    return this.#state;
  }

  /** Whether the server did not answer the last time. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Of the code, or until the next may be asked for. */
  get secondsLeft(): number {
    return this.#secondsLeft;
  }

  /** Someone asks for another code after a refusal. */
  askAgain(): void {
    this.#again.abort();
  }

  /** Asks, shows, waits, for ever; returns how to stop. */
  start(): () => void {
    const stop = new AbortController();
    const ticking = setInterval(() => this.#tick(), 250);
    void this.#live(stop.signal);
    return () => {
      clearInterval(ticking);
      stop.abort();
    };
  }

  async #live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#state = { kind: 'asking' };
      const code = await this.#ask<CodeAnswer>(PAIRING_PATHS.code, {}, readCode, signal);
      if (code === null) return;
      switch (code.kind) {
        case 'paired':
          return this.#device.open();
        case 'TooOften':
          this.#countFrom(code.seconds);
          this.#state = { kind: 'too-often' };
          await this.#device.pause(code.seconds * 1_000, signal);
          break;
        case 'code':
          if ((await this.#await(code, signal)) === 'approved') return this.#device.open();
      }
    }
  }

  /** Shows one code to its end. */
  async #await(
    code: Extract<CodeAnswer, { kind: 'code' }>,
    signal: AbortSignal,
  ): Promise<'approved' | 'over'> {
    const { userCode, deviceCode } = code;
    this.#countFrom(code.expiresInSeconds);
    this.#state = { kind: 'code', userCode, isAwaited: false };
    let interval = code.intervalSeconds;
    for (;;) {
      await this.#device.pause(interval * 1_000, signal);
      const answer = await this.#ask<StateAnswer>(PAIRING_PATHS.state, { deviceCode }, readState, signal);
      if (answer === null) return 'over';
      switch (answer.kind) {
        case 'pending':
        case 'slow_down':
          interval = answer.intervalSeconds;
          this.#state = { kind: 'code', userCode, isAwaited: true };
          break;
        case 'approved':
          this.#state = { kind: 'approved' };
          await this.#device.pause(APPROVED_READ_MS, signal);
          return signal.aborted ? 'over' : 'approved';
        case 'denied':
          this.#state = { kind: 'denied' };
          this.#again = new AbortController();
          await this.#device.pause(DENIED_MS, AbortSignal.any([signal, this.#again.signal]));
          return 'over';
        case 'expired':
          this.#state = { kind: 'expired' };
          await this.#device.pause(READ_MS, signal);
          return 'over';
      }
    }
  }

  /** Asks until it is answered; null once this page is left. */
  async #ask<Answer>(
    path: string,
    body: object,
    read: (said: unknown) => Answer,
    signal: AbortSignal,
  ): Promise<Answer | null> {
    while (!signal.aborted) {
      try {
        const answer = read(await this.#device.post(path, body));
        this.#isCut = false;
        return answer;
      } catch {
        this.#isCut = true;
        await this.#device.pause(RETRY_MS, signal);
      }
    }
    return null;
  }

  #countFrom(seconds: number): void {
    this.#ends = this.#device.now() + seconds * 1_000;
    this.#tick();
  }

  #tick(): void {
    this.#secondsLeft = Math.max(0, Math.ceil((this.#ends - this.#device.now()) / 1_000));
  }
}

function readCode(said: unknown): CodeAnswer {
  return codeAnswerSchema.parse(said);
}

function readState(said: unknown): StateAnswer {
  return stateAnswerSchema.parse(said);
}

/** Calls back in the very step in which the view comes to hold something; at once if it does already. */
export type WhenShown = (run: () => void) => void;

/**
 * Longest wait of a frame, in ms: past it a command that counts twice for a moment is better than an old screen. As long
 * as a silence after which a screen is still called up to date (C0, UX 3.3): shorter, and a slow device counts twice.
 */
export const LONGEST_HOLD = 5_000;

/**
 * Applies the server's frames in step with its answers. A screen draws its own commands over the view until the server
 * has them; a frame that already holds such a command and its answer do not come together, so for a moment the command
 * would count twice, or not at all. Hence: while a command is on its way frames wait for its answer; after the answer
 * the command stays drawn until the first frame, which then holds it, since the server sent it later. A command that was
 * not answered is in doubt: the next frame may hold it, so it waits as well, for the answer to the next attempt.
 */
export class InStep<Frame> {
  readonly #apply: (frame: Frame) => 'in' | 'not in';
  readonly #after: (ms: number, run: () => void) => () => void;
  #onTheWay = 0;
  #inDoubt = false;
  #waiting: Frame[] = [];
  #toShow: Moment[] = [];
  #stopTimer: (() => void) | undefined;

  constructor(apply: (frame: Frame) => 'in' | 'not in', after: (ms: number, run: () => void) => () => void) {
    this.#apply = apply;
    this.#after = after;
  }

  /** A command leaves. */
  sent(): void {
    this.#onTheWay += 1;
    this.#inDoubt = false;
  }

  /** It did nothing: refused, or failed. */
  cameToNothing(): void {
    this.#onTheWay -= 1;
    if (this.#onTheWay === 0 && this.#toShow.length === 0) this.#applyWaiting();
  }

  /** Nobody knows whether it did something. */
  unanswered(): void {
    this.#onTheWay -= 1;
    this.#inDoubt = true;
  }

  get inDoubt(): boolean {
    return this.#inDoubt;
  }

  /** It was accepted. The caller asks for the frame that holds what it did. */
  accepted(): WhenShown {
    this.#onTheWay -= 1;
    return this.nextFrame();
  }

  nextFrame(): WhenShown {
    const moment = new Moment();
    this.#toShow.push(moment);
    return (run) => moment.whenCome(run);
  }

  frame(frame: Frame): void {
    if (this.#toShow.length > 0) {
      this.#applyWaiting();
      if (this.#apply(frame) === 'not in') return;
      for (const moment of this.#toShow.splice(0)) moment.come();
    } else if (this.#onTheWay > 0 || this.#inDoubt) {
      this.#waiting.push(frame);
      this.#stopTimer ??= this.#after(LONGEST_HOLD, () => {
        this.#inDoubt = false;
        this.#applyWaiting();
      });
    } else this.#apply(frame);
  }

  /** Whether frames wait: what the view holds is then older than what came. */
  get holding(): boolean {
    return this.#waiting.length > 0;
  }

  /** What is held is no longer ours: what waits is not either. */
  drop(): void {
    this.#waiting = [];
  }

  #applyWaiting(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    for (const frame of this.#waiting.splice(0)) this.#apply(frame);
  }
}

/** Not a promise: that would call back a step later, when the screen has drawn the command twice. */
class Moment {
  #isOver = false;
  #runs: (() => void)[] = [];

  whenCome(run: () => void): void {
    if (this.#isOver) run();
    else this.#runs.push(run);
  }

  come(): void {
    this.#isOver = true;
    for (const run of this.#runs.splice(0)) run();
  }
}

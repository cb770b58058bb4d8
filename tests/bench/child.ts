import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PAGE_BYTES = 4096;

/** A fresh process of the benchmark, asked one thing at a time. What it does is paid by it alone. */
export class Child {
  readonly pid: number;
  readonly #process: ChildProcess;
  #answer: ((message: unknown) => void) | undefined;
  #isStopped = false;

  /** @param file of tests/bench, without extension; alone, or with what the runtime is told */
  constructor(
    file: string | { readonly file: string; readonly execArgv: readonly string[] },
    ...args: string[]
  ) {
    const { file: name, execArgv } = typeof file === 'string' ? { file, execArgv: [] } : file;
    this.#process = fork(join(import.meta.dirname, `${name}.ts`), args, { execArgv: [...execArgv] });
    if (this.#process.pid === undefined) throw new Error(`${name} did not start`);
    this.pid = this.#process.pid;
    this.#process.on('message', (message) => this.#answer?.(message));
    this.#process.on('exit', (code) => {
      if (this.#isStopped) return;
      // Whoever waits for another process waits for this one too: nothing measured without it means anything.
      process.stderr.write(`${name} ended with ${String(code)}\n`);
      process.exit(1);
    });
  }

  /** The next message of the process. If the process ends instead, the benchmark does. */
  next<T>(): Promise<T> {
    return new Promise((resolve) => {
      this.#answer = (message) => resolve(message as T);
    });
  }

  ask<T>(question: object): Promise<T> {
    const answer = this.next<T>();
    this.#process.send(question);
    return answer;
  }

  /** Memory of the process in MB, once what nobody holds is gone: for one that was started with `--expose-gc`. */
  async memory(): Promise<number> {
    for (let time = 0; time < 3; time += 1) {
      this.#process.kill('SIGUSR2');
      await pause(300);
    }
    const pages = Number(readFileSync(`/proc/${this.pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * PAGE_BYTES) / 1_048_576;
  }

  /** Lets the process end by itself: a profile is written at its end. */
  async leave(): Promise<void> {
    this.#isStopped = true;
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.disconnect();
    await gone;
  }

  /** Resolves once the process is gone, so that the next one runs alone. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await gone;
  }
}

// What nobody holds any more is not what a process holds: whoever reads its memory asks for this first.
process.on('SIGUSR2', () => globalThis.gc?.());

// A process of the benchmark does not outlive it.
process.on('disconnect', () => process.exit(0));

/** The other end: says one thing to the process that started this one. */
export function tell(message: object): void {
  process.send?.(message);
}

/** Answers each question in turn. */
export function answerWith<Question>(answer: (question: Question) => Promise<object>): void {
  process.on('message', (question) => {
    answer(question as Question).then(tell, (cause: unknown) => {
      process.stderr.write(`${cause instanceof Error ? String(cause.stack) : String(cause)}\n`);
      process.exit(1);
    });
  });
}

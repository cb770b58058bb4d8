import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { newFolder } from './served-app.ts';
import { onFreePort } from './free-port.ts';

type ProductOptions = { at?: string; seed?: number; speed?: number };

/** The whole product as `npm start` runs it, in a process of its own, on a port and a folder of its own. */
export class Product {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  readonly #speed: number;
  #process: ChildProcess | undefined;

  constructor(port: number, folder: string, speed: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#port = port;
    this.#folder = folder;
    this.#speed = speed;
  }

  /** Starts it, and resolves once its first screen would be answered. With `begins` it lives a new day from then. */
  async start(begins: { at: string; seed: number } | 'where it was' = 'where it was'): Promise<void> {
    const day = begins === 'where it was' ? [] : ['--at', begins.at, '--seed', String(begins.seed)];
    const said: string[] = [];
    const child = spawn(
      process.execPath,
      ['server/main.ts', '--demo', '--speed', String(this.#speed), ...day],
      {
        env: { ...process.env, PORT: String(this.#port), PASSERELLE_DATA: this.#folder },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    child.stderr.on('data', (text) => said.push(String(text)));
    this.#process = child;
    // A test that breaks before it could stop it must not leave it behind.
    const left = () => child.kill('SIGKILL');
    process.once('exit', left);
    child.once('exit', () => process.off('exit', left));
    const ended = once(child, 'exit').then(() => {
      throw new Error(`the server ended: ${said.join('')}`);
    });
    const ready = untilReady(this.url);
    await Promise.race([ready, ended]);
    // From here on its end is what a test asks for.
    ended.catch(() => {});
  }

  /** Ends it without a word, as a power cut does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

async function untilReady(url: string): Promise<void> {
  const patience = performance.now() + 240_000;
  for (;;) {
    const answer = await fetch(`${url}/api/ready`).catch(() => null);
    if (answer?.ok) return;
    if (performance.now() > patience) throw new Error(`ready answers ${String(answer?.status)}`);
    await pause(100);
  }
}

/** Starts a simulated day: by default at 19:12, when evening tours are out, at sixty times the pace of life. */
export async function startProduct({
  at = '19:12',
  seed = 1,
  speed = 60,
}: ProductOptions = {}): Promise<Product> {
  return onFreePort(async (port) => {
    const product = new Product(port, newFolder(), speed);
    await product.start({ at, seed });
    return product;
  });
}

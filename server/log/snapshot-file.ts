import { rmSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openSnapshot, sealSnapshot, type Snapshot } from './snapshot.ts';

/**
 * The newest snapshot as one file beside the log. A file, not a row: writing megabytes happens off the event loop
 * and does not swell the log. Operations run one after the other, in the order they were asked.
 */
export class SnapshotFile {
  readonly #folder: string;
  readonly #path: string;
  readonly #draft: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, 'snapshot');
    this.#draft = join(folder, 'snapshot.draft');
    // What a crash left half-written may hold facts that are due for erasure.
    rmSync(this.#draft, { force: true });
  }

  save(snapshot: Snapshot): Promise<void> {
    return this.#inTurn(async () => {
      try {
        const file = await open(this.#draft, 'w', 0o600);
        try {
          await file.writeFile(sealSnapshot(snapshot));
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(this.#draft, this.#path);
      } catch (fault) {
        await rm(this.#draft, { force: true });
        throw fault;
      }
      await this.#syncFolder();
    });
  }

  load(): Promise<Snapshot | undefined> {
    return this.#inTurn(async () => {
      try {
        return openSnapshot(await readFile(this.#path, 'utf8'));
      } catch (fault) {
        if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined;
        throw fault;
      }
    });
  }

  drop(): Promise<void> {
    return this.#inTurn(async () => {
      await rm(this.#path, { force: true });
      await this.#syncFolder();
    });
  }

  /** Resolves when nothing is being read or written any more. */
  idle(): Promise<void> {
    return this.#inTurn(async () => {});
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done;
    return done;
  }

  /** A rename or a removal survives a power cut only once its folder is on disk. */
  async #syncFolder(): Promise<void> {
    const folder = await open(this.#folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

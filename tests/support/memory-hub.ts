import type { MemoryBus } from '#server/nodes/memory-bus';
import type { Instant } from '#shared/kernel/instant';

/** The bus of several servers of one process. It can lose what is told, as a real one does. */
export class MemoryHub {
  readonly #ears = new Set<(message: string) => void>();
  /** Everything that was told, as it crossed. */
  readonly told: string[] = [];
  /** Whether a message is lost on its way. */
  loses: (message: string) => boolean = () => false;

  /** The time of the machine that carries it. */
  time: () => Instant | null = () => null;

  bus(): MemoryBus {
    const own = new Set<(message: string) => void>();
    return {
      tell: (message) => {
        this.told.push(message);
        if (this.loses(message)) return;
        for (const ear of this.#ears)
          if (!own.has(ear)) setImmediate(() => this.#ears.has(ear) && ear(message));
      },
      hear: (listener) => {
        const ear = (message: string) => listener(message);
        own.add(ear);
        this.#ears.add(ear);
        return () => this.#ears.delete(ear);
      },
      time: () => Promise.resolve(this.time()),
      close: () => Promise.resolve(),
    };
  }
}

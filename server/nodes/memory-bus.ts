import type { Instant } from '#shared/kernel/instant';

/**
 * How the servers of one territory tell each other what is memory only (PRV-36): where teams say they are, plans, timers,
 * scenes, what consoles have open. Whoever carries it keeps nothing of it, on no disk and for no later reader; what is
 * told while a server is not listening is lost to it, and told again.
 */
export interface MemoryBus {
  /** Tells the others. Nothing says that they heard. */
  tell(message: string): void;
  /** Calls back with what the others tell, and perhaps with what was told here; returns how to stop. */
  hear(listener: (message: string) => void): () => void;
  /** The time of the machine that carries it; null while it cannot be asked. */
  time(): Promise<Instant | null>;
  close(): Promise<void>;
}

import type { CommandId } from '#shared/kernel/ids';

/** One socket, for as long as it lives. */
export type ConnectionId = string;

/** Which report each console has open: memory, gone with its socket. It knows sockets, and no one by name. */
export class AttentionMemory {
  readonly #open = new Map<ConnectionId, CommandId>();

  /** A console has one report open, or none. */
  look(connection: ConnectionId, report: CommandId | null): void {
    if (report === null) this.#open.delete(connection);
    else this.#open.set(connection, report);
  }

  leave(connection: ConnectionId): void {
    this.#open.delete(connection);
  }

  /** The open reports, once for each console that has them open, in an order that tells nothing of the consoles. */
  current(): CommandId[] {
    return [...this.#open.values()].sort();
  }
}

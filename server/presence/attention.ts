import { commandIdSchema, type CommandId } from '#shared/kernel/ids';

/** One socket, for as long as it lives. */
export type ConnectionId = string;

/** Which report each console has open: memory, gone with its socket. It knows sockets, and no one by name. */
export class AttentionMemory {
  readonly #open = new Map<ConnectionId, CommandId>();
  /** Of consoles connected to other servers, under the name of their server and their socket. */
  readonly #elsewhere = new Map<string, CommandId>();

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
    return [...this.#open.values(), ...this.#elsewhere.values()].sort();
  }

  readonly tellsEnds = true;

  /** What other servers are told by this one. */
  *held(self: string): Iterable<{ name: string; value: CommandId }> {
    for (const [connection, value] of this.#open) yield { name: `${self} ${connection}`, value };
    for (const [name, value] of this.#elsewhere) yield { name, value };
  }

  take(name: string, value: unknown): void {
    const report = commandIdSchema.nullable().parse(value);
    if (report === null) this.#elsewhere.delete(name);
    else this.#elsewhere.set(name, report);
  }

  /** A server is gone, and with it every console that was connected there. */
  serverLeft(server: string): void {
    for (const name of this.#elsewhere.keys())
      if (name.startsWith(`${server} `)) this.#elsewhere.delete(name);
  }
}

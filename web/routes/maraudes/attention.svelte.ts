import type { Connection } from '#lib/live/connection.svelte.ts';
import { newCommandId } from '#lib/outbox/command-id.ts';
import type { CommandId } from '#shared/kernel/ids';

/**
 * Which request this console has open, and which ones other consoles have. It is said on the open link and nowhere
 * else: what was open an hour ago concerns nobody, so nothing of it waits in the outbox.
 */
export class Attention {
  readonly #live: Connection<'lead'>;
  #own: CommandId | null = $state(null);

  constructor(live: Connection<'lead'>) {
    this.#live = live;
  }

  /** Says it again each time the link opens: the server forgets with the socket. Returns how to stop. */
  start(): () => void {
    return this.#live.onOpen(() => {
      if (this.#own !== null) this.#tell();
    });
  }

  look(report: CommandId | null): void {
    if (report === this.#own) return;
    this.#own = report;
    this.#tell();
  }

  /** Whether another console has it open too. */
  isElsewhere(report: CommandId): boolean {
    const consoles = this.#live.view.looked.filter((each) => each === report).length;
    return consoles > (this.#own === report ? 1 : 0);
  }

  #tell(): void {
    void this.#live.send({ id: newCommandId(), command: { type: 'LookAtReport', report: this.#own } });
  }
}

// What runs in the browser: the outbox of the product on the browser's own storage, locks and channels. Only the link
// is a stand-in, so that a test can cut it and lose answers.
import { newCommandId } from '#lib/outbox/command-id.ts';
import { openShelf } from '#lib/outbox/indexeddb.ts';
import { neighbourTabs } from '#lib/outbox/neighbour-tabs.ts';
import { OutboxCore } from '#lib/outbox/outbox.ts';
import { instantAt } from '#shared/kernel/instant';
import type { Ack } from '#shared/wire/ack';
import type { Command, CommandSend } from '#shared/wire/up';

export type OutboxPage = {
  say: (command: Command) => string;
  states: () => string[];
  storage: () => string;
  connect: () => void;
  erase: () => Promise<void>;
};
type Given = { serve: (message: CommandSend) => Promise<Ack | null>; outbox: OutboxPage };

const given = globalThis as unknown as Given;
let open = false;
let opened = () => {};

const core = new OutboxCore(
  {
    openShelf,
    sender: {
      get open() {
        return open;
      },
      send: async (message) => ({ ack: await given.serve(message), whenShown: (run) => run() }),
      catchUp: () => (run) => run(),
      onOpen: (listener) => {
        opened = listener;
        return () => {};
      },
    },
    clock: {
      now: () => instantAt(Date.now()),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    neighbours: neighbourTabs('outreach T2'),
    newId: newCommandId,
  },
  { post: 'outreach T2', limit: 50 },
);
core.start();

given.outbox = {
  say: (command) => {
    const added = core.add(command);
    if (!added.ok) throw new Error(added.why);
    return added.id;
  },
  states: () => core.snapshot.items.map(({ state }) => state.name),
  storage: () => core.snapshot.storage,
  connect: () => {
    open = true;
    opened();
  },
  erase: () => core.erase(),
};

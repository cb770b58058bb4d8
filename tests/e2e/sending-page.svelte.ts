// What runs in the browser: the link and the outbox of the product, as a tablet has them, and the figure it would draw.
import { Connection } from '#lib/live/connection.svelte.ts';
import { Outbox } from '#lib/outbox/outbox.svelte.ts';
import type { FirstFrame } from '#shared/wire/down';
import type { Command } from '#shared/wire/up';
import { space } from '../support/said.ts';

export type SendingPage = {
  say: (command: Command) => void;
  /** Every figure that was drawn, in order. */
  drawn: readonly number[];
  waiting: () => number;
  kept: () => number;
  chip: () => string;
  open: () => boolean;
};

const given = globalThis as unknown as { frame: FirstFrame; tablet: SendingPage };
const live = new Connection('restspace', { door: 'restspace', space: space('ER-1') }, given.frame);
const outbox = new Outbox(live, { limit: 2_000 });
const drawn: number[] = [];

$effect.root(() => {
  $effect(() => {
    const held = live.view.only('rest-space');
    const present = held?.state.kind === 'ouvert' ? held.state.present : Number.NaN;
    const own = outbox.pending.filter(({ command }) => command.type === 'RecordArrival').length;
    drawn.push(present + own);
  });
});
live.start(() => import('#lib/live/frames.ts'));
outbox.start();

given.tablet = {
  say: (command) => void outbox.add(command),
  drawn,
  waiting: () => outbox.waiting,
  kept: () => outbox.items.filter(({ state }) => state.name === 'sur-ce-telephone').length,
  chip: () => outbox.chip.kind,
  open: () => live.open,
};

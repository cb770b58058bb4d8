// What runs in the browser: the parts that every acting screen shows, one beside the other, with props that a test sets.
import { mount, type Component } from 'svelte';
import ConflictSheet from '#lib/ui/ConflictSheet.svelte';
import Confirmation from '#lib/ui/Confirmation.svelte';
import ConnectionBand from '#lib/ui/ConnectionBand.svelte';
import OutboxChip from '#lib/ui/OutboxChip.svelte';
import UndoStrip from '#lib/ui/UndoStrip.svelte';
import type { ChipState } from '#lib/ui/chip-state.ts';
import type { Instant } from '#shared/kernel/instant';
import '../../web/app.css';

const timezone = 'Europe/Paris';
const at = '2026-11-21T13:31:07.000Z' as Instant;
const said: string[] = [];
const say = (word: string) => () => said.push(word);

const chip = $state<{ state: ChipState; timezone: string }>({ state: { kind: 'rien' }, timezone });
const band = $state<{ since: Instant | null; timezone: string }>({ since: null, timezone });
const strip = $state<{ done: { id: string; words: string } | null }>({ done: null });
const confirmation = $state({ open: false });
const conflict = $state({ open: false });

export type ActingParts = {
  /** What the parts called back, in order. */
  said: readonly string[];
  chip: (state: ChipState) => void;
  band: (since: Instant | null) => void;
  done: (done: { id: string; words: string } | null) => void;
  ask: (open: boolean) => void;
  conflict: (open: boolean) => void;
};

function place<Props extends Record<string, unknown>>(
  Part: Component<Props>,
  name: string,
  props: Props,
): void {
  const target = document.createElement('div');
  target.id = name;
  document.querySelector('main')?.append(target);
  mount(Part, { target, props });
}

document.body.innerHTML = '<main><h1>Parties</h1><label>Recherche <input type="search" /></label></main>';
place(OutboxChip, 'chip', chip);
place(ConnectionBand, 'band', band);
place(UndoStrip, 'strip', {
  get done() {
    return strip.done;
  },
  onUndo: (id: string) => said.push(`undo ${id}`),
  onGone: say('gone'),
});
place(Confirmation, 'confirmation', {
  get open() {
    return confirmation.open;
  },
  title: 'Admettre K7M2QX ?',
  consequence: 'Le lit 2 devient occupé.',
  action: 'Admettre K7M2QX',
  back: 'Revenir',
  onConfirm: say('confirm'),
  onBack: say('back'),
});
place(ConflictSheet, 'conflict', {
  get open() {
    return conflict.open;
  },
  title: 'Le lit 2 est déjà réservé',
  timezone,
  mine: { words: 'Réserver le lit 2 pour P4WT9C', at },
  theirs: { words: 'Lit 2 réservé pour K7M2QX', at },
  choices: [
    { id: 'lit-6', words: 'Réserver le lit 6' },
    { id: 'rien', words: 'Ne rien réserver' },
  ],
  safe: 'rien',
  onChoose: (id: string) => said.push(`choose ${id}`),
});

(globalThis as unknown as { parts: ActingParts }).parts = {
  said,
  chip: (state) => (chip.state = state),
  band: (since) => (band.since = since),
  done: (done) => (strip.done = done),
  ask: (open) => (confirmation.open = open),
  conflict: (open) => (conflict.open = open),
};

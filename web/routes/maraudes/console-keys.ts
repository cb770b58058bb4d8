import { commandIdSchema, type CommandId, type TeamId } from '#shared/kernel/ids';
import type { Board } from './board.svelte.ts';
import type { Screen } from './screen.svelte.ts';

/** What keys do besides opening and moving: said by the page, which owns the commands. */
export type Hands = {
  readonly acknowledge: () => void;
  readonly plan: (team: TeamId) => void;
};

/** Whether a key is the page's: letters belong to whoever writes, and to a sheet that is open. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return false;
  if (document.querySelector('dialog[open]')) return false;
  const { target } = event;
  return !(target instanceof Element && target.closest('input, textarea, select, [contenteditable]'));
}

/** The request whose row holds the focus, as the page has it: a row that is moved in its list keeps it without saying so. */
export function requestUnderFocus(): CommandId | null {
  const row = document.activeElement?.closest<HTMLElement>('#file [data-report]');
  return commandIdSchema.safeParse(row?.dataset['report']).data ?? null;
}

/** The keys of the console (UX 3.10): letters by what they write, digits by where they lie, so that AZERTY has both. */
export function onConsoleKey(event: KeyboardEvent, screen: Screen, board: Board, hands: Hands): void {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit !== undefined && !event.shiftKey) {
    const team = board.facts.teams[Number(digit) - 1]?.id;
    if (team) onTeam(team, screen, hands);
    return;
  }
  switch (event.key.toLowerCase()) {
    case 'a':
      return hands.acknowledge();
    case 'n':
      event.preventDefault();
      screen.sheet = 'demande';
      return;
    case 'd': {
      const id = board.focusedReport ?? screen.giving?.id;
      if (id) screen.open({ kind: 'demande', id });
      return;
    }
    case 'f':
      board.frozenList = !board.frozenList;
      return;
    case 'j':
      return moveInQueue(1);
    case 'k':
      return moveInQueue(-1);
    case 'arrowdown':
    case 'arrowup':
      if (!document.activeElement?.closest('#file')) return;
      event.preventDefault();
      return moveInQueue(event.key === 'ArrowDown' ? 1 : -1);
    case 'c':
      return goToCoverage();
    case 'p':
      return onCell('planifier', screen);
    case 'i':
      return onCell('impossible', screen);
    case 't':
      return goToTeams(screen);
    case 'm':
      screen.level = 'surface';
      screen.view = 'carte';
      return;
    case 'l':
      screen.view = screen.view === 'carte' ? 'tableau' : 'carte';
      return;
    case 's':
      screen.level = screen.level === 'surface' ? 'souterrain' : 'surface';
      return;
    case 'v':
      return board.toggleCurtain();
    case '?':
      return screen.toggleFoot('aide');
    case 'escape':
      if (screen.foot !== null) screen.foot = null;
      else if (screen.giving !== null) leaveGiving(screen);
      else if (screen.panel.kind !== 'equipes') screen.close();
  }
}

function onTeam(team: TeamId, screen: Screen, hands: Hands): void {
  if (screen.panel.kind === 'case' && screen.panel.ask !== 'impossible') hands.plan(team);
  else if (screen.giving) screen.giving = { id: screen.giving.id, team };
  else {
    goToTeams(screen);
    setTimeout(() => document.getElementById(`equipe-${team}`)?.focus());
  }
}

function leaveGiving(screen: Screen): void {
  const id = screen.giving?.id;
  screen.giving = null;
  if (id) document.getElementById(`demande-${id}`)?.focus();
}

function moveInQueue(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('#file [data-report]')];
  if (rows.length === 0) return goToCoverage();
  const from = rows.findIndex((row) => row.contains(document.activeElement));
  const to = from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step));
  rows[to]?.querySelector('button')?.focus();
}

/** To the first gap; from one family of cells to the other. */
export function goToCoverage(): void {
  const families = [...document.querySelectorAll<HTMLElement>('[data-family]')];
  const from = families.findIndex((family) => family.contains(document.activeElement));
  const gap = ['en-peril', 'a-faire', 'manque'].map((state) => `[data-state="${state}"]`);
  const among = from < 0 ? families : [families[(from + 1) % families.length]];
  for (const selector of [...gap, '[data-cell]']) {
    for (const family of among) {
      const cell = family?.querySelector<HTMLElement>(selector);
      if (cell) return cell.focus();
    }
  }
}

export function goToTeams(screen: Screen): void {
  screen.panel = { kind: 'equipes' };
  setTimeout(() => document.getElementById('equipes')?.focus());
}

/** On the cell that has the focus, or that is open. */
function onCell(ask: 'planifier' | 'impossible', screen: Screen): void {
  if (screen.panel.kind === 'case') {
    screen.panel = { ...screen.panel, ask };
    return;
  }
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || activeElement.dataset['cell'] === undefined) return;
  activeElement.click();
  // The press has opened it, and remembered where from.
  setTimeout(() => {
    if (screen.panel.kind === 'case') screen.panel = { ...screen.panel, ask };
  });
}

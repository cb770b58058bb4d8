import type { DutyCell } from '#shared/domain/duty-plan/commands';
import type { Place } from '#shared/domain/pass/commands';
import type { CommandId, TeamId } from '#shared/kernel/ids';

/** What stands in the right column: the teams, or the detail that somebody asked for. */
export type Panel =
  | { readonly kind: 'equipes' }
  | { readonly kind: 'demande'; readonly id: CommandId }
  /** `ask`: what the keys were asked to do with it. */
  | { readonly kind: 'case'; readonly cell: DutyCell; readonly ask: 'lire' | 'planifier' | 'impossible' }
  | { readonly kind: 'lieu'; readonly place: Place }
  | { readonly kind: 'alarmes' };

/** What is open and chosen on this screen; nothing of it leaves it. */
export class Screen {
  panel: Panel = $state.raw({ kind: 'equipes' });
  /** The request that is being given, and the team under the hand. */
  giving: { readonly id: CommandId; readonly team: TeamId | null } | null = $state.raw(null);
  sheet: 'demande' | 'palette' | null = $state(null);
  foot: 'aide' | 'historique' | 'aval' | null = $state(null);
  level: 'surface' | 'souterrain' = $state('surface');
  view: 'carte' | 'tableau' = $state('carte');
  #openedFrom: Element | null = null;

  open(panel: Panel): void {
    this.#openedFrom = document.activeElement;
    this.panel = panel;
  }

  /** Back to the teams; the focus goes back to where it was. */
  close(): void {
    this.panel = { kind: 'equipes' };
    const from = this.#openedFrom;
    this.#openedFrom = null;
    if (from instanceof HTMLElement && from.isConnected) from.focus();
  }

  toggleFoot(which: 'aide' | 'historique' | 'aval'): void {
    this.foot = this.foot === which ? null : which;
  }
}

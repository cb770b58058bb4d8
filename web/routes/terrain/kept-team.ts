import { teamIdSchema, type TeamId } from '#shared/kernel/ids';

// The team of a demonstration's visitor: asked once, for this tab alone, and never in an address (PRV-44).

const KEY = 'equipe';

export function teamKept(): TeamId | null {
  try {
    const kept = teamIdSchema.safeParse(sessionStorage.getItem(KEY));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}

export function keepTeam(team: TeamId | null): void {
  try {
    if (team === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, team);
  } catch {
    // Storage is blocked: it is asked again after a reload.
  }
}

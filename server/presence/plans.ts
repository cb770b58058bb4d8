import { cellName } from '#shared/domain/duty-plan/impossible';
import type { DutyCell } from '#shared/domain/duty-plan/commands';
import type { RefusalKind } from '#shared/domain/refusal';
import type { TeamId } from '#shared/kernel/ids';
import { planEntitySchema, type PlanEntity } from '#shared/view/dispatch';

/** Why nothing can be planned in a cell; null when something can. */
export type WhyNot = (cell: DutyCell) => Extract<RefusalKind, 'DutyUnknown' | 'DutyOver'> | null;

/** Who is meant to pass where: it tells where a team will be, so it is memory, for leads, until the half-day is over. */
export class PlanMemory {
  readonly #teams: ReadonlyMap<TeamId, { readonly undergroundAllowed: boolean }>;
  readonly #plans = new Map<string, PlanEntity>();

  constructor(teams: readonly { readonly id: TeamId; readonly undergroundAllowed: boolean }[]) {
    this.#teams = new Map(teams.map((team) => [team.id, team]));
  }

  /** A cell has one plan: said again, it replaces. */
  plan(cell: DutyCell, team: TeamId, whyNot: WhyNot): RefusalKind | null {
    const allowed = this.#teams.get(team);
    if (!allowed) return 'TeamUnknown';
    const why = whyNot(cell);
    if (why) return why;
    if (cell.area.kind === 'group' && !allowed.undergroundAllowed) return 'TeamNotUnderground';
    this.#plans.set(cellName(cell), { cell, team });
    return null;
  }

  cancel(cell: DutyCell): void {
    this.#plans.delete(cellName(cell));
  }

  readonly tellsEnds = true;

  *held(): Iterable<{ name: string; value: PlanEntity }> {
    for (const [name, value] of this.#plans) yield { name, value };
  }

  take(name: string, value: unknown): void {
    if (value === null) this.#plans.delete(name);
    else {
      const plan = planEntitySchema.parse(value);
      this.#plans.set(cellName(plan.cell), plan);
    }
  }

  /** Those of half-days that are not over, in the order of their cells. Forgets the others. */
  current(whyNot: WhyNot): PlanEntity[] {
    for (const [name, { cell }] of this.#plans) if (whyNot(cell) !== null) this.#plans.delete(name);
    return [...this.#plans].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, plan]) => plan);
  }
}

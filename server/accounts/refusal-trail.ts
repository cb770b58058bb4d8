import { MINUTE, msOf, type Instant } from '#shared/kernel/instant';
import { AUDITED_DESKS, type Audit, type RefusedKind } from './audit.ts';
import type { Holder, Holders } from './holder.ts';

/** Holders and kinds remembered within one minute: a flood of refusals is one row of the audit for each. */
const MOST = 1_000;

/**
 * Tells the audit that somebody asked for what they may not: once a minute, by the kind of thing alone. Desks, auditors
 * and screens only: a timed row about somebody of the field would be a point of their route (PRV-54), so those are
 * counted without a name, as everyone's are.
 */
export class RefusalTrail {
  readonly #audit: Audit;
  readonly #holders: Pick<Holders, 'grantsOf'>;
  readonly #told = new Map<string, number>();

  constructor(audit: Audit, holders: Pick<Holders, 'grantsOf'>) {
    this.#audit = audit;
    this.#holders = holders;
  }

  /** @param at the time of the product */
  tell(who: Holder, to: RefusedKind, at: Instant): void {
    if (!this.#isNamed(who)) return;
    const key = `${who.kind === 'account' ? who.account : who.kind === 'screen' ? who.screen : ''} ${to}`;
    const minute = Math.floor(msOf(at) / MINUTE);
    if (this.#told.get(key) === minute) return;
    if (this.#told.size >= MOST) this.#told.clear();
    this.#told.set(key, minute);
    this.#audit.record({ at, who, what: { kind: 'AccessRefused', to } });
  }

  #isNamed(who: Holder): boolean {
    if (who.kind === 'screen') return true;
    const roles = this.#holders.grantsOf(who).map(({ role }) => role);
    return who.kind === 'account' && roles.length > 0 && roles.every((role) => NAMED.has(role));
  }
}

const NAMED: ReadonlySet<string> = new Set([...AUDITED_DESKS, 'auditor']);

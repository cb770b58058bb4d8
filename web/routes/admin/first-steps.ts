/** What the first administrator finds to do, from facts alone: a step is done when the product is so, not when it was ticked. */
export type Facts = {
  /** Accounts of others that may come in, or are invited to. */
  readonly others: number;
  /** Who may give rights back should one of them be away. */
  readonly administrators: number;
  readonly screens: number;
  /** Signatures that the policy still waits for. */
  readonly approvalsMissing: number;
  /** Telephone numbers that the territory still leaves to configure. */
  readonly phonesMissing: number;
};

export type StepName = 'accounts' | 'administrators' | 'screens' | 'approvals' | 'phones';
/** `left`: how many are still to be done; 0 once it is. */
export type Step = { readonly name: StepName; readonly href: string; readonly left: number };

const ADMINISTRATORS = 2;

/** The steps in the order in which they help; none once all of them are done. */
export function firstSteps(facts: Facts): readonly Step[] {
  const { others, administrators, screens, approvalsMissing, phonesMissing } = facts;
  const steps: readonly Step[] = [
    { name: 'accounts', href: '/admin/comptes#inviter', left: others > 0 ? 0 : 1 },
    {
      name: 'administrators',
      href: '/admin/comptes#inviter',
      left: Math.max(0, ADMINISTRATORS - administrators),
    },
    { name: 'screens', href: '/admin/ecrans', left: screens > 0 ? 0 : 1 },
    { name: 'approvals', href: '/admin/diffusion#accords', left: approvalsMissing },
    { name: 'phones', href: '/admin/territoire#reste', left: phonesMissing },
  ];
  return steps.every(({ left }) => left === 0) ? [] : steps;
}

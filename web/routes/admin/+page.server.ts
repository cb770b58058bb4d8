import teams from '#territory/teams.json' with { type: 'json' };
import { reportSchema } from '../confidentialite/report.ts';
import { firstSteps } from './first-steps.ts';
import { toConfigure } from './territoire/to-configure.ts';
import type { PageServerLoad } from './$types';

/** What is broken or waits for somebody, at one look. */
export const load: PageServerLoad = ({ locals }) => {
  const { policy, harness, identity, simulated } = locals.host;
  const accounts = identity?.accounts.list(locals.visit()) ?? null;
  const report = reportSchema.safeParse(harness);
  const count = (state: 'active' | 'invited' | 'suspended') =>
    accounts?.filter((account) => account.state === state).length ?? 0;
  const screens = identity?.screens.list(locals.visit()) ?? [];
  return {
    // In a demonstration nothing is set going.
    steps:
      accounts === null || simulated
        ? []
        : firstSteps({
            others: accounts.filter(({ isOneself, state }) => !isOneself && state !== 'suspended').length,
            administrators: accounts.filter(
              ({ state, grants }) => state === 'active' && grants.some(({ role }) => role === 'admin'),
            ).length,
            screens: screens.length,
            approvalsMissing: policy.warnings.filter(({ invariant }) => invariant === 'V20').length,
            phonesMissing: toConfigure('teams.json', teams).filter(({ path }) =>
              /phone$/i.test(path.at(-1) ?? ''),
            ).length,
          }),
    accounts: accounts && {
      active: count('active'),
      invited: count('invited'),
      suspended: count('suspended'),
      awaitsFactor: accounts.filter(
        ({ state, secondFactor }) => state === 'active' && secondFactor === 'awaited',
      ).length,
    },
    policy: {
      hash: policy.hash.slice(0, 4),
      warnings: policy.warnings.length,
      harness: !report.success
        ? null
        : {
            isOfThis: report.data.policy === policy.hash,
            red: report.data.gates.filter(({ verdict }) => verdict === 'red').length,
          },
    },
  };
};

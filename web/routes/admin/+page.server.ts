import { reportSchema } from '../confidentialite/report.ts';
import type { PageServerLoad } from './$types';

/** What is broken or waits for somebody, at one look. */
export const load: PageServerLoad = ({ locals }) => {
  const { policy, harness, identity } = locals.host;
  const accounts = identity?.accounts.list(locals.visit()) ?? null;
  const report = reportSchema.safeParse(harness);
  const count = (state: 'active' | 'invited' | 'suspended') =>
    accounts?.filter((account) => account.state === state).length ?? 0;
  return {
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

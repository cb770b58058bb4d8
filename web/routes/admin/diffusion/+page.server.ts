import { checksOf } from '../../confidentialite/checks.ts';
import { attacksOf, reportSchema } from '../../confidentialite/report.ts';
import type { PageServerLoad } from './$types';

/** The policy that the server applies, and what was said of it. Nothing here changes it: it is read at the start. */
export const load: PageServerLoad = ({ locals }) => {
  const { policy, harness } = locals.host;
  const report = reportSchema.safeParse(harness);
  return {
    hash: policy.hash,
    version: policy.text.version,
    approvals: policy.text.approvals,
    text: JSON.stringify(policy.text, null, 2),
    checks: checksOf(policy.warnings),
    report: report.success ? { ...report.data, attacks: attacksOf(report.data) } : null,
  };
};

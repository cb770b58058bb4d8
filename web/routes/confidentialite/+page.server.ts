import { checksOf } from './checks.ts';
import { leavesOf } from './leaves.ts';
import { matrixOf } from './matrix.ts';
import { attacksOf, reportSchema } from './report.ts';
import type { PageServerLoad } from './$types';

/** Everything here is drawn from the policy that the server applies: nothing of the field. */
export const load: PageServerLoad = ({ locals, request }) => {
  const { policy, harness } = locals.host;
  const report = reportSchema.safeParse(harness);
  const minute = locals.host.mayOpen('/confidentialite/meme-minute', null, request.headers.get('cookie'));
  return {
    opensMinute: minute === 'open',
    hash: policy.hash,
    policy: policy.text,
    matrix: matrixOf(policy.text),
    fields: leavesOf(policy.text),
    checks: checksOf(policy.warnings),
    report: report.success ? { ...report.data, attacks: attacksOf(report.data) } : null,
  };
};

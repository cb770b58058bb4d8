import { parseArgs } from 'node:util';
import { load } from './load-run.ts';

// Many territories on two servers: `npm run load:territories -- [--territories 100] [--seconds 60] [--every 1000] [--json]`.
const { values } = parseArgs({
  options: {
    territories: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '60' },
    every: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
});
const positive = (name: string, text: string) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} takes a positive integer, not ${text}`);
  return value;
};
const report = await load({
  territories: positive('--territories', values.territories),
  seconds: positive('--seconds', values.seconds),
  everyMs: positive('--every', values.every),
  say: (line) => process.stderr.write(`${line}\n`),
});
const broken = report.findings.filter(({ found }) => found.length > 0);

if (values.json) process.stdout.write(`${JSON.stringify({ ...values, ...report }, null, 2)}\n`);
else
  process.stdout.write(`
${values.territories} territories on two servers, one arrival every ${values.every} ms in each, for ${values.seconds} s; started in ${report.startSeconds.toFixed(1)} s.

  accepted  ${report.accepted} commands, ${report.acceptedPerSecond.toFixed(1)}/s under load (${report.refused} refused, ${report.resent} sent again)
  answer    p50 ${report.p50Ms.toFixed(1)} ms, p99 ${report.p99Ms.toFixed(1)} ms, longest ${report.maxMs.toFixed(1)} ms
  events    ${report.events}
  screens   ${report.screens}, begun again ${report.resets} times

  ${'process'.padEnd(10)}  CPU at rest  CPU loaded       RSS
${report.processes
  .map(
    ({ name, atRest, loaded, rssMb }) =>
      `  ${name.padEnd(10)}  ${share(atRest).padStart(11)}  ${share(loaded).padStart(10)}  ${`${rssMb.toFixed(0)} MB`.padStart(8)}`,
  )
  .join('\n')}

${report.findings
  .map(
    ({ rule, found }) =>
      `  ${found.length === 0 ? 'holds ' : 'BROKEN'}  ${rule}${found
        .slice(0, 5)
        .map((each) => `\n            ${each}`)
        .join('')}${found.length > 5 ? `\n            and ${found.length - 5} more` : ''}`,
  )
  .join('\n')}

${broken.length === 0 ? 'Each territory is whole, and alone.' : `${broken.length} rules broken.`}
`);
process.exit(broken.length === 0 ? 0 : 1);

/** Of one processor. */
function share(of: number): string {
  return `${(100 * of).toFixed(1)} %`;
}

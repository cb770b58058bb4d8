import { parseArgs } from 'node:util';
import { chaos } from './chaos.ts';
import { BUGS } from './planted.ts';

// A deployment under faults: `npm run chaos -- [--minutes 10] [--seed 1] [--nodes 2] [--bug append|catch-up]`.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '2' },
    bug: { type: 'string' },
  },
});
const bug = BUGS.find((name) => name === values.bug) ?? null;
if (values.bug !== undefined && bug === null) throw new Error(`--bug is one of ${BUGS.join(', ')}`);
const { faults, ledger, screens, position, findings, told } = await chaos({
  seed: Number(values.seed),
  seconds: Number(values.minutes) * 60,
  nodes: Number(values.nodes),
  bug,
  say: (line) => process.stderr.write(`${line}\n`),
});

const broken = findings.filter(({ found }) => found.length > 0);
const accepted = [...ledger.answered.values()].filter(({ ack }) => ack.outcome === 'accepted').length;
const sum = (of: (screen: (typeof screens)[number]) => number) =>
  screens.reduce((all, screen) => all + of(screen), 0);
const resets = screens.flatMap((screen) => [...screen.resets]).map(([why, times]) => `${times} ${why}`);
process.stdout.write(`
Seed ${values.seed}, ${values.minutes} min, ${values.nodes} servers${bug ? `, planted: ${bug}` : ''}.
${[...faults].map(([name, times]) => `  ${String(times).padStart(4)}  ${name}`).join('\n')}

${ledger.sent} commands, ${ledger.resent} sent again (${ledger.unanswered} without an answer); ${accepted} accepted, ${ledger.answered.size - accepted} refused; ${position} events.
${screens.length} screens moved ${sum(({ moves }) => moves)} times, found ${sum(({ gaps }) => gaps)} gaps; started again: ${resets.join(', ') || 'never'}.
${[...told].map(([line, times]) => `  ${times} x ${line}`).join('\n')}

${findings
  .map(
    ({ rule, found }) =>
      `  ${found.length === 0 ? 'holds ' : 'BROKEN'}  ${rule}${found
        .slice(0, 5)
        .map((each) => `\n            ${each}`)
        .join('')}${found.length > 5 ? `\n            and ${found.length - 5} more` : ''}`,
  )
  .join('\n')}

${broken.length === 0 ? 'Nothing lost, nothing doubled, everyone agrees.' : `${broken.length} rules broken.`}
`);
process.exit(broken.length === 0 ? 0 : 1);

import { parseArgs } from 'node:util';
import { chaos } from './chaos.ts';
import { FAULT_NAMES } from './faults.ts';
import { BUGS, type Bug } from './planted.ts';
import { brokenOf, pageOf } from './report.ts';

// A deployment under faults: `npm run chaos -- [--minutes 10] [--seed 1] [--nodes 2] [--bug NAME] [--only FAULT]`. It ends
// well when every rule holds; with a planted bug, when some rule is broken. `--bug append` plants one after the other all
// those of the append.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '2' },
    bug: { type: 'string' },
    only: { type: 'string' },
  },
});
const { minutes, seed, nodes, bug: asked, only } = values;
const bugs: readonly (Bug | null)[] =
  asked === undefined ? [null] : BUGS.filter((name) => name === asked || name.startsWith(`${asked}:`));
const faults = FAULT_NAMES.filter((name) => only === undefined || name === only);
if (faults.length === 0) throw new Error(`--only is one of: ${FAULT_NAMES.join(', ')}`);
if (bugs.length === 0) throw new Error(`--bug is append, or one of ${BUGS.join(', ')}`);

const verdicts: { isWell: boolean; text: string }[] = [];
for (const bug of bugs) {
  const report = await chaos({
    seed: Number(seed),
    seconds: Number(minutes) * 60,
    nodes: Number(nodes),
    bug,
    only: faults,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const title = `Seed ${seed}, ${minutes} min, ${nodes} servers${bug === null ? '' : `, planted: ${bug}`}.`;
  process.stdout.write(pageOf(title, report));
  verdicts.push(verdictOn(bug, brokenOf(report)));
}
process.stdout.write(`\n${verdicts.map(({ text }) => text).join('\n')}\n`);
process.exit(verdicts.every(({ isWell }) => isWell) ? 0 : 1);

function verdictOn(bug: Bug | null, broken: ReturnType<typeof brokenOf>): (typeof verdicts)[number] {
  const rules = broken.map(({ rule, found }) => `${rule} (${found.length})`).join('; ');
  if (bug !== null)
    return broken.length > 0
      ? { isWell: true, text: `${bug} is caught: ${rules}` }
      : { isWell: false, text: `${bug} is NOT caught` };
  return broken.length === 0
    ? { isWell: true, text: 'Nothing lost, nothing doubled, everyone agrees.' }
    : { isWell: false, text: `BROKEN: ${rules}` };
}

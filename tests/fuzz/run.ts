import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';

// What a hundred thousand hostile messages do to a server and to its other clients: `npm run fuzz`.
/** What the server may take more than before, in MB: links, frames in flight, and what the collector has not looked at. */
const MORE_MEMORY_MB = 200;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    messages: { type: 'string', default: '100000' },
    'per-second': { type: 'string', default: '2500' },
  },
});
const report = await fuzz({
  seed: Number(values.seed),
  messages: Number(values.messages),
  perSecond: Number(values['per-second']),
  quietMs: 20_000,
});
const { did, memory, others, written } = report;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const faults = [
  ...written.map((file) => `written: ${file}`),
  ...did.echoes.map((text) => `an answer holds what was sent: ${JSON.stringify(text)}`),
  ...(report.journalEchoes > 0 ? [`${report.journalEchoes} lines of the journal hold what was sent`] : []),
  ...(report.faults > 0 ? [`${report.faults} failures of ours`] : []),
  ...(others.lost > 0 ? [`${others.lost} other clients were disconnected`] : []),
  ...(memory.peak > memory.before + MORE_MEMORY_MB ? ['memory grew past its bound'] : []),
];
process.stdout.write(`
Seed ${values.seed}: ${did.frames} frames, ${did.requests} requests, ${did.handshakes} handshakes in ${report.seconds.toFixed(0)} s;
${did.slowReaders} clients that did not read, ${did.slowWriters} that did not end what they wrote; ${did.cut} links cut by the server.

| what was sent | how many |
| ------------- | -------- |
${Object.entries(did.kinds)
  .sort(([, one], [, other]) => other - one)
  .map(([kind, many]) => `| ${kind} | ${many} |`)
  .join('\n')}
| a client that does not read | ${did.slowReaders} |
| a client that does not end what it writes | ${did.slowWriters} |
| a handshake, floods included | ${did.handshakes} |

| other clients | without attack | under attack | ratio |
| ------------- | -------------- | ------------ | ----- |
| p50           | ${ms(others.p50.quiet)} | ${ms(others.p50.attacked)} | ${(others.p50.attacked / others.p50.quiet).toFixed(1)} |
| p99           | ${ms(others.p99.quiet)} | ${ms(others.p99.attacked)} | ${(others.p99.attacked / others.p99.quiet).toFixed(1)} |

${others.asked.quiet} and ${others.asked.attacked} questions; ${others.lost} clients lost.
Memory: ${memory.before} MB before, ${memory.half} MB half-way, ${memory.peak} MB at most, ${memory.after} MB after. Log: ${written.length === 0 ? 'unchanged, byte for byte' : 'CHANGED'}.
${faults.length === 0 ? 'Nothing broke.' : faults.join('\n')}
`);
process.exitCode = faults.length === 0 ? 0 : 1;

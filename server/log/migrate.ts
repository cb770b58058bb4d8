// npm run migrate -- --from data/live --territory paris-nord-est --to-file FILE: the log of a folder moves into Redis.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { moveLog } from './migration.ts';

const USAGE = `npm run migrate -- --from FOLDER --territory ID --to-file FILE
  --from       the folder that holds log.sqlite, of a server that is stopped
  --territory  whose log it is
  --to-file    a file that holds the address of the Redis server, as redis://user:password@host:6379
  --to         the address itself, when it holds no password
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      territory: { type: 'string' },
      to: { type: 'string' },
      'to-file': { type: 'string' },
    },
  });
  const file = values['to-file'];
  const url = file === undefined ? values.to : readFileSync(file, 'utf8').trim();
  if (!values.from || !values.territory || !url) throw new Error(USAGE);
  const { events, answers, head, hash } = await moveLog({
    from: values.from,
    to: { url },
    territory: values.territory,
  });
  process.stdout
    .write(`moved and read back from both: ${events} events up to position ${head}, ${answers} answers
hash of the events, the same in both: ${hash}
No erasure reaches ${values.from} any more: once the servers run on Redis, remove log.sqlite*, snapshot* there.
`);
}

await main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});

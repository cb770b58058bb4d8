// npm run migrate -- --from data/live --territory paris-nord-est --to-file FILE --secret-file FILE: a folder moves into Redis.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { moveAccounts, type AccountsMoved } from '#server/accounts/identity/move-accounts';
import { moveLog, type Moved } from '#server/log/migration';
import { realChance } from '#server/ports/chance';

const USAGE = `npm run migrate -- --from FOLDER --territory ID --to-file FILE --secret-file FILE
  --from             the folder of a server that is stopped
  --territory        whose log and accounts they are
  --to-file          a file that holds the address of the Redis server, as redis://user:password@host:6379
  --to               the address itself, when it holds no password
  --secret-file      the secret that the servers on Redis have (PASSERELLE_SECRET_FILE): accounts are sealed under it
  --old-secret-file  the secret that the stopped server was given; without it, the one it made in its folder
  --only             log, or accounts: the other one was moved before
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      territory: { type: 'string' },
      to: { type: 'string' },
      'to-file': { type: 'string' },
      'secret-file': { type: 'string' },
      'old-secret-file': { type: 'string' },
      only: { type: 'string' },
    },
  });
  const { from, territory, only } = values;
  const textIn = (file: string | undefined) =>
    file === undefined ? null : readFileSync(file, 'utf8').trim();
  const url = textIn(values['to-file']) ?? values.to;
  const secret = textIn(values['secret-file']);
  const isPart = only === undefined || only === 'log' || only === 'accounts';
  if (!from || !territory || !url || !isPart || (only !== 'log' && secret === null)) throw new Error(USAGE);
  // The log last: it is what lets servers begin there.
  if (only !== 'log' && secret !== null) {
    const oldSecret = textIn(values['old-secret-file']);
    const move = { from, to: { url }, territory, oldSecret, secret, chance: realChance };
    process.stdout.write(accountsWords(await moveAccounts(move)));
  }
  if (only !== 'accounts') process.stdout.write(logWords(await moveLog({ from, to: { url }, territory })));
  process.stdout.write(
    `No erasure reaches ${from} any more: once the servers run on Redis, remove log.sqlite*, snapshot*, identity.* there.\n`,
  );
}

function accountsWords(moved: AccountsMoved | null): string {
  if (!moved) return 'no accounts in this folder\n';
  const { accounts, sessions, screens, invitations, auditRows, already } = moved;
  return `${already ? 'already there' : 'moved'} and read back from both: ${accounts} accounts, ${sessions} sessions, ${screens} screens, ${invitations} invitations, ${auditRows} rows of the journal\n`;
}

function logWords({ events, answers, head, hash }: Moved): string {
  return `moved and read back from both: ${events} events up to position ${head}, ${answers} answers
hash of the events, the same in both: ${hash}\n`;
}

await main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});

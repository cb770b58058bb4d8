// Run by the kill test in a process of its own: identity-writer.ts FOLDER. Says each account, screen or row once it is kept.
import { realChance } from '#server/ports/chance';
import { openEmbeddedStore } from '#server/accounts/identity/embedded-store';
import { IdentityBench } from '../support/identity.ts';
import { Browser, TEAM } from '../support/identity.ts';

const [folder = ''] = process.argv.slice(2);
const bench = await IdentityBench.open(openEmbeddedStore(folder), realChance.uuid());
const say = (...words: string[]) => process.stdout.write(`${words.join(' ')}\n`);

async function invite(): Promise<void> {
  const login = `${realChance.uuid()}@exemple.test`;
  const asked = { login, name: 'Prénom Nom', organisation: 'À configurer', grants: [TEAM] };
  const invited = await bench.identity.accounts.invite('console', asked);
  if (invited.kind === 'invited') say('account', invited.account);
}

async function pair(address: number): Promise<void> {
  const screen = new Browser(`10.${address >> 8}.${address & 255}.1`);
  const code = await bench.identity.pairing.ask(screen.visit);
  if (code.kind !== 'code') return;
  const approved = await bench.identity.pairing.approve('console', code.userCode, {
    grant: { role: 'wall' },
    label: 'Écran',
  });
  if (approved.kind === 'approved') say('screen', approved.screen);
}

for (let round = 0; ; round += 1) {
  bench.later(11_000);
  await Promise.all([invite(), invite(), pair(round % 65_536)]);
  await invite();
}

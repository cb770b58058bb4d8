import { join } from 'node:path';
import { isAllowed, shippedPackages } from './shipped.ts';

// The licences of everything that is shipped: `npm run licences`.
const shipped = shippedPackages(join(import.meta.dirname, '../..'));
for (const { name, version, licence } of shipped)
  process.stdout.write(`${isAllowed(licence) ? ' ' : '!'} ${licence.padEnd(14)} ${name} ${version}\n`);
const refused = shipped.filter(({ licence }) => !isAllowed(licence)).length;
process.stdout.write(`\n${shipped.length} packages, ${refused} whose licence is not of the list\n`);
process.exitCode = refused === 0 ? 0 : 1;

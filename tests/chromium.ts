import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import chromium from '@sparticuz/chromium';

/**
 * The browser that tests drive: `CHROME` when set, else the system's, else the one that comes with the packages.
 * The last is unpacked under `node_modules/.cache`, because it would reuse any `chromium` found in the temporary folder.
 */
export async function chromiumPath(): Promise<string> {
  const named = process.env['CHROME'];
  if (named) return named;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  const cache = resolve(import.meta.dirname, '../node_modules/.cache/chromium');
  mkdirSync(cache, { recursive: true });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = cache;
  try {
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

import { chromiumPath } from '../chromium.ts';

/** Before any test: two files that begin together would unpack the same browser over each other. */
export default async function unpackBrowser(): Promise<void> {
  await chromiumPath();
}

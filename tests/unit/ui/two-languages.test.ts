import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// French has a narrow space before its colon, English none: the sign is the message's (`common_colon`), or the line breaks before it.
test('[U05] no component writes the punctuation of one language after a word', () => {
  const written = globSync('web/**/*.svelte').filter((file) =>
    /\(\)\}\s+[:;!?](?=[\s<])/.test(readFileSync(file, 'utf8').replace(/<(script|style)[\s\S]*?<\/\1>/g, '')),
  );
  expect(written).toEqual([]);
});

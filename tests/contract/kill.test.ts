import { join } from 'node:path';
import { embeddedPlace } from './embedded-place.ts';
import { describeKillSafety } from './kill.contract.ts';

describeKillSafety('embedded', () => {
  const place = embeddedPlace();
  return {
    ...place,
    writer: [join(import.meta.dirname, 'embedded-writer.ts'), place.folder],
    eraser: [join(import.meta.dirname, 'embedded-eraser.ts'), place.folder],
  };
});

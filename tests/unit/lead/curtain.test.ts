import { describe, expect, test } from 'vitest';
import { CURTAIN_AFTER_MS, hides, toggled, touched } from '../../../web/routes/maraudes/curtain.ts';

const OPEN = { drawn: false, touchedAt: 1_000 };
const FALLEN_AT = OPEN.touchedAt + CURTAIN_AFTER_MS;

describe('presence curtain', () => {
  test('[K12] it falls after 120 s without input, not before', () => {
    expect(hides(OPEN, FALLEN_AT - 1)).toBe(false);
    expect(hides(OPEN, FALLEN_AT)).toBe(true);
  });

  test('[K12] any input opens a curtain that fell by itself', () => {
    expect(hides(touched(OPEN, FALLEN_AT), FALLEN_AT)).toBe(false);
  });

  test('a curtain that someone drew stays whatever is touched, and opens on demand', () => {
    const drawn = toggled(OPEN, 2_000);
    expect(hides(touched(drawn, 3_000), 3_000)).toBe(true);
    expect(hides(toggled(drawn, 3_000), 3_000)).toBe(false);
  });

  test('asking for a fallen curtain opens it', () => {
    expect(hides(toggled(OPEN, FALLEN_AT), FALLEN_AT)).toBe(false);
  });

  test('input within one tick of the clock changes nothing', () => {
    expect(touched(OPEN, OPEN.touchedAt)).toBe(OPEN);
  });
});

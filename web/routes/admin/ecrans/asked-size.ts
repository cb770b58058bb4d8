import { screenSizeSchema, type ScreenSize } from '#shared/access/screen-size';

/** Two measures as people write them, with a comma or a point; null when they are none. */
export function sizeFrom(diagonal: string, distance: string): ScreenSize | null {
  const [diagonalIn, distanceM] = [diagonal, distance].map(numberFrom);
  const parsed = screenSizeSchema.safeParse({ diagonalIn, distanceM });
  return parsed.success ? parsed.data : null;
}

function numberFrom(text: string): number {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) ? Number(plain) : Number.NaN;
}

import { z } from 'zod';

/** A screen as an administrator measures it: its diagonal, and how far people stand from it. */
export const screenSizeSchema = z.strictObject({
  /** Inches, as screens are sold. */
  diagonalIn: z.number().min(7).max(120),
  distanceM: z.number().min(0.3).max(12),
});
export type ScreenSize = z.infer<typeof screenSizeSchema>;

const METRES_PER_INCH = 0.0254;
/** Pixels of a row on a screen of 16:9 at 1920 by 1080, and along its diagonal. */
const DIAGONAL_PX = Math.hypot(1920, 1080);
/** Sixteen minutes of arc: the floor for letters read at a distance (ISO 9241-3, NUREG-0700; UX 5.3). */
const FLOOR_RADIANS = ((16 / 60) * Math.PI) / 180;
/** Height of a capital of B612, as a part of its size. */
const CAPITAL = 0.75;

/** The second level of the wall's letters, the smallest that has to be read from where people stand, in px of 1080. */
export const WALL_LETTERS_PX = 59;

/** The smallest letters that are still read on this screen, in px of a picture 1080 high, rounded up (UX 5.3). */
export function smallestLetters({ diagonalIn, distanceM }: ScreenSize): number {
  const pitch = (diagonalIn * METRES_PER_INCH) / DIAGONAL_PX;
  // A hair below a whole number is that number: 58.999 and 59.001 are the same glass.
  return Math.ceil((distanceM * Math.tan(FLOOR_RADIANS)) / (pitch * CAPITAL) - 0.05);
}

/** Whether the wall is read on this screen from there. */
export function isReadFrom(size: ScreenSize): boolean {
  return smallestLetters(size) <= WALL_LETTERS_PX;
}

import { FREQUENT_WORDS } from './frequent-words.ts';

/** What takes no guessing counts once, however long it is: so few of them are within reach of a patient program. */
const TOO_FEW_PIECES = 3;

/** The rows of keyboards, AZERTY and QWERTY, their columns, and the order of letters and digits. */
const WALKS = [
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'aqwzsxedcrfvtgbyhnujm',
  'qazwsxedcrfvtgbyhnujmik',
  '1a2z3e4r5t6y7u8i9o0p',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '147258369',
  '963852741',
].flatMap((walk) => [walk, [...walk].reverse().join('')]);

/** What people put in the place of a letter. */
const DISGUISES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
};

/**
 * Whether a password is a few predictable pieces put together: frequent words, years and dates, walks over a keyboard,
 * a character or a group said again, up to three in all. Capitals, accents, punctuation and look-alike digits do not
 * help it. This is not a list of leaked passwords: it is what rules can say of one without any.
 */
export function isGuessable(password: string): boolean {
  const plain = folded(password);
  const readings = [plain, plain.replace(/[!$@€]/g, ''), [...plain].map(undisguised).join('')];
  return readings.some((reading) => piecesOf(reading) <= TOO_FEW_PIECES);
}

/** Lower case, without accents, spaces and the signs that separate. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[\s._,;:+*/\\#&'"()[\]{}<>?=|~^%-]/gu, '');
}

function undisguised(letter: string): string {
  return DISGUISES[letter] ?? letter;
}

/** The least number of pieces that cover the text; a character of no piece counts as one. */
function piecesOf(text: string): number {
  const least = [0];
  for (let end = 1; end <= text.length; end += 1) {
    let fewest = Number.POSITIVE_INFINITY;
    for (let start = 0; start < end; start += 1) {
      const before = least[start] ?? 0;
      if (before + 1 >= fewest) continue;
      if (end - start === 1 || isPiece(text.slice(start, end), text.slice(0, start))) fewest = before + 1;
    }
    least.push(fewest);
  }
  return least[text.length] ?? 0;
}

/** Whether these characters, after those, are one thing to guess. */
function isPiece(piece: string, before: string): boolean {
  if (FREQUENT_WORDS.has(piece)) return true;
  if (/^(.+?)\1+$/u.test(piece) && (/^(.)\1*$/u.test(piece) || isPieceOnce(piece))) return true;
  if (piece.length >= 4 && before.includes(piece)) return true;
  if (piece.length >= 3 && WALKS.some((walk) => walk.includes(piece))) return true;
  return isNumberOfADay(piece);
}

/** A group said again is worth the group: short ones only, or the group itself is a piece. */
function isPieceOnce(piece: string): boolean {
  const group = /^(.+?)\1+$/u.exec(piece)?.[1] ?? piece;
  return group.length <= 4 || isPiece(group, '');
}

/** A year, a day and month, a full date, a department, or up to four digits. */
function isNumberOfADay(piece: string): boolean {
  if (/^\d{1,4}$/.test(piece)) return true;
  if (/^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((19|20)?\d{2})$/.test(piece)) return true;
  return /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(piece) || /^75[01]\d{2}$/.test(piece);
}

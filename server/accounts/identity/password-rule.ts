import type { BreachedPasswords } from './breached-list.ts';
import { folded, isGuessable } from './guessable.ts';
import { asTyped } from './password-hash.ts';
import type { Account } from './rows.ts';
import { needsSecondFactor } from './second-factor-roles.ts';

/** Alone, a password is longer; beside a second factor it may be shorter. No rule of composition, no expiry. */
export const SHORTEST_ALONE = 15;
export const SHORTEST_WITH_SECOND_FACTOR = 12;
export const LONGEST = 128;
/** What must remain of a password once the names that everybody knows are taken out of it. */
const SHORTEST_BESIDE_NAMES = 8;
/** The product's own name. */
const PRODUCT = 'passerelle';

export type PasswordRefusal =
  | { readonly kind: 'PasswordTooShort'; readonly atLeast: number }
  | { readonly kind: 'PasswordTooLong'; readonly atMost: number }
  | { readonly kind: 'PasswordMadeOfNames' }
  | { readonly kind: 'PasswordFrequent' };

/** What stands against this password; null when nothing does. Lengths are in characters as a person counts them. */
export function whyNotPassword(
  password: string,
  about: { login: string; name: string; organisation: string; hasSecondFactor: boolean },
  breached: BreachedPasswords,
): PasswordRefusal | null {
  const { length } = [...asTyped(password)];
  const atLeast = shortest(about.hasSecondFactor);
  if (length < atLeast) return { kind: 'PasswordTooShort', atLeast };
  if (length > LONGEST) return { kind: 'PasswordTooLong', atMost: LONGEST };
  const names = [about.login, about.name, about.organisation].flatMap((text) =>
    text.split(/[^\p{L}\p{N}]+/u),
  );
  if (withoutNames(folded(password), names).length < SHORTEST_BESIDE_NAMES)
    return { kind: 'PasswordMadeOfNames' };
  if (breached.has(password) || isGuessable(password)) return { kind: 'PasswordFrequent' };
  return null;
}

/** The shortest password of someone with these rights, in characters. */
export function shortestPassword({ grants, secondFactor }: Pick<Account, 'grants' | 'secondFactor'>): number {
  return shortest(needsSecondFactor(grants) || secondFactor !== null);
}

function shortest(hasSecondFactor: boolean): number {
  return hasSecondFactor ? SHORTEST_WITH_SECOND_FACTOR : SHORTEST_ALONE;
}

function withoutNames(password: string, names: readonly string[]): string {
  return [PRODUCT, ...names.map(folded)]
    .filter((name) => name.length >= 3)
    .sort((one, other) => other.length - one.length)
    .reduce((left, name) => left.replaceAll(name, ''), password);
}

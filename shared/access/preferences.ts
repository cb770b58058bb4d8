/** Cookies that hold a preference of one browser, a word of a list, and say nothing of anybody. */
export const PREFERENCES = ['lang', 'theme', 'poste'] as const;

/**
 * The name under which a browser keeps it: over https it is bound to this very host, which plain http cannot have. Pages
 * know it by its short name alone, the server changes one for the other.
 */
export function keptAs(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}

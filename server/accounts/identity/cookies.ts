import { DAY, SECOND } from '#shared/kernel/instant';
import { isTokenShaped } from './token.ts';

/** What a browser is given to keep. `device` only tells one device from another: it opens nothing by itself. */
export type CookieName = 'session' | 'screen' | 'device';
/** As long as browsers allow. */
const LONGEST_MS = 400 * DAY;

/**
 * Our cookies: out of reach of scripts, never sent by another site's form. Over https they are also bound to this very
 * host (`__Host-`), which plain http on a closed network cannot be.
 */
export class Cookies {
  readonly #isSecure: boolean;

  constructor(isSecure: boolean) {
    this.#isSecure = isSecure;
  }

  /** The token of that name in a raw Cookie header. Said twice, it is not believed: another host may have put one. */
  read(header: string | undefined, name: CookieName): string | undefined {
    const prefix = `${this.#named(name)}=`;
    const said = (header ?? '')
      .split(';')
      .map((one) => one.trim())
      .filter((one) => one.startsWith(prefix));
    const token = said.length === 1 ? said[0]?.slice(prefix.length) : undefined;
    return isTokenShaped(token) ? token : undefined;
  }

  /** A Set-Cookie header. */
  set(name: CookieName, token: string, livesMs: number = LONGEST_MS): string {
    return this.#line(name, token, Math.floor(livesMs / SECOND));
  }

  clear(name: CookieName): string {
    return this.#line(name, '', 0);
  }

  #line(name: CookieName, value: string, seconds: number): string {
    const secure = this.#isSecure ? '; Secure' : '';
    return `${this.#named(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  }

  #named(name: CookieName): string {
    return this.#isSecure ? `__Host-passerelle-${name}` : `passerelle-${name}`;
  }
}

/** What a request brings to the identities, beside what was typed. Nothing of it is kept as it is. */
export type Visit = {
  /** The raw Cookie header. */
  readonly cookie: string | undefined;
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
};

/**
 * What an answer gives the browser to keep: Set-Cookie headers, to be sent with it whatever it says. `forget`: a right was
 * taken, so what the browser keeps of ours is to go (PRV-44).
 */
export type WithCookies = { readonly cookies: readonly string[]; readonly forget?: boolean };

/** Not now: `seconds` is how long to wait. */
export type TooOften = { readonly kind: 'TooOften'; readonly seconds: number };

/** Ours: it is in the journal under this reference, and nothing was changed. */
export type DeskFault = { readonly kind: 'Fault'; readonly reference: string };

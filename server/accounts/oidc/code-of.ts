/**
 * What went wrong with a provider, as codes of the libraries (`OAUTH_JWT_USERINFO_EXPECTED`, `ENOTFOUND`): enough for whoever
 * operates. The provider's own words are left out: they may hold a name, or the code of a sign-in.
 */
export function codeOf(fault: unknown): string {
  const codes = new Set<string>();
  for (let cause = fault; cause instanceof Error && codes.size < 4; cause = cause.cause) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
    if (!/^\w{1,60}$/.test(code) || codes.has(code)) break;
    codes.add(code);
  }
  return [...codes].join(', ') || 'unknown';
}

import { z } from 'zod';

export const browserSchema = z.enum(['firefox', 'edge', 'chrome', 'safari', 'other']);
export const systemSchema = z.enum(['windows', 'macos', 'android', 'ios', 'linux', 'other']);
export type DeviceLabel = { browser: z.infer<typeof browserSchema>; system: z.infer<typeof systemSchema> };

/** Edge says Chrome, and Chrome says Safari: the first that fits is meant. */
const BROWSERS = [
  [/Firefox|FxiOS/, 'firefox'],
  [/Edg/, 'edge'],
  [/Chrome|CriOS/, 'chrome'],
  [/Safari/, 'safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'android'],
  [/iPhone|iPad/, 'ios'],
  [/Windows/, 'windows'],
  [/Mac OS X|Macintosh/, 'macos'],
  [/Linux|X11|CrOS/, 'linux'],
] as const;

/** Enough for a person to know their own devices again, and nothing of a fingerprint: the header is not kept. */
export function deviceLabel(userAgent: string | undefined): DeviceLabel {
  const said = (userAgent ?? '').slice(0, 400);
  return {
    browser: BROWSERS.find(([sign]) => sign.test(said))?.[1] ?? 'other',
    system: SYSTEMS.find(([sign]) => sign.test(said))?.[1] ?? 'other',
  };
}

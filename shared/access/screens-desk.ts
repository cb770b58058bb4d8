import type { ScreenGrant } from './grant.ts';
import type { ScreenSize } from './screen-size.ts';
import type { DeskFault, TooOften, Visit } from './visit.ts';

/** A device as its browser says it: enough to know it again, nothing of a fingerprint. */
export type DeviceModel = {
  readonly browser: 'firefox' | 'edge' | 'chrome' | 'safari' | 'other';
  readonly system: 'windows' | 'macos' | 'android' | 'ios' | 'linux' | 'other';
};

/** What this browser is to pairing: a screen, one that was a screen and no longer is, or neither. */
export type ScreenStanding =
  | { readonly kind: 'paired'; readonly opens: string }
  | { readonly kind: 'former' }
  | { readonly kind: 'none' };

export type PairedScreen = DeviceModel & {
  readonly screen: string;
  readonly label: string;
  readonly grant: ScreenGrant;
  /** `2026-03-02`. */
  readonly pairedDay: string;
  /** Seconds since it was last heard, while this server has run; before that, the day that was kept of it. */
  readonly seen: { readonly secondsAgo: number } | { readonly day: string };
  /** False from its approval until it comes for its token. */
  readonly isInUse: boolean;
  readonly size: ScreenSize | null;
};

/** What an administrator compares with the screen before them. */
export type AskedFor = DeviceModel & {
  readonly kind: 'asked';
  readonly userCode: string;
  readonly address: string | null;
};

export type ScreensRefusal =
  | { readonly kind: 'NotAllowed' }
  | { readonly kind: 'CodeUnknown' }
  | { readonly kind: 'ScreenUnknown' }
  | { readonly kind: 'Malformed'; readonly field: 'label' }
  | { readonly kind: 'TooSmall' }
  | TooOften
  | DeskFault;

export type Done = { readonly kind: 'done' };

/** Unattended screens: what a page asks about the one it is on, and what an administrator does about all of them. */
export type ScreensDesk = {
  /** From the raw Cookie header. */
  standing(cookie: string | undefined): ScreenStanding;
  /** Nothing for who may not administer. */
  list(visit: Visit): readonly PairedScreen[];
  look(typed: string, visit: Visit): Promise<AskedFor | ScreensRefusal>;
  approve(
    asked: { readonly code: string; readonly grant: ScreenGrant; readonly label: string },
    visit: Visit,
  ): Promise<Done | ScreensRefusal>;
  deny(code: string, visit: Visit): Promise<Done | ScreensRefusal>;
  revoke(screen: string, visit: Visit): Promise<Done | ScreensRefusal>;
  /** How large a wall is and from how far it is read; refused where its letters would be too small. */
  measure(screen: string, size: ScreenSize, visit: Visit): Promise<Done | ScreensRefusal>;
};

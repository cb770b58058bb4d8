import { m } from '#lib/paraglide/messages.js';

const LIFE = /^(close\+|end\+)?(\d+)(mo|m|h|d)$/;

/** How long, in words: `close+72h` is « 72 h après la clôture ». What is written otherwise is given as it is. */
export function lifeWords(written: string): string {
  const [, after, digits, unit] = LIFE.exec(written) ?? [];
  if (digits === undefined) return written;
  const life = spanWords(Number(digits), unit);
  if (after === 'close+') return m.privacy_after_close({ life });
  return after === 'end+' ? m.privacy_after_end({ life }) : life;
}

function spanWords(n: number, unit: string | undefined): string {
  if (unit === 'm') return m.privacy_for_minutes({ n });
  if (unit === 'h') return m.privacy_for_hours({ n });
  return unit === 'd' ? m.privacy_for_days({ n }) : m.privacy_for_months({ n });
}

const KEPT: Record<string, () => string> = {
  presence: m.privacy_life_presence,
  r72h: m.privacy_life_r72h,
  request: m.privacy_life_request,
  mission: m.privacy_life_mission,
  note: m.privacy_life_note,
  r13m: m.privacy_life_r13m,
  audit: m.privacy_life_audit,
  backups: m.privacy_life_backups,
};

/** What a class of retention holds; its own name when this page has no words for it. */
export function keptWords(retention: string): string {
  return KEPT[retention]?.() ?? retention;
}

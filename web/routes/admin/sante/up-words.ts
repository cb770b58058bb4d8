import { m } from '#lib/paraglide/messages.js';

/** How long the server has been up: days and hours, else hours and minutes. */
export function upWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return m.admin_up_days({ days: Math.floor(hours / 24), hours: hours % 24 });
  return m.admin_up_hours({ hours, minutes: minutes % 60 });
}

// Turning a chosen day into the instant that is stored.
import { isoDate } from '~/format/dates';

export function today(now = new Date()): string {
  return isoDate(now);
}

export function daysFromToday(days: number, now = new Date()): string {
  return isoDate(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));
}

/** Today means now (it must not lie in the future); any other day means its noon here. */
export function instantOfDay(day: string, now = new Date()): string {
  if (day === isoDate(now)) return withoutMillis(now);
  const [year, month, date] = day.split('-').map(Number);
  return withoutMillis(new Date(year ?? 1970, (month ?? 1) - 1, date ?? 1, 12));
}

export function withoutMillis(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

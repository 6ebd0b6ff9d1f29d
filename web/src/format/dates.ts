// Dates for people (DESIGN §6.6): 3月18日, 2026年6月30日, 周三, 14:00; in English 18 Mar, 30 Jun 2026, Wed.
// The year is left out within the present year. Instants are shown in the browser's time zone, dates as they are.
import type { Language } from './money';

const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdaysEn = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const weekdaysZh = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** "2026-06-30" is that day here; "2026-06-30T12:00:00Z" is an instant. */
export function parseMoment(text: string): Date {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (date) return new Date(Number(date[1]), Number(date[2]) - 1, Number(date[3]));
  return new Date(text);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

export function isoDate(moment: Date): string {
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** The day an instant falls on in a time zone, as that day here; a plain date is the same everywhere. */
export function dayInZone(zone: string, moment: string | Date): Date {
  if (typeof moment === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(moment)) return parseMoment(moment);
  const at = typeof moment === 'string' ? parseMoment(moment) : moment;
  try {
    return parseMoment(new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at));
  } catch {
    return at; // a zone this browser does not know, or no moment
  }
}

export function formatDate(language: Language, text: string | Date, now = new Date(), options: { year?: boolean } = {}): string {
  const moment = typeof text === 'string' ? parseMoment(text) : text;
  if (Number.isNaN(moment.getTime())) return '–';
  const withYear = options.year ?? moment.getFullYear() !== now.getFullYear();
  if (language === 'zh-CN') {
    const day = `${moment.getMonth() + 1}月${moment.getDate()}日`;
    return withYear ? `${moment.getFullYear()}年${day}` : day;
  }
  const day = `${moment.getDate()} ${monthsEn[moment.getMonth()]}`;
  return withYear ? `${day} ${moment.getFullYear()}` : day;
}

export function formatTime(text: string | Date): string {
  const moment = typeof text === 'string' ? parseMoment(text) : text;
  return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

export function formatDateTime(language: Language, text: string | Date, now = new Date()): string {
  return language === 'zh-CN'
    ? `${formatDate(language, text, now)} ${formatTime(text)}`
    : `${formatDate(language, text, now)}, ${formatTime(text)}`;
}

export function formatWeekday(language: Language, text: string | Date): string {
  const moment = typeof text === 'string' ? parseMoment(text) : text;
  return (language === 'zh-CN' ? weekdaysZh : weekdaysEn)[moment.getDay()] ?? '';
}

/** Whole calendar days from now to then: −1 is yesterday. */
export function daysBetween(now: Date, then: Date): number {
  const day = (moment: Date) => Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return Math.round((day(then) - day(now)) / 86_400_000);
}

/** Today, yesterday, 3 days ago; up to a week, then the date. */
export function formatRelative(language: Language, text: string | Date, now = new Date()): string {
  const moment = typeof text === 'string' ? parseMoment(text) : text;
  if (Number.isNaN(moment.getTime())) return '–';
  const days = daysBetween(now, moment);
  if (Math.abs(days) > 7) return formatDate(language, moment, now);
  if (language === 'zh-CN') {
    if (days === 0) return '今天';
    if (days === -1) return '昨天';
    if (days === 1) return '明天';
    return days < 0 ? `${-days} 天前` : `${days} 天后`;
  }
  if (days === 0) return 'today';
  if (days === -1) return 'yesterday';
  if (days === 1) return 'tomorrow';
  return days < 0 ? `${-days} days ago` : `in ${days} days`;
}

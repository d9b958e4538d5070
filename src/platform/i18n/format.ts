import type { Language } from './index.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `2026年3月3日` or `3 March 2026`. Intl prints `2026/3/3` for a Temporal.PlainDate in zh-CN, so the pattern is our own. */
export function formatDate(date: Temporal.PlainDate, language: Language): string {
  return language === 'zh-CN'
    ? `${date.year}年${date.month}月${date.day}日`
    : `${date.day} ${MONTHS[date.month - 1] as string} ${date.year}`;
}

/** `2026年3月3日 09:05` or `3 March 2026, 09:05`, in the given time zone: the ministry's, unless another is meant. */
export function formatDateTime(instant: Temporal.Instant, language: Language, timeZone: string): string {
  const local = instant.toZonedDateTimeISO(timeZone);
  const time = `${String(local.hour).padStart(2, '0')}:${String(local.minute).padStart(2, '0')}`;
  return `${formatDate(local.toPlainDate(), language)}${language === 'zh-CN' ? ' ' : ', '}${time}`;
}

const NUMBERS: Readonly<Record<Language, Intl.NumberFormat>> = {
  'zh-CN': new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 20 }),
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 20 }),
};

/** A number grouped in thousands, with all its decimals. */
export const formatNumber = (value: number | bigint, language: Language): string => NUMBERS[language].format(value);

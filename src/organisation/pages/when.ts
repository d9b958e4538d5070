import type { PageContext } from '../../platform/views/index.ts';
import { firstDay, precisionOf } from '../imprecise.ts';

/** A date as exactly as it is known, in the words of the page: `2018年3月`, `March 2018`. */
export function formatWhen(context: Pick<PageContext, 'formatDate' | 'language'>, when: string): string {
  if (when.startsWith('../')) return context.language === 'en' ? `before ${when.slice(3)}` : `${when.slice(3)}年以前`;
  const day = Temporal.PlainDate.from(firstDay(when));
  switch (precisionOf(when)) {
    case 'year':
      return context.language === 'en' ? String(day.year) : `${day.year}年`;
    case 'month':
      return context.language === 'en' ? day.toLocaleString('en-GB', { month: 'long', year: 'numeric' }) : `${day.year}年${day.month}月`;
    case 'day':
      return context.formatDate(day);
    default:
      return `${context.formatDate(day)} ${when.slice(11)}`;
  }
}

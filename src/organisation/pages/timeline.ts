import { attributes, type Html, html, type PageContext } from '../../platform/views/index.ts';

const WIDTH = 1200;
const MARGIN = 16;
const AXIS = 34;
const HEIGHT = 62;

export interface TimelineDay {
  readonly date: Temporal.PlainDate;
  readonly href: string;
}

/**
 * The ministry's time to scale: a tick for each day on which its plan changed, the shown day marked, years below. The list of days says
 * the same in words, so that it is not read out twice.
 */
export function timeStrip(
  context: Pick<PageContext, 'formatDate'>,
  days: readonly TimelineDay[],
  shown: Temporal.PlainDate,
): Html | undefined {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const length = Math.max(1, first.date.until(last.date, { largestUnit: 'days' }).days);
  const placeOf = (date: Temporal.PlainDate): number =>
    MARGIN + ((WIDTH - 2 * MARGIN) * first.date.until(date, { largestUnit: 'days' }).days) / length;
  const years = Array.from({ length: last.date.year - first.date.year }, (_, i) => first.date.year + i + 1);
  const step = years.length > 24 ? 5 : 1;
  return html`<svg class="app-org__time" xmlns="http://www.w3.org/2000/svg" viewBox="${`0 0 ${WIDTH} ${HEIGHT}`}" aria-hidden="true" focusable="false" font-size="12" fill="currentColor"><path d="${`M${MARGIN} ${AXIS}H${WIDTH - MARGIN}`}" stroke="currentColor" stroke-opacity="0.5" fill="none"></path>${years
    .filter((year) => year % step === 0)
    .map((year) => {
      const x = placeOf(new Temporal.PlainDate(year, 1, 1)).toFixed(1);
      return html`<path d="${`M${x} ${AXIS}v5`}" stroke="currentColor" stroke-opacity="0.5"></path><text x="${x}" y="${HEIGHT - 8}" text-anchor="middle" fill="var(--app-ink-soft)">${String(year)}</text>`;
    })}${days.map(({ date, href }) => {
    const isShown = date.equals(shown);
    const x = placeOf(date).toFixed(1);
    return html`<a href="${href}" tabindex="-1"><title>${context.formatDate(date)}</title><circle cx="${x}" cy="${AXIS}" r="${isShown ? 9 : 6}"${attributes(
      {
        fill: isShown ? 'var(--app-ink)' : 'var(--app-paper)',
        stroke: isShown ? 'var(--app-ink)' : 'var(--app-link)',
        'stroke-width': '2',
      },
    )}></circle>${isShown && html`<text x="${x}" y="16" text-anchor="${Number(x) > WIDTH - 90 ? 'end' : Number(x) < 90 ? 'start' : 'middle'}" font-weight="600">${context.formatDate(date)}</text>`}</a>`;
  })}</svg>`;
}

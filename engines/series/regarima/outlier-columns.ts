import { type Frequency, formatPeriod, type PeriodIndex } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { type Column, type Frame, fillFrame, frameSize, months, plainColumn, unknownVariable } from './columns.ts';

/** A period as the reference writes it in names: `1993.Jan`, `1970.3`. */
export function referenceDate(period: PeriodIndex, frequency: Frequency): string {
  const year = Math.floor(period / frequency);
  const position = period - year * frequency;
  return frequency === 12 ? `${year}.${months[position]}` : `${year}.${position + 1}`;
}

function parseReferenceDate(text: string, frequency: Frequency): PeriodIndex | undefined {
  const match = /^(\d{4})\.([A-Za-z]{3}|\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const named = months.findIndex((month) => month.toLowerCase() === match[2]!.toLowerCase());
  const position = named >= 0 ? named : Number(match[2]) - 1;
  return position >= 0 && position < frequency ? Number(match[1]) * frequency + position : undefined;
}

/** Builds an outlier column: `t` counts from the first period of the span. */
export function outlierColumn(frame: Frame, type: 'ao' | 'ls' | 'tc' | 'so', t: number, automatic: boolean, rate?: number): Column {
  const values = new Float64Array(frameSize(frame));
  fillOutlier(values, type, frame.backcast + t, frame, rate);
  const variable = `${type.toUpperCase()}${referenceDate(frame.start + t, frame.frequency)}`;
  return { kind: type, group: automatic ? 'Automatically Identified Outliers' : variable, variable, values, automatic, at: t };
}

/** AO 1 at t; LS −1 before t; TC rateᵏ from t on; SO −1 before t in that season and 1/(s − 1) in the others (X-13 reference manual, table 4.1). */
export function fillOutlier(values: Float64Array, type: 'ao' | 'ls' | 'tc' | 'so', at: number, frame: Frame, rate?: number): void {
  const { frequency } = frame;
  values.fill(0);
  if (type === 'ao') values[at] = 1;
  else if (type === 'ls') values.fill(-1, 0, at);
  else if (type === 'tc') {
    const decay = rate ?? 0.7 ** (12 / frequency);
    for (let i = at, x = 1; i < values.length; i++, x *= decay) values[i] = x;
  } else for (let i = 0; i < at; i++) values[i] = (at - i) % frequency === 0 ? -1 : 1 / (frequency - 1);
}

/** `AO1993.Jan`, `LS2008.11`, `TC…`, `SO…`, ramps `RP1998.Jan-2000.Mar` and temporary level shifts `TL1998.Jan-1999.Dec`. */
export function namedOutlier(name: string, frame: Frame, rate?: number): Column {
  const match = /^(ao|ls|tc|so|rp|tl)(\d{4}\.[a-z0-9]+)(?:-(\d{4}\.[a-z0-9]+))?$/i.exec(name);
  const type = match?.[1]?.toLowerCase();
  const period = parseReferenceDate(match?.[2] ?? '', frame.frequency);
  if (match === null || period === undefined) throw unknownVariable(name);
  const t = period - frame.start;
  if (t < 0 || t >= frame.length) {
    throw new SeriesRefusal('outlier-outside-span', {
      field: 'regression',
      values: { outlier: name, period: formatPeriod(period, frame.frequency) },
    });
  }
  if (type === 'ao' || type === 'ls' || type === 'tc' || type === 'so') return outlierColumn(frame, type, t, false, rate);
  const end = parseReferenceDate(match[3] ?? '', frame.frequency);
  if (end === undefined || end <= period) throw unknownVariable(name);
  const values = fillFrame(frame, (at) =>
    type === 'rp' ? (at <= period ? period - end : at >= end ? 0 : at - end) : at >= period && at <= end ? 1 : 0,
  );
  const variable = `${type === 'rp' ? 'Rp' : 'TL'}${referenceDate(period, frame.frequency)}-${referenceDate(end, frame.frequency)}`;
  return plainColumn(type === 'rp' ? 'ramp' : 'tl', variable, variable, values);
}

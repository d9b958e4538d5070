export { type Frequency, formatPeriod, type PeriodIndex, parsePeriod, type Series } from './period.ts';

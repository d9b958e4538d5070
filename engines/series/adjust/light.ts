/** Verdict on an adjustment with the reasons for it; nothing in "bad" is published without a named person's acceptance. */
export interface Light {
  readonly light: 'good' | 'check' | 'bad';
  readonly reasons: readonly string[];
}

const significant = 0.01;
/** Shares of unstable months, per cent: beyond the first to be looked at, beyond the second bad (Findley and others 1990). */
const spanLimits = { 's2.a.per': [15, 25], 's2.d.per': [35, 40], 's2.e.per': [10, 15] } as const;

const first = (value: unknown): number => Number(Array.isArray(value) ? value[0] : value);
const second = (value: unknown): number => (Array.isArray(value) ? Number(value[1]) : Number.NaN);

/** Reads the diagnostics, by the reference program's keys, as a traffic light. */
export function trafficLight(diagnostics: Readonly<Record<string, unknown>>, fallbackTo: string | undefined): Light {
  const bad: string[] = [];
  const check: string[] = [];
  const identifiable = diagnostics['f2.idseasonal'];
  if (identifiable === 'no') bad.push('seasonality-not-identifiable');
  if (identifiable === 'probably no') check.push('seasonality-doubtful');
  const q = first(diagnostics['f3.q']);
  if (q >= 1.2) bad.push('q-over-1.2');
  else if (q >= 1) check.push('q-over-1');
  if (first(diagnostics['f3.m07']) >= 1) check.push('m7-over-1');
  if (second(diagnostics.qssadjevadj) < significant) bad.push('residual-seasonality');
  else if (second(diagnostics.qssadj) < significant) check.push('residual-seasonality-before-extremes');
  if (second(diagnostics['d11.f']) < 1) check.push('residual-seasonality-f');
  if (String(diagnostics['peaks.seas'] ?? 'none').match(/\bsa\b|\birr\b/) !== null) check.push('seasonal-peak-in-spectrum');
  if (String(diagnostics['peaks.td'] ?? 'none').match(/\bsa\b|\birr\b/) !== null) check.push('trading-day-peak-in-spectrum');
  if (Array.isArray(diagnostics.lbq)) {
    const last = diagnostics.lbq.at(-1) as readonly number[] | undefined;
    if (last !== undefined && Number(last[3]) < significant) check.push('residuals-autocorrelated');
  }
  for (const [key, [border, limit]] of Object.entries(spanLimits)) {
    const share = Array.isArray(diagnostics[key]) ? Number(diagnostics[key][2]) : Number.NaN;
    if (share > limit) bad.push(`unstable-${key}`);
    else if (share > border) check.push(`unstable-${key}`);
  }
  if (fallbackTo === 'raw') bad.push('not-adjusted');
  else if (fallbackTo !== undefined) check.push(`fallback-${fallbackTo}`);
  return { light: bad.length > 0 ? 'bad' : check.length > 0 ? 'check' : 'good', reasons: [...bad, ...check] };
}

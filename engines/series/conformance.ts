import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adjust } from './adjust/adjust.ts';
import { readSpecification } from './adjust/specification.ts';
import { stl } from './stl/stl.ts';
import { published, publishedFolder, publishedRun, publishedSeries, publishedTable, relativeDifference } from './testing.ts';

const airline = '(0 1 1)(0 1 1)';

/** The settings of each published run of the reference program, in the words of our spec. */
export const publishedRuns: Readonly<Record<string, (quarterly: boolean) => Record<string, unknown>>> = {
  x11pure: (quarterly) => ({ mode: 'mult', x11: { seasonalma: 's3x5', trendma: quarterly ? 5 : 13 } }),
  x11msr: () => ({ mode: 'mult' }),
  airline: (quarterly) => ({ transform: 'log', mode: 'mult', arima: airline, forecast: quarterly ? 12 : 36 }),
  tdeaster: () => ({ transform: 'log', mode: 'mult', arima: airline, regression: ['td', 'easter[8]'], forecast: 36 }),
  auto: (quarterly) => ({
    transform: 'auto',
    arima: 'auto',
    aictest: ['td', 'easter'],
    outliers: ['ao', 'ls', 'tc'],
    forecast: quarterly ? 12 : 36,
  }),
  cny: () => {
    const { columns } = publishedTable('x13/cny/cn_imports_regressors.csv');
    return {
      transform: 'log',
      arima: airline,
      regression: ['td'],
      user: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])),
      usertype: Object.fromEntries(Object.keys(columns).map((name) => [name, 'holiday'])),
      outliers: ['ao', 'ls', 'tc'],
      forecast: 36,
    };
  },
  seats: (quarterly) => ({ transform: 'log', arima: airline, seats: true, forecast: quarterly ? 12 : 36 }),
};

/** What one run came to: largest relative difference of any table (weights c17 apart) and how many printed measures differ. */
export interface Conformance {
  readonly run: string;
  readonly series: string;
  readonly tables: number;
  readonly worstTable: string;
  readonly worst: number;
  readonly measures: number;
  readonly measuresDiffering: number;
}

const measured = /^(qs|f2|f3|d11|sfmsr|finaltrendma|peaks\.(seas|td)$|aicc$|loglikelihood$|lbq|arimamdl)/;

function differs(printed: unknown, computed: unknown): boolean {
  const mine = computed instanceof Float64Array ? [...computed] : [computed].flat();
  return [printed]
    .flat()
    .some((value, i) =>
      typeof value === 'number' ? !(Math.abs(value - Number(mine[i])) <= 0.0101 * Math.max(1, Math.abs(value) / 5)) : value !== mine[i],
    );
}

/** Puts every published run to the engine and compares tables and printed measures. */
export function conformance(): Conformance[] {
  const rows: Conformance[] = [];
  for (const [run, spec] of Object.entries(publishedRuns)) {
    const names = readdirSync(`${publishedFolder}/x13/${run}`).filter((file) => file.endsWith('.json'));
    for (const name of names.map((file) => file.slice(0, -'.json'.length))) {
      const series = publishedSeries(name);
      const { tables, diagnostics } = adjust(series, readSpecification(spec(series.frequency === 4), series.frequency));
      const compared = Object.entries(publishedTable(`x13/${run}/${name}.csv`).columns)
        .filter(([table]) => table !== 'c17')
        .map(([table, wanted]) => [table, relativeDifference(wanted, tables[table])] as const);
      const [worstTable, worst] = compared.reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0] as const);
      const printed = Object.entries(publishedRun(run, name).diagnostics).filter(([key]) => measured.test(key) && key !== 'qslog');
      rows.push({
        run,
        series: name,
        tables: compared.length,
        worstTable,
        worst,
        measures: printed.length,
        measuresDiffering: printed.filter(([key, value]) => differs(value, diagnostics[key])).length,
      });
    }
  }
  return rows;
}

/** Largest difference of any STL component to R's, as a share of the range of the series. */
export function stlConformance(): readonly { readonly file: string; readonly worst: number }[] {
  return readdirSync(`${publishedFolder}/r_reference`)
    .filter((file) => file.includes('.stl_'))
    .sort()
    .map((file) => {
      const series = publishedSeries(file.split('.')[0] ?? '');
      const periodic = file.includes('periodic');
      const result = stl(series, { periodic, robust: !periodic, seasonalWindow: 7 });
      const { columns } = publishedTable(`r_reference/${file}`);
      const range = Math.max(...series.values) - Math.min(...series.values);
      let worst = 0;
      for (const part of ['seasonal', 'trend', 'remainder'] as const) {
        result[part].forEach((value, i) => {
          worst = Math.max(worst, Math.abs(value - (columns[part]?.[i] ?? Number.NaN)) / range);
        });
      }
      return { file, worst };
    });
}

const BEGIN = '<!-- conformance: written by conformance.ts -->';
const END = '<!-- end of conformance -->';

/** Writes the tables of results into the README. */
function writeTables(): void {
  if (!published) throw new Error('the folder with published statistics is absent: nothing to compare');
  const runs = conformance().map(
    ({ run, series, tables, worstTable, worst, measures, measuresDiffering }) =>
      `| ${run} | ${series} | ${tables} | ${worst.toExponential(1)} (${worstTable}) | ${measures - measuresDiffering} of ${measures} |`,
  );
  const stls = stlConformance().map(({ file, worst }) => `| ${file.replace('.csv', '')} | ${worst.toExponential(1)} |`);
  const text = [
    BEGIN,
    '| run | series | tables | largest relative difference | printed measures equal |',
    '| --- | --- | --- | --- | --- |',
    ...runs,
    '',
    '| STL of R | largest difference, share of the range |',
    '| --- | --- |',
    ...stls,
    '',
  ].join('\n');
  const path = join(import.meta.dirname, 'README.md');
  const readme = readFileSync(path, 'utf8');
  writeFileSync(path, `${readme.slice(0, readme.indexOf(BEGIN))}${text}${readme.slice(readme.indexOf(END))}`);
}

if (import.meta.main) writeTables();

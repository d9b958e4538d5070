import { hodrickPrescott, lambdaFor } from '../engines/series/cycle/filters.ts';
import { bryBoschan } from '../engines/series/cycle/turning-points.ts';
import { openSolver, type Solver } from '../engines/series/disclosure/attacker.ts';
import { condense } from '../engines/series/disclosure/condensed.ts';
import { type ContributionTable, tabulate } from '../engines/series/disclosure/contributions.ts';
import { Elimination } from '../engines/series/disclosure/elimination.ts';
import { intervals } from '../engines/series/disclosure/pattern.ts';
import { judge } from '../engines/series/disclosure/primary.ts';
import { suppressTable } from '../engines/series/disclosure/suppress.ts';
import { denton } from '../engines/series/indices/denton.ts';
import { disaggregate } from '../engines/series/indices/disaggregation.ts';
import { compare, compareAsync } from './compare.ts';

/** Time of disclosure control, benchmarking and cycle dating on one thread: `node bench/series-disclosure.ts`. */

/** Enterprises over 41 industries in 3 sectors and 31 regions in 4 areas, skewed as they are; a fixed generator: a benchmark must repeat. */
function industryByRegion(enterprises: number): ContributionTable {
  let seed = 7;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const weights = (count: number): number[] => Array.from({ length: count }, () => random() ** 3 + 0.01);
  const pick = (from: readonly number[]): number => {
    let left = random() * from.reduce((sum, weight) => sum + weight, 0);
    const at = from.findIndex((weight) => {
      left -= weight;
      return left <= 0;
    });
    return Math.max(0, at);
  };
  const industries = weights(41);
  const regions = weights(31);
  const rows = Array.from({ length: enterprises }, () => ({
    industry: `C${pick(industries) + 6}`,
    region: `R${pick(regions) + 11}`,
    output: Math.round(Math.exp(random() * 4 + random() * 3 + random() * 2)),
  }));
  const sector = (i: number): string => (i < 7 ? 'mining' : i < 38 ? 'manufacturing' : 'utilities');
  const parents = {
    industry: Object.fromEntries(industries.map((_, i) => [`C${i + 6}`, sector(i)])),
    region: Object.fromEntries(regions.map((_, i) => [`R${i + 11}`, ['east', 'central', 'west', 'north-east'][i % 4] as string])),
  };
  return tabulate(
    rows,
    [
      { name: 'industry', column: 'industry', parents: parents.industry },
      { name: 'region', column: 'region', parents: parents.region },
    ],
    { value: 'output' },
  );
}

const rule = { p: 10 };
const table = industryByRegion(4000);
const { problem, elimination } = condense(table, judge(table, rule));
const order = [...problem.values.keys()]
  .filter((place) => problem.unsafe[place] === 0)
  .sort((a, b) => (problem.values[b] as number) - (problem.values[a] as number));

/** The pattern that hides what cannot be published exactly, by elimination alone. */
function eliminated(): Uint8Array {
  const run = new Elimination(elimination);
  const hidden = problem.unsafe.slice();
  for (const place of order) if (!run.publish(place)) hidden[place] = 1;
  return hidden;
}

const solver: Solver = await openSolver(3600);
const hidden = eliminated();
const targets = [...problem.unsafe.keys()].filter((place) => problem.unsafe[place] === 1);

/** The audit as it is done without a programme kept in the solver: a new one for each unsafe cell. */
function auditAnew(): number {
  let width = 0;
  for (const place of targets) for (const { min, max } of intervals(solver, problem, hidden, [place]).values()) width += max - min;
  return width;
}

const size = `${table.shape.cells} cells, ${targets.length} unsafe`;
compare(`audit of ${size}`, { 'a new programme each': auditAnew, ours: () => intervals(solver, problem, hidden, targets) });
await compareAsync(
  `protection of ${size}`,
  { 'elimination, not audited': async () => eliminated(), 'ours, audited and repaired': async () => await suppressTable(table, rule) },
  1,
);

const months = Float64Array.from({ length: 360 }, (_, t) => 100 + t / 4 + 12 * Math.sin(t / 9) + 5 * Math.sin(t * 1.7));
const years = Float64Array.from(
  { length: 30 },
  (_, year) => months.slice(12 * year, 12 * year + 12).reduce((sum, value) => sum + value, 0) * 1.1,
);
compare('30 years to 360 months', {
  'pro rata': () => months.map((value, t) => (value * (years[Math.floor(t / 12)] as number)) / 1200),
  'proportional Denton': () => denton(months, years, 12),
  'Chow–Lin by maximum likelihood': () => disaggregate(years, [months], 12, 'chow-lin'),
});
compare('cycle of 360 months', {
  'Hodrick–Prescott': () => hodrickPrescott(months, lambdaFor(120)),
  'Bry–Boschan': () => bryBoschan(months, 12),
});

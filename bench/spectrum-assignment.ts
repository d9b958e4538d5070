import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProblem } from '../engines/spectrum/assignment/problem.ts';
import { solve } from '../engines/spectrum/assignment/solve.ts';

/**
 * Value and time of every CELAR/CALMA instance in a folder (each with dom.txt, var.txt, ctr.txt, cst.txt), one thread:
 * `node bench/spectrum-assignment.ts [folder] [seconds]`.
 */
const folder = process.argv[2] ?? join(import.meta.dirname, '../../shared/testdata/spectrum/fap');
const limit = Number(process.argv[3] ?? 60) * 1000;
if (!existsSync(folder)) throw new Error(`no instances in ${folder}`);
for (const name of readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)) {
  const text = (file: string): string => readFileSync(join(folder, name, `${file}.txt`), 'utf8');
  const problem = parseProblem({ dom: text('dom'), var: text('var'), ctr: text('ctr'), cst: text('cst') });
  const started = performance.now();
  const { objective, verdict, proved } = solve(problem, { seed: 1, isOver: () => performance.now() - started > limit });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${name.padEnd(12)} ${problem.objective.padEnd(8)} ${String(objective).padStart(8)}${proved ? ' proved' : ''}${verdict?.admitted === true ? '' : ' NOT ADMITTED'}  ${seconds} s`,
  );
}

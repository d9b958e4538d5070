import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../batch.ts';
import { conformance } from './cases.ts';
import type { ConformanceCase } from './model.ts';
import { readSample, runSample, sampleFolder } from './sample.ts';

/** Writes the conformance table into the engine's README, from runs made now: `node engines/processes/conformance/table.ts`. */
const readme = join(import.meta.dirname, '..', 'README.md');
const begin = '<!-- conformance: written by conformance/table.ts -->';
const end = '<!-- /conformance -->';

async function isRight(one: ConformanceCase): Promise<boolean> {
  const { feature: _feature, clause: _clause, ran, outcome, waiting: _waiting, error: _error, ...request } = one;
  const result = (await answer(request, () => '')) as unknown as { outcome: string; trace?: { event: string; operation?: string }[] };
  const done = (result.trace ?? []).filter((entry) => entry.event === 'leave').flatMap((entry) => entry.operation ?? []);
  return result.outcome === outcome && done.sort().join() === [...ran].sort().join();
}

const lines = ['| group | models right | what they show |', '| --- | --- | --- |'];
for (const [group, cases] of Object.entries(conformance)) {
  const right = (await Promise.all(cases.map(isRight))).filter((one) => one).length;
  lines.push(`| ${group} | ${right} of ${cases.length} | ${cases.map((one) => `${one.feature} (${one.clause})`).join(' · ')} |`);
}
if (existsSync(sampleFolder)) {
  const sample = readSample();
  const wrong: string[] = [];
  for (const entry of sample)
    if ((await Promise.all(entry.cases.map((one) => runSample(entry.model, one)))).some((one) => !one.isRight)) wrong.push(entry.model);
  lines.push(
    `| sample of uniba-dsg/betsy | ${sample.length - wrong.length} of ${sample.length} | ${sample.map((entry) => entry.model).join(' · ')} |`,
  );
}
const text = readFileSync(readme, 'utf8');
writeFileSync(readme, `${text.slice(0, text.indexOf(begin) + begin.length)}\n${lines.join('\n')}\n${text.slice(text.indexOf(end))}`);

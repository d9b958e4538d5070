import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compileDecisions, DecisionModelError, explanationText, UnknownDecisionError } from '@mandate/decisions';
import { UsageError } from './usage-error.ts';

export const decide = {
  usage: `mandate decide FILE.dmn DECISION INPUT [--explain]

Decides by a DMN model. INPUT is a JSON object with the input data by name, or - to read it from standard input.
--explain also says which rules matched, by which values, and why values are missing.

  npm run -s mandate -- decide ministries/miit/procedures/website-filing/rules/province-filing.dmn province-filing \\
    '{"subject": {"province": "45", "nature": "individual"}}' --explain`,
  run: async (args: readonly string[]): Promise<number> => {
    const isExplained = args.includes('--explain');
    const [file, decision, given] = args.filter((each) => each !== '--explain');
    if (file === undefined || decision === undefined || given === undefined) throw new UsageError(decide.usage);
    const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
    try {
      const model = await compileDecisions(readFileSync(path, 'utf8'));
      for (const warning of model.warnings) process.stderr.write(`warning: ${warning.message}\n`);
      const { result, explanation } = model.decide(decision, inputOf(given));
      process.stdout.write(`${JSON.stringify(result)}\n`);
      if (isExplained) process.stdout.write(`${explanationText(explanation)}\n`);
      return 0;
    } catch (error) {
      if (error instanceof DecisionModelError || error instanceof UnknownDecisionError) throw new UsageError(`${file}: ${error.message}`);
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`there is no file ${file}`);
      throw error;
    }
  },
};

function inputOf(given: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(given === '-' ? readFileSync(0, 'utf8') : given);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below: whatever it is, it is no JSON object.
  }
  throw new UsageError('INPUT is a JSON object with the input data by name');
}

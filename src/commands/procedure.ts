import { resolve } from 'node:path';
import { openMinistry } from '../ministry.ts';
import { ministryFolder } from '../ministry-folder.ts';
import { migrate } from '../platform/db/index.ts';
import { systemNow } from '../platform/time.ts';
import { compileProcedure, readProcedureFolder, tryExamples } from '../procedures/index.ts';
import { dataFolder, withDatabase } from './database.ts';
import { UsageError } from './usage-error.ts';

export const procedure = {
  usage: `mandate procedure check FOLDER
mandate procedure try FOLDER

check reads the folder, compiles its form, process, rules and texts, and names everything wrong with file, place and rule.
try does the same and then runs FOLDER/examples/*.json on the real database, each in a transaction that is rolled back,
and compares stage, clocks, documents and register entries with what the example says.

  npm run -s mandate -- procedure try ministries/miit/procedures/website-filing`,
  run: async ([verb, folder]: readonly string[]): Promise<number> => {
    if ((verb !== 'check' && verb !== 'try') || folder === undefined) throw new UsageError(procedure.usage);
    const path = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
    const compiled = await compileProcedure(folder, readProcedureFolder(path));
    for (const warning of compiled.warnings) process.stdout.write(`warning: ${warning}\n`);
    process.stdout.write(
      `${compiled.code} ${compiled.version} is in order: ${compiled.form.fields.size} questions, ${compiled.plan.nodes.size} elements, ${compiled.rules.size} rule files.\n`,
    );
    if (verb === 'check') return 0;
    return await withDatabase(async (pool) => {
      await migrate(pool);
      const services = await openMinistry({
        pool,
        folder: ministryFolder(),
        dataFolder: dataFolder(),
        now: systemNow,
        baseUrl: 'http://localhost',
        hasExamples: false,
      });
      try {
        const trials = await tryExamples(services, compiled, path);
        for (const { example, differences } of trials)
          process.stdout.write(
            `${differences.length === 0 ? 'as expected' : 'DIFFERS'}  ${example}\n${differences.map((each) => `    ${each}\n`).join('')}`,
          );
        return trials.every((trial) => trial.differences.length === 0) ? 0 : 1;
      } finally {
        await services.jobs.stop();
      }
    });
  },
};

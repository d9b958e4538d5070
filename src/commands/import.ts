import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ministryFolder } from '../ministry-folder.ts';
import { readMinistry } from '../organisation/index.ts';
import { migrate } from '../platform/db/index.ts';
import { createTranslator } from '../platform/i18n/index.ts';
import { dateIn, systemNow } from '../platform/time.ts';
import { faultWords, formatOf, type ImportReport, ImportRunning, importFile, loadRegisters } from '../registers/index.ts';
import { withDatabase } from './database.ts';
import { UsageError } from './usage-error.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const importCommand = {
  usage: `mandate import REGISTER FILE [--source NAME] [--from DATE] [--batch N] [--go-on] [--without-search]

Brings a file into a register: CSV (heading: names or titles of the fields), NDJSON or JSON, in UTF-8, UTF-16 or GB 18030. Each batch is
written whole or not at all, and every mistake is named by line and rule. The same file again changes nothing; after a fall it goes on
with the batches that were not written. It ends with 1 when a batch was refused.

  --source NAME      who gave the file (its name unless said); stands with every entry that it wrote
  --from DATE        from which day records hold that do not say so themselves (today)
  --batch N          records that are written together (50000)
  --go-on            after a refused batch the rest of the file goes on
  --without-search   entries are found by key only, and are brought in faster`,
  run: async (args: readonly string[]): Promise<number> => {
    const option = (flag: string): string | undefined => {
      const at = args.indexOf(flag);
      return at < 0 ? undefined : args[at + 1];
    };
    const [code, file] = args.filter((each, i) => !each.startsWith('--') && !['--source', '--from', '--batch'].includes(args[i - 1] ?? ''));
    if (code === undefined || file === undefined) throw new UsageError(importCommand.usage);
    const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
    if (!existsSync(path) || !statSync(path).isFile()) throw new UsageError(`there is no file "${file}"`);
    const folder = ministryFolder();
    const definition = loadRegisters(folder).get(code);
    if (definition === undefined) throw new UsageError(`there is no register "${code}"`);
    const format = formatOf(path);
    if (format === undefined) throw new UsageError(`"${file}" is neither .csv nor .ndjson nor .json`);
    const batchSize = Number(option('--batch') ?? 50_000);
    if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 200_000) throw new UsageError('--batch is a number from 1 to 200000');
    const validFrom = dayOf(option('--from')) ?? dateIn(readMinistry(folder).timeZone, systemNow());
    const isShown = process.stderr.isTTY;
    return await withDatabase(async (pool) => {
      await migrate(pool);
      try {
        const report = await importFile(pool, {
          definition,
          path,
          format,
          source: option('--source') ?? file,
          validFrom,
          actor: 'system',
          now: systemNow,
          batchSize,
          goOn: args.includes('--go-on'),
          withSearch: !args.includes('--without-search'),
          progress: ({ records, share }) => process.stderr.write(isShown ? `\r${bar(share)} ${records}` : `${records} records\n`),
        });
        if (isShown) process.stderr.write('\n');
        tell(report);
        return report.refusedBatches === 0 ? 0 : 1;
      } catch (error) {
        if (error instanceof ImportRunning) throw new UsageError(error.message);
        throw error;
      }
    });
  },
};

function dayOf(text: string | undefined): Temporal.PlainDate | undefined {
  if (text === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new UsageError('--from is a date, for example 2026-01-31');
  }
}

const WIDTH = 40;
const bar = (share: number): string => `[${'#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH)}] ${Math.round(share * 100)} %`;

function tell(report: ImportReport): void {
  const t = createTranslator('en');
  for (const fault of report.faults) say(faultWords(t, fault));
  if (report.faultCount > report.faults.length) say(`… and ${report.faultCount - report.faults.length} more`);
  const resumed = report.resumed === 0 ? '' : `, ${report.resumed} of ${report.batches} batches had been written before`;
  say(
    `${report.records} records: ${report.added} added, ${report.changed} changed, ${report.unchanged} as known, ${report.refusedBatches} batches refused${resumed}.`,
  );
}

import { enableCompileCache } from 'node:module';

/** The command line. Each command imports what it needs when it is called, so that the light ones stay light. */
interface Command {
  readonly usage: string;
  readonly run: (args: readonly string[]) => Promise<number>;
}

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  account: async () => (await import('./commands/account.ts')).account,
  procedure: async () => (await import('./commands/procedure.ts')).procedure,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  keys: async () => (await import('./commands/keys.ts')).keys,
  verify: async () => (await import('./commands/verify.ts')).verify,
  decide: async () => (await import('./commands/decide.ts')).decide,
  import: async () => (await import('./commands/import.ts')).importCommand,
  reload: async () => (await import('./commands/reload.ts')).reload,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  compare: async () => (await import('./commands/compare.ts')).compare,
  spectrum: async () => (await import('./commands/spectrum.ts')).spectrum,
  ask: async () => (await import('./commands/ask.ts')).ask,
  batch: async () => (await import('./commands/batch.ts')).batch,
};

const help = `mandate COMMAND [arguments]

  serve                         start the ministry; the address stands in the last line
  migrate                       bring the database that DATABASE_URL names up to date
  account create EMAIL NAME     make the first accounts of a ministry without example data
  procedure check|try FOLDER    validate a procedure's folder; run its examples
  backup FOLDER                 write the whole ministry into a folder, in one snapshot
  restore FOLDER                restore a backup into an empty database
  keys list|rotate|compromised  the keys that sign documents
  import REGISTER FILE          bring a file into a register, each mistake named by line and rule
  reload [--dry-run]            take over the ministry's changed folder, or only tell what that would change
  export --folder OUT           write the ministry in force as a folder with which it starts elsewhere
  compare A B                   tell in what two ministries' folders differ, by name
  verify [--backup FOLDER]      walk every chain of events and tell what was altered
  decide FILE DECISION INPUT    decide by a DMN model, and say why
  spectrum plot REQUEST FILE    draw a path profile, an antenna pattern or a coverage map
  ask QUESTION                  put a question to the organisation, in Chinese or English
  batch ENGINE                  one JSON object a line in, one a line out

Each command explains itself with --help.
`;

async function main(): Promise<number> {
  const [name = 'help', ...args] = process.argv.slice(2);
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined;
  if (command === undefined) {
    process.stderr.write(`There is no command "${name}".\n\n${help}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.usage}\n`);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    // Mistakes in the ministry's files and wrong arguments are told in words; anything else is a fault of ours and keeps its stack.
    const isTold = error instanceof Error && (error.name === 'UsageError' || 'findings' in error);
    process.stderr.write(`${isTold ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    // Whatever the command had opened would keep a failed process alive.
    process.exit(1);
  }
}

enableCompileCache();
process.exitCode = await main();

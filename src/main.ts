/** The command line. Each command imports what it needs when it is called, so that the light ones stay light. */
const [command = 'help', ...rest] = process.argv.slice(2);

switch (command) {
  case 'batch': {
    const { runBatch } = await import('./batch/door.ts');
    await runBatch(rest[0] ?? '', process.stdin, process.stdout);
    break;
  }
  default:
    process.stderr.write(`unknown command "${command}"\n`);
    process.exitCode = 2;
}

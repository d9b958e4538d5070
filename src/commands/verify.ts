import { verifyChains } from '../platform/audit/index.ts';
import { withDatabase } from './database.ts';

export const verify = {
  usage: `mandate verify

Walks every chain of events from its first row, recomputes each hash and compares the heads.
Exit status 0: nothing was altered; 1: each finding stands in a line with its rule, stream and position.`,
  run: async (): Promise<number> =>
    await withDatabase(async (pool) => {
      const { events, streams, erasedPayloads, findings } = await verifyChains(pool);
      for (const { rule, stream, position } of findings) process.stdout.write(`${rule}\t${stream}\t${position}\n`);
      process.stdout.write(
        `${events} events in ${streams} streams, ${erasedPayloads} payloads erased by retention, ${findings.length} findings.\n`,
      );
      return findings.length === 0 ? 0 : 1;
    }),
};

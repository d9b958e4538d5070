import { declareCompromised, keySource, listKeys, rotateSigningKey } from '../documents/index.ts';
import { migrate, openDatabase } from '../platform/db/index.ts';
import { systemNow } from '../platform/time.ts';
import { dataFolder, withDatabase } from './database.ts';
import { UsageError } from './usage-error.ts';

export const keys = {
  usage: `mandate keys list
mandate keys rotate
mandate keys compromised KEY [--since INSTANT]

The keys with which the ministry signs its documents. "rotate" makes a new one in the data folder; a running ministry takes it within
seconds, and what earlier keys signed stays verifiable. "compromised" declares that what a key signs from an instant on (now, unless
another is given) proves nothing; rotate it as well.

  npm run -s mandate -- keys rotate
  npm run -s mandate -- keys compromised 8l2b…Qk --since 2026-11-24T08:00:00Z`,
  run: async (args: readonly string[]): Promise<number> => {
    const [verb = 'list', keyId] = args.filter((each, i) => !each.startsWith('--') && args[i - 1] !== '--since');
    return await withDatabase(async (pool) => {
      await migrate(pool);
      const db = openDatabase(pool);
      const at = systemNow();
      if (verb === 'rotate') process.stdout.write(`${await rotateSigningKey(db, keySource(dataFolder()), at)}\n`);
      else if (verb === 'compromised' && keyId !== undefined) await declareCompromised(db, keyId, sinceOf(args) ?? at);
      else if (verb !== 'list') throw new UsageError(keys.usage);
      for (const { keyId: id, usedFrom, usedUntil, compromisedSince } of await listKeys(db)) {
        const state =
          compromisedSince !== null ? `compromised since ${compromisedSince}` : usedUntil === null ? 'in use' : `used until ${usedUntil}`;
        process.stdout.write(`${id}\tfrom ${usedFrom}\t${state}\n`);
      }
      return 0;
    });
  },
};

function sinceOf(args: readonly string[]): Temporal.Instant | undefined {
  const at = args.indexOf('--since');
  const text = args[at + 1];
  if (at < 0 || text === undefined) return undefined;
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new UsageError(`"${text}" is not an instant such as 2026-11-24T08:00:00Z`);
  }
}

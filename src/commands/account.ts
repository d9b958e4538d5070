import { findPersonByCode } from '../organisation/index.ts';
import { createAccount, createSignInLink } from '../platform/auth/index.ts';
import { migrate, openDatabase, type Transaction } from '../platform/db/index.ts';
import { systemNow } from '../platform/time.ts';
import { withDatabase } from './database.ts';
import { UsageError } from './usage-error.ts';

export const account = {
  usage: `mandate account create EMAIL NAME [--person PERSON] [--language zh-CN|en]

Makes an account and prints the link with which its owner signs in once, to choose a password.
--person binds it to a person of the ministry's files: what the account may do follows from that person's appointments.

  npm run -s mandate -- account create zhang@example.org "示例管理员" --person organisation-administrator`,
  run: async (args: readonly string[]): Promise<number> => {
    const [verb, email, name] = args.filter((each, i) => !each.startsWith('--') && !(args[i - 1] ?? '').startsWith('--'));
    if (verb !== 'create' || email === undefined || name === undefined) throw new UsageError(account.usage);
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError(`"${email}" is not an e-mail address`);
    const option = (flag: string): string | undefined => {
      const at = args.indexOf(flag);
      return at < 0 ? undefined : args[at + 1];
    };
    const language = option('--language') ?? 'zh-CN';
    if (language !== 'zh-CN' && language !== 'en') throw new UsageError('--language is zh-CN or en');
    const person = option('--person');
    return await withDatabase(async (pool) => {
      await migrate(pool);
      const at = systemNow();
      const token = await openDatabase(pool)
        .transaction()
        .execute(async (trx) => {
          const personId = person === undefined ? undefined : await personOf(trx, person);
          const id = await createAccount(trx, { email, displayName: name, language, ...(personId === undefined ? {} : { personId }) }, at);
          return await createSignInLink(trx, id, at);
        });
      process.stdout.write(`${process.env.BASE_URL ?? 'http://localhost:8080'}/sign-in/link/${token}\n`);
      return 0;
    });
  },
};

async function personOf(trx: Transaction, code: string): Promise<string> {
  const id = await findPersonByCode(trx, code);
  if (id === undefined) throw new UsageError(`the ministry knows no person "${code}"`);
  return id;
}

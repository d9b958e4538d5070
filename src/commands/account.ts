import { ministryFolder } from '../ministry-folder.ts';
import { addPerson, appoint, loadOrganisation } from '../organisation/index.ts';
import { createAccount, createSignInLink } from '../platform/auth/index.ts';
import { migrate, openDatabase, type Transaction } from '../platform/db/index.ts';
import { textOfRefusal } from '../platform/http/problem.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { createTranslator } from '../platform/i18n/index.ts';
import { dateIn, systemNow } from '../platform/time.ts';
import { withDatabase } from './database.ts';
import { UsageError } from './usage-error.ts';

export const account = {
  usage: `mandate account create EMAIL NAME [--post POST] [--language zh-CN|en]

Makes an account and prints the link with which its owner signs in once, to choose a password.
--post also appoints the owner to a post of the ministry's files, from today: the organisation administrator first, who appoints everybody else.

  npm run -s mandate -- account create administrator@example.org "示例管理员" --post dept-22-establishment-officer`,
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
    const post = option('--post');
    return await withDatabase(async (pool) => {
      await migrate(pool);
      const db = openDatabase(pool);
      const at = systemNow();
      const { timeZone } = await loadOrganisation(db, ministryFolder(), at, { accept: false });
      try {
        const token = await db.transaction().execute(async (trx) => {
          const personId = post === undefined ? undefined : await seat(trx, { email, name, post, on: dateIn(timeZone, at) }, at);
          const id = await createAccount(trx, { email, displayName: name, language, ...(personId === undefined ? {} : { personId }) }, at);
          return await createSignInLink(trx, id, at);
        });
        process.stdout.write(`${process.env.BASE_URL ?? 'http://localhost:8080'}/sign-in/link/${token}\n`);
        return 0;
      } catch (error) {
        if (error instanceof Refusal) throw new UsageError(textOfRefusal(error, createTranslator('en')));
        throw error;
      }
    });
  },
};

async function seat(
  trx: Transaction,
  { email, name, post, on }: { readonly email: string; readonly name: string; readonly post: string; readonly on: Temporal.PlainDate },
  at: Temporal.Instant,
): Promise<string> {
  const order = { actor: 'system', at };
  const personId = await addPerson(trx, { code: email.toLowerCase(), name: { 'zh-CN': name, en: name } }, order);
  await appoint(trx, { personId, post, from: on, reason: 'mandate account create' }, order);
  return personId;
}

import type { Transaction } from '../../platform/db/index.ts';
import { sendMessage } from '../../platform/notify/index.ts';
import type { Services } from '../../services.ts';
import type { Act } from '../act.ts';

/** Operation `notify.applicant`: an e-mail to whoever submitted, in the language of the account. */
export async function tellApplicant(
  trx: Transaction,
  services: Services,
  act: Act,
  attributes: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { file, procedure, at } = act;
  const account = await trx.selectFrom('account').select(['email', 'language']).where('id', '=', file.account_id).executeTakeFirstOrThrow();
  const values = {
    number: file.number,
    procedure: procedure.title[account.language],
    stage: procedure.stages[attributes.text ?? '']?.[account.language] ?? '',
    address: `${services.baseUrl}${account.language === 'en' ? '/en' : ''}/cases/${file.id}`,
  };
  await sendMessage(trx, {
    channel: 'email',
    to: account.email,
    language: account.language,
    text: 'procedures.mail.news',
    values,
    about: `case/${file.id}`,
    at,
  });
  return {};
}

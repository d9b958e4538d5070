import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/index.ts';
import { addressPrefix } from '../../platform/i18n/index.ts';
import { sendMessage } from '../../platform/notify/index.ts';
import { dateIn } from '../../platform/time.ts';
import type { Services } from '../../services.ts';
import type { Act } from '../act.ts';

/** Operation `notify.applicant`: an e-mail to whoever submitted, in the language of the account. */
export async function tellApplicant(
  trx: Transaction,
  services: Services,
  act: Act,
  attributes: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const account = await trx
    .selectFrom('account')
    .select(['email', 'language'])
    .where('id', '=', act.file.account_id)
    .executeTakeFirstOrThrow();
  await tell(trx, services, act, account, attributes.text ?? '', `/cases/${act.file.id}`);
  return {};
}

/** Operation `notify.party`: an e-mail to everybody who acts for the party, of an act that the party has not asked for. */
export async function tellEverybody(
  trx: Transaction,
  services: Services,
  act: Act,
  attributes: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { party_id: partyId, id } = act.file;
  await tellParty(trx, services, act, { id, partyId, element: attributes.text ?? '' });
  return {};
}

/** An e-mail to everybody who acts for the party that now has to do something, when it is not the party's own doing of this moment. */
export async function tellParty(
  trx: Transaction,
  services: Services,
  act: Act,
  task: { readonly id: string; readonly partyId: string; readonly element: string },
): Promise<void> {
  const on = dateIn(services.timeZone, act.at);
  const accounts = await trx
    .selectFrom('account_party as ap')
    .innerJoin('account as a', 'a.id', 'ap.account_id')
    .select(['a.email', 'a.language'])
    .where('ap.party_id', '=', task.partyId)
    .where(sql<boolean>`ap.valid @> ${on}::date`)
    .where('a.closed_at', 'is', null)
    .orderBy('a.email')
    .execute();
  const path = task.partyId === act.file.party_id ? `/cases/${act.file.id}` : `/tasks/${task.id}`;
  for (const account of accounts) await tell(trx, services, act, account, task.element, path);
}

async function tell(
  trx: Transaction,
  services: Services,
  { file, procedure, at }: Act,
  account: { readonly email: string; readonly language: 'zh-CN' | 'en' },
  stage: string,
  path: string,
): Promise<void> {
  const { language, email } = account;
  const values = {
    number: file.number,
    procedure: procedure.title[language],
    stage: procedure.stages[stage]?.[language] ?? '',
    address: `${services.baseUrl}${addressPrefix(language, services.ministry.language)}${path}`,
  };
  await sendMessage(trx, { channel: 'email', to: email, language, text: 'procedures.mail.news', values, about: `case/${file.id}`, at });
}

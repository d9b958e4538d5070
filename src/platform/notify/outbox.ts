import { randomUUIDv7 } from 'node:crypto';
import type { Db, Transaction } from '../db/index.ts';
import { createTranslator } from '../i18n/index.ts';

export interface Message {
  readonly channel: 'email' | 'sms';
  readonly to: string;
  readonly language: 'zh-CN' | 'en';
  /** Key of the text: `KEY.subject` and `KEY.body` for e-mail, `KEY` for SMS. */
  readonly text: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** The stream this belongs to, `case/UUID`, for the page that shows what was sent. */
  readonly about?: string;
  readonly at: Temporal.Instant;
}

/** Puts a message into the outbox of the caller's transaction: it is sent if and only if the step commits. */
export async function sendMessage(trx: Transaction, message: Message): Promise<void> {
  const t = createTranslator(message.language);
  const [subject, body] =
    message.channel === 'email'
      ? [t.loose(`${message.text}.subject`, message.values), t.loose(`${message.text}.body`, message.values)]
      : [null, t.loose(message.text, message.values)];
  await trx
    .insertInto('outbox')
    .values({
      id: randomUUIDv7(),
      channel: message.channel,
      recipient: message.to,
      language: message.language,
      subject,
      body,
      about: message.about ?? null,
      created_at: message.at,
      last_error: null,
      sent_at: null,
    })
    .execute();
}

export interface OutboxRow {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly recipient: string;
  readonly subject: string | null;
  readonly body: string;
  readonly createdAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly lastError: string | null;
}

/** What was sent or waits, newest first, a page at a time by key. */
export async function listOutbox(db: Db, page: { readonly before?: string; readonly size: number }): Promise<readonly OutboxRow[]> {
  let query = db
    .selectFrom('outbox')
    .select(['id', 'channel', 'recipient', 'subject', 'body', 'created_at as createdAt', 'sent_at as sentAt', 'last_error as lastError'])
    .orderBy('id', 'desc')
    .limit(page.size);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  return await query.execute();
}

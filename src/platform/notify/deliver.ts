import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import type { Db } from '../db/index.ts';

/** One function a channel; a channel without one keeps its messages, to be read on the outbox page. */
export interface Senders {
  readonly email?: (message: { readonly to: string; readonly subject: string; readonly body: string }) => Promise<void>;
  readonly sms?: (message: { readonly to: string; readonly body: string }) => Promise<void>;
}

/** Sends through the mail server that an address like `smtp://user:password@host:25` names. */
export function smtpSender(url: string, from: string): NonNullable<Senders['email']> {
  const transport = createTransport(url);
  return async ({ to, subject, body }) => {
    await transport.sendMail({ from, to, subject, text: body });
  };
}

/**
 * Sends what waits. Each message is locked while it is sent, so that several processes share the work, and marked in the same
 * transaction; a process that dies between the two sends it twice, never not at all.
 *
 * @returns how many were sent and how many failed; those stay and are tried again
 */
export async function deliverOutbox(db: Db, senders: Senders, now: () => Temporal.Instant): Promise<{ sent: number; failed: number }> {
  const channels = (['email', 'sms'] as const).filter((channel) => senders[channel] !== undefined);
  let sent = 0;
  let failed = 0;
  if (channels.length === 0) return { sent, failed };
  const tried: string[] = [];
  for (;;) {
    const outcome = await db.transaction().execute(async (trx) => {
      let query = trx
        .selectFrom('outbox')
        .selectAll()
        .where('sent_at', 'is', null)
        .where('channel', 'in', channels)
        .orderBy('created_at')
        .limit(1)
        .forUpdate()
        .skipLocked();
      if (tried.length > 0) query = query.where('id', 'not in', tried);
      const row = await query.executeTakeFirst();
      if (row === undefined) return 'none';
      tried.push(row.id);
      try {
        await senders[row.channel]?.({ to: row.recipient, subject: row.subject ?? '', body: row.body });
        await trx
          .updateTable('outbox')
          .set({ sent_at: now(), attempts: sql`attempts + 1`, last_error: null })
          .where('id', '=', row.id)
          .execute();
        return 'sent';
      } catch (error) {
        await trx
          .updateTable('outbox')
          .set({ attempts: sql`attempts + 1`, last_error: String(error) })
          .where('id', '=', row.id)
          .execute();
        return 'failed';
      }
    });
    if (outcome === 'none') return { sent, failed };
    if (outcome === 'sent') sent++;
    else if (++failed >= 20) return { sent, failed };
  }
}

import type { Generated } from 'kysely';

export interface NotifyTables {
  outbox: {
    id: string;
    channel: 'email' | 'sms';
    recipient: string;
    language: 'zh-CN' | 'en';
    subject: string | null;
    body: string;
    about: string | null;
    created_at: Temporal.Instant;
    attempts: Generated<number>;
    last_error: string | null;
    sent_at: Temporal.Instant | null;
  };
}

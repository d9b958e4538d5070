import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { openTestDatabase } from '../testing/database.ts';
import { deliverOutbox, smtpSender } from './deliver.ts';
import { listOutbox, sendMessage } from './outbox.ts';

const { db } = await openTestDatabase();
const at = Temporal.Instant.from('2026-11-02T02:00:00Z');

/** A mail server that keeps what it is given; it refuses while `isClosed`. */
const received: { readonly to: string; readonly text: string }[] = [];
let isClosed = false;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo: (_address, _session, answer) => (isClosed ? answer(new Error('closed for the night')) : answer()),
  onData: (stream, session, answer) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      received.push({ to: session.envelope.rcptTo.map((each) => each.address).join(), text: Buffer.concat(chunks).toString() });
      answer();
    });
  },
});
server.listen(0, '127.0.0.1');
await once(server.server, 'listening');
after(() => new Promise<void>((settle) => server.close(settle)));
const email = smtpSender(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, 'ministry@example.org');

const send = async (to: string): Promise<void> => {
  const values = { minutes: 15 };
  await db
    .transaction()
    .execute((trx) => sendMessage(trx, { channel: 'email', to, language: 'zh-CN', text: 'auth.mail.locked', values, at }));
};

test('a message leaves in a real exchange with a mail server, once', async () => {
  await send('first@example.org');
  assert.deepEqual(await deliverOutbox(db, { email }, () => at), { sent: 1, failed: 0 });
  assert.deepEqual(await deliverOutbox(db, { email }, () => at), { sent: 0, failed: 0 });
  assert.deepEqual(
    received.map((message) => message.to),
    ['first@example.org'],
  );
  assert.match(received[0]?.text ?? '', /^Subject: =\?UTF-8\?/m, 'the Chinese subject is encoded');
});

test('a mail server that refuses delays mail and loses none', async () => {
  isClosed = true;
  await send('second@example.org');
  assert.deepEqual(await deliverOutbox(db, { email }, () => at), { sent: 0, failed: 1 });
  const [waiting] = await listOutbox(db, { size: 1 });
  assert.match(waiting?.lastError ?? '', /closed for the night/);
  assert.equal(waiting?.sentAt, null);
  isClosed = false;
  assert.deepEqual(await deliverOutbox(db, { email }, () => at), { sent: 1, failed: 0 });
});

test('two processes that deliver at once send each message once', async () => {
  const addresses = Array.from({ length: 20 }, (_, i) => `many-${i}@example.org`);
  for (const address of addresses) await send(address);
  const outcomes = await Promise.all([deliverOutbox(db, { email }, () => at), deliverOutbox(db, { email }, () => at)]);
  assert.equal(outcomes[0].sent + outcomes[1].sent, addresses.length);
  const sent = received.map((message) => message.to).filter((to) => to.startsWith('many-'));
  assert.deepEqual(sent.sort(), addresses.sort());
});

test('a channel without a sender keeps its messages for the outbox page', async () => {
  await db.transaction().execute((trx) =>
    sendMessage(trx, {
      channel: 'sms',
      to: '19900000000',
      language: 'zh-CN',
      text: 'procedures.sms.code',
      values: { code: '123456', number: 'WF-1', hours: 24 },
      at,
    }),
  );
  assert.deepEqual(await deliverOutbox(db, { email }, () => at), { sent: 0, failed: 0 });
  const [kept] = await listOutbox(db, { size: 1 });
  assert.equal(kept?.channel, 'sms');
  assert.match(kept?.body ?? '', /123456/);
});

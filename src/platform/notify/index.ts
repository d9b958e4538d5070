export { deliverOutbox, type Senders, smtpSender } from './deliver.ts';
export { listOutbox, type Message, type OutboxRow, sendMessage } from './outbox.ts';

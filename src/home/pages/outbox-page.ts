import type { OutboxRow } from '../../platform/notify/index.ts';
import { code, emptyState, type Html, html, moment, type PageContext, pagination, sitePage, tag } from '../../platform/views/index.ts';

export interface OutboxPageOptions {
  readonly messages: readonly OutboxRow[];
  /** Id of the last message shown, when there are older ones. */
  readonly next: string | undefined;
  readonly isFirst: boolean;
}

/** E-mails and SMS as they would have left: for trying the program out, never where real people are written to. */
export function outboxPage(context: PageContext, { messages, next, isFirst }: OutboxPageOptions): Html {
  const { t } = context;
  return sitePage(
    context,
    t('site.outbox'),
    html`<h1 class="govuk-heading-l">${t('site.outbox')}</h1>
<p class="govuk-body">${t('home.outbox.text')}</p>
${
  messages.length === 0
    ? emptyState(context, { title: t('home.outbox.none'), content: t('home.outbox.noneText') })
    : html`<ol class="app-messages">${messages.map((message) => messageItem(context, message))}</ol>`
}${
  (next !== undefined || !isFirst) &&
  pagination(context, {
    ...(isFirst ? {} : { previous: context.href('/outbox'), previousLabel: t('home.outbox.newest') }),
    ...(next === undefined ? {} : { next: context.href(`/outbox?before=${next}`), nextLabel: t('home.outbox.older') }),
  })
}`,
    { variant: 'citizen' },
  );
}

const messageItem = (context: PageContext, message: OutboxRow): Html =>
  html`<li class="app-messages__item"><p class="app-messages__head">${tag(context.t(`home.outbox.${message.channel}`))}<span>${context.t('home.outbox.to')} ${code(message.recipient)}</span><span>${moment(context, message.createdAt)}</span>${
    message.sentAt !== null && html`<span>${context.t('home.outbox.sent')}</span>`
  }</p>${message.subject !== null && html`<h2 class="app-messages__subject">${message.subject}</h2>`}<p class="app-messages__body">${linked(message.body)}</p></li>`;

/** Addresses in a message can be followed. */
function linked(body: string): Html {
  return html`${body.split(/(https?:\/\/[^\s，。；）)]+)/).map((part, index) => (index % 2 === 1 ? html`<a class="govuk-link" href="${part}">${part}</a>` : part))}`;
}

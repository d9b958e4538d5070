import type { StoredEvent } from '../../audit/index.ts';
import { type Html, html } from '../../html.ts';
import { timeline } from '../../views/case.ts';
import { radios } from '../../views/choices.ts';
import type { PageContext } from '../../views/context.ts';
import { button, form } from '../../views/form.ts';
import { type SummaryRow, summaryList, table } from '../../views/lists.ts';
import { sitePage } from '../../views/site.ts';
import { details, moment, notificationBanner, tag } from '../../views/text.ts';
import type { OpenSession, Viewer } from '../sessions.ts';
import { deviceOf } from './device.ts';
import './mistakes.ts';

export type AccountNotice = 'password' | 'second-factor' | 'second-factor-removed' | 'session' | 'sessions' | 'language' | 'party';

export interface AccountPageOptions {
  readonly viewer: Viewer;
  readonly sessions: readonly OpenSession[];
  /** Newest first. */
  readonly events: readonly StoredEvent[];
  readonly notice?: AccountNotice;
}

/** Everything about one's own account: how it is kept safe, who is signed in where, what was done with it. */
export function accountPage(context: PageContext, options: AccountPageOptions): Html {
  const { t } = context;
  const { viewer } = options;
  const rows: readonly SummaryRow[] = [
    { key: t('auth.name'), value: viewer.displayName },
    { key: t('auth.email'), value: viewer.email },
    {
      key: t('auth.password'),
      value: t(viewer.hasPassword ? 'auth.account.passwordSet' : 'auth.account.passwordNone'),
      actions: [
        {
          text: t(viewer.hasPassword ? 'auth.account.change' : 'auth.account.set'),
          href: context.href('/account/password'),
          about: t('auth.password'),
        },
      ],
    },
    {
      key: t('auth.account.secondFactor'),
      value: viewer.hasSecondFactor ? tag(t('auth.account.on'), 'good') : html`${t('auth.account.off')} ${t('auth.account.offText')}`,
      actions: [
        {
          text: t(viewer.hasSecondFactor ? 'auth.account.turnOff' : 'auth.account.turnOn'),
          href: context.href('/account/second-factor'),
          about: t('auth.account.secondFactor'),
        },
      ],
    },
    {
      key: t('auth.passkeys.title'),
      value: t('auth.passkeys.short'),
      actions: [{ text: t('auth.account.manage'), href: context.href('/account/passkeys'), about: t('auth.passkeys.title') }],
    },
    ...(viewer.personId === undefined
      ? [
          {
            key: t('auth.account.parties'),
            value: t('auth.account.partiesText'),
            actions: [{ text: t('auth.account.manage'), href: context.href('/account/parties'), about: t('auth.account.parties') }],
          },
        ]
      : []),
  ];
  return sitePage(
    context,
    t('auth.account.title'),
    html`${options.notice !== undefined && notificationBanner(context, { kind: 'success', content: t(`auth.account.done.${options.notice}`) })}<h1 class="govuk-heading-l">${t('auth.account.title')}</h1>
<div class="app-columns"><div>
${summaryList(rows)}
<h2 class="govuk-heading-m">${t('auth.account.sessions')}</h2>
${sessionTable(context, options)}
</div><div>
<section class="app-aside">${form(context, {
      action: context.href('/account/language'),
      content: html`${radios(context, {
        name: 'language',
        legend: t('auth.language'),
        legendSize: 's',
        hint: t('auth.account.languageHint'),
        isSmall: true,
        value: viewer.language,
        items: [
          { value: 'zh-CN', text: html`<span lang="zh-CN">中文</span>` },
          { value: 'en', text: html`<span lang="en">English</span>` },
        ],
      })}${button({ text: t('auth.account.keep'), kind: 'secondary' })}`,
    })}</section>
</div></div>
<h2 class="govuk-heading-m">${t('auth.account.activity')}</h2>
<p class="govuk-body app-quiet">${t('auth.account.activityText')}</p>
${activity(context, options.events)}`,
    { variant: 'citizen' },
  );
}

function sessionTable(context: PageContext, { viewer, sessions }: AccountPageOptions): Html {
  const { t } = context;
  const others = sessions.filter((session) => session.id !== viewer.sessionId);
  return html`${table({
    caption: t('auth.account.sessions'),
    isCaptionHidden: true,
    isCompact: true,
    head: [t('auth.account.device'), t('auth.account.since'), t('auth.account.lastSeen'), t('auth.account.act')],
    rows: sessions.map((session) => [
      deviceOf(session.userAgent) ?? t('auth.account.deviceUnknown'),
      moment(context, session.createdAt),
      moment(context, session.lastSeenAt),
      session.id === viewer.sessionId
        ? tag(t('auth.account.here'))
        : form(context, {
            action: context.href(`/account/sessions/${session.id}/end`),
            classes: 'app-inline-form',
            content: button({ text: t('auth.account.end'), kind: 'secondary' }),
          }),
    ]),
  })}${
    others.length > 1 &&
    form(context, {
      action: context.href('/account/sessions/end'),
      content: button({ text: t('auth.account.endOthers'), kind: 'secondary' }),
    })
  }`;
}

function activity(context: PageContext, events: readonly StoredEvent[]): Html {
  const { t } = context;
  const items = events.map((event) => {
    const key = `auth.activity.${event.kind}`;
    const by = event.payload?.by;
    return {
      title: t.has(key) ? t.loose(key) : event.kind,
      at: event.at,
      ...(typeof by === 'string' && t.has(`auth.activity.by.${by}`) ? { content: t.loose(`auth.activity.by.${by}`) } : {}),
      ...(event.kind === 'account-locked' ? { tone: 'late' as const } : {}),
    };
  });
  const shown = 5;
  return html`${timeline(context, items.slice(0, shown))}${
    items.length > shown && details({ summary: t('auth.account.earlier'), content: timeline(context, items.slice(shown)) })
  }`;
}

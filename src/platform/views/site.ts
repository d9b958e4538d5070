import { type Html, html } from '../html.ts';
import type { PageContext } from './context.ts';
import { type LayoutOptions, layout } from './layout.ts';
import type texts from './locales/zh-CN.json';
import type { NavigationItem } from './navigation.ts';

declare module '../i18n/index.ts' {
  interface TextFiles {
    site: typeof texts;
  }
}

type Way = readonly [key: 'services' | 'registers' | 'verify' | 'organisation' | 'desk' | 'cases' | 'tasks' | 'account', path: string];

const PUBLIC: readonly Way[] = [
  ['services', '/services'],
  ['registers', '/registers'],
  ['verify', '/verify'],
  ['organisation', '/organisation'],
];
const PARTY: readonly Way[] = [['cases', '/cases'], ['tasks', '/tasks'], ...PUBLIC, ['account', '/account']];
const OFFICER: readonly Way[] = [['desk', '/desk'], ...PUBLIC, ['account', '/account']];

/** A page of this site in its frame: the main ways for whoever looks, signing in and out, the notice that example data is loaded. */
export function sitePage(context: PageContext, title: string, content: Html, options: LayoutOptions = {}): Html {
  const { t, user, ministry } = context;
  const ways = user === undefined ? PUBLIC : user.isOfficer ? OFFICER : PARTY;
  const path = context.path.split('?')[0] ?? '/';
  const navigation = ways.map(([key, address]): NavigationItem => {
    const current = path === address ? 'page' : path.startsWith(`${address}/`) ? 'section' : undefined;
    return { text: t(`site.${key}`), href: context.href(address), ...(current === undefined ? {} : { current }) };
  });
  const footerLinks = [
    { text: t('site.about'), href: context.href('/about') },
    { text: t('site.help'), href: context.href('/help') },
    { text: t('site.accessibility'), href: context.href('/accessibility') },
    ...(ministry.hasExamples === true ? [{ text: t('site.outbox'), href: context.href('/outbox') }] : []),
  ];
  return layout(context, title, content, {
    navigation,
    footerLinks,
    signOut: '/sign-out',
    signIn: '/sign-in',
    ...(ministry.hasExamples === true ? { phase: { tag: t('site.examples'), text: html`${t('site.examplesText')}` } } : {}),
    ...options,
  });
}

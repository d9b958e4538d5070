import { asset } from '../assets/manifest.ts';
import { attributes, type Content, type Html, html } from '../html.ts';
import type { PageContext } from './context.ts';
import { classes } from './field.ts';
import { form } from './form.ts';
import { keyboardHelp } from './keyboard-help.ts';
import { type Link, languageNavigation, type NavigationItem, phaseBanner, serviceNavigation, skipLink } from './navigation.ts';

export interface LayoutOptions {
  /** `citizen` (18 px, narrow) or `officer` (15 px, the whole width). Officer for whoever holds a post, unless said. */
  readonly variant?: 'citizen' | 'officer' | undefined;
  /** The main ways of the site, under the ministry's bar. */
  readonly navigation?: readonly NavigationItem[] | undefined;
  /** Breadcrumbs or a back link. */
  readonly before?: Html | undefined;
  /** The page tells of mistakes: its title says so first. */
  readonly hasErrors?: boolean | undefined;
  /** A line above everything: that example data is loaded. */
  readonly phase?: { readonly tag: Content; readonly text: Content } | undefined;
  readonly footerLinks?: readonly Link[] | undefined;
  /** Scripts of this page alone, by the names of `src/platform/assets/islands/`. */
  readonly islands?: readonly string[] | undefined;
  /** Where signing out posts; nothing is shown without a user. */
  readonly signOut?: string | undefined;
  readonly signIn?: string | undefined;
}

/** A whole page. `title` is the page's own; the ministry's name follows it in the browser's tab. */
export function layout(context: PageContext, title: string, content: Html, options: LayoutOptions = {}): Html {
  const { t, language, ministry } = context;
  const variant = options.variant ?? (context.user?.isOfficer === true ? 'officer' : 'citizen');
  const name = ministry.name[language];
  const heading = `${options.hasErrors === true ? t('views.errorTitle') : ''}${title === '' || title === name ? name : `${title} - ${name}`}`;
  return html`<!DOCTYPE html>
<html lang="${context.locale ?? language}" class="${classes('govuk-template app-template', `app-template--${variant}`)}">
<head>
<meta charset="utf-8">
<title>${heading}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${asset('favicon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${asset('fonts.css')}">
<link rel="stylesheet" href="${asset('mandate.css')}">
<link rel="stylesheet" href="/assets/brand.css">
</head>
<body class="govuk-template__body">
<script nonce="${context.nonce}">document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');</script>
${skipLink(context)}
<header class="govuk-template__header">${ministryBar(context, options)}${
    options.navigation !== undefined && options.navigation.length > 0 && serviceNavigation(context, { items: options.navigation })
  }${options.phase && phaseBanner(options.phase)}</header>
<div class="govuk-width-container">${options.before}
<main class="govuk-main-wrapper" id="main-content">
${content}
</main>
</div>
<footer class="govuk-template__footer">${footer(context, options.footerLinks ?? [])}</footer>
${variant === 'officer' && keyboardHelp(context)}
<script type="module" nonce="${context.nonce}" src="${asset('start.js')}"></script>
${options.islands?.map((island) => html`<script type="module"${attributes({ nonce: context.nonce })} src="${asset(`islands/${island}.js`)}"></script>`)}
</body>
</html>`;
}

/** The ministry's bar: its name, the other language, who is signed in. */
function ministryBar(context: PageContext, options: LayoutOptions): Html {
  const { t, language, ministry, user } = context;
  const other = language === 'en' ? 'zh-CN' : 'en';
  return html`<div class="app-bar"><div class="govuk-width-container app-bar__container">
<a class="app-bar__home" href="${context.href('/')}"><span class="app-bar__name">${ministry.name[language]}</span><span class="app-bar__other" lang="${other}">${ministry.name[other]}</span></a>
<div class="app-bar__end">${languageNavigation(context)}${
    user &&
    html`<div class="app-bar__user"><span class="govuk-visually-hidden">${t('views.signedInAs')} </span>${user.displayName}${
      options.signOut !== undefined &&
      form(context, {
        action: context.href(options.signOut),
        classes: 'app-bar__sign-out',
        content: html`<button type="submit" class="app-bar__button">${t('views.signOut')}</button>`,
      })
    }</div>`
  }${user === undefined && options.signIn !== undefined && html`<a class="app-bar__link" href="${context.href(options.signIn)}">${t('views.signIn')}</a>`}</div>
</div></div>`;
}

function footer(context: PageContext, links: readonly Link[]): Html {
  const { t, language, ministry } = context;
  return html`<div class="govuk-footer"><div class="govuk-width-container"><div class="govuk-footer__meta"><div class="govuk-footer__meta-item govuk-footer__meta-item--grow"><h2 class="govuk-visually-hidden">${t('views.footer')}</h2>${
    links.length > 0 &&
    html`<ul class="govuk-footer__inline-list">${links.map(
      (link) => html`<li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href="${link.href}">${link.text}</a></li>`,
    )}</ul>`
  }<p class="app-footer__name">${ministry.name[language]}</p><p class="app-footer__print">${t('views.printed', { address: context.href(context.path), date: context.formatDateTime(context.now) })}</p></div></div></div></div>`;
}

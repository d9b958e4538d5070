import type { MinistryFile } from '../../organisation/index.ts';
import { code, type Html, html, type PageContext, section, sitePage, summaryList } from '../../platform/views/index.ts';

/** What this site is, whose data it shows, and how programs get them. */
export function aboutPage(
  context: PageContext,
  { ministry, version }: { readonly ministry: MinistryFile; readonly version: string },
): Html {
  const { t, language } = context;
  const paragraphs = (key: 'what' | 'authority' | 'trust'): Html => html`<p class="govuk-body">${t(`home.about.${key}.text`)}</p>`;
  return sitePage(
    context,
    t('site.about'),
    html`<h1 class="govuk-heading-l">${t('site.about')}</h1>
${section({ title: t('home.about.what.title'), content: paragraphs('what') })}
${section({ title: t('home.about.authority.title'), content: html`${paragraphs('authority')}<p class="govuk-body"><a class="govuk-link" href="${context.href('/organisation')}">${t('site.organisation')}</a></p>` })}
${section({ title: t('home.about.trust.title'), content: html`${paragraphs('trust')}<p class="govuk-body"><a class="govuk-link" href="/.well-known/jwks.json">${t('home.about.keys')}</a></p>` })}
${section({
  title: t('home.about.machines.title'),
  content: html`<p class="govuk-body">${t('home.about.machines.text')}</p><p class="govuk-body"><a class="govuk-link" href="/api/openapi.json">${t('site.api')}</a></p>`,
})}
${section({
  title: t('home.about.facts'),
  content: summaryList([
    { key: t('home.about.name'), value: ministry.name[language] },
    ...(ministry.seat === undefined ? [] : [{ key: t('home.about.seat'), value: ministry.seat[language] }]),
    { key: t('home.about.version'), value: code(version) },
    { key: t('home.about.data'), value: t(context.ministry.hasExamples === true ? 'home.about.examples' : 'home.about.noExamples') },
  ]),
})}`,
    { variant: 'citizen' },
  );
}

const QUESTIONS = ['account', 'link', 'party', 'draft', 'time', 'wrong', 'genuine'] as const;

/** The questions that come most, each with its answer, and whom to ask. */
export function helpPage(context: PageContext, { ministry }: { readonly ministry: MinistryFile }): Html {
  const { t, language } = context;
  return sitePage(
    context,
    t('site.help'),
    html`<h1 class="govuk-heading-l">${t('site.help')}</h1>
${QUESTIONS.map((question) =>
  section({
    title: t(`home.help.${question}.question`),
    id: question,
    content: html`<p class="govuk-body">${t(`home.help.${question}.answer`)}</p>`,
  }),
)}
${section({
  title: t('home.help.ask'),
  content: html`<p class="govuk-body">${t('home.help.askText')}</p>${
    ministry.seat !== undefined && html`<p class="govuk-body">${ministry.name[language]}<br>${ministry.seat[language]}</p>`
  }`,
})}`,
    { variant: 'citizen' },
  );
}

const STATEMENTS = ['standard', 'keyboard', 'script', 'print', 'limits', 'tell'] as const;

/** What was done so that everybody can use the site, what is not reached, whom to tell. */
export const accessibilityPage = (context: PageContext): Html =>
  sitePage(
    context,
    context.t('site.accessibility'),
    html`<h1 class="govuk-heading-l">${context.t('site.accessibility')}</h1>
${STATEMENTS.map((statement) =>
  section({
    title: context.t(`home.accessibility.${statement}.title`),
    content: html`<p class="govuk-body">${context.t(`home.accessibility.${statement}.text`)}</p>`,
  }),
)}`,
    { variant: 'citizen' },
  );

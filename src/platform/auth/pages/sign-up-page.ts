import { type Html, html } from '../../html.ts';
import { radios } from '../../views/choices.ts';
import type { PageContext } from '../../views/context.ts';
import { button, form } from '../../views/form.ts';
import { input } from '../../views/inputs.ts';
import { backLink } from '../../views/navigation.ts';
import { sitePage } from '../../views/site.ts';
import { type Mistake, mistakeOf, mistakeSummary } from './mistakes.ts';

export interface SignUpPageOptions {
  readonly name?: string;
  readonly email?: string;
  readonly language: 'zh-CN' | 'en';
  readonly mistakes?: readonly Mistake[];
}

/** A new account: who, and where the link goes. */
export function signUpPage(context: PageContext, options: SignUpPageOptions): Html {
  const { t } = context;
  const mistakes = options.mistakes ?? [];
  return sitePage(
    context,
    t('auth.signUp.title'),
    html`${mistakeSummary(context, mistakes)}<h1 class="govuk-heading-l">${t('auth.signUp.title')}</h1>
<p class="govuk-body">${t('auth.signUp.text')}</p>
<div class="app-form">${form(context, {
      action: context.href('/sign-up'),
      content: html`${input(context, {
        name: 'name',
        label: t('auth.name'),
        hint: t('auth.signUp.nameHint'),
        autocomplete: 'name',
        maxLength: 60,
        value: options.name,
        error: mistakeOf(mistakes, 'name'),
      })}${input(context, {
        name: 'email',
        label: t('auth.email'),
        hint: t('auth.signUp.emailHint'),
        type: 'email',
        autocomplete: 'email',
        spellcheck: false,
        value: options.email,
        error: mistakeOf(mistakes, 'email'),
      })}${radios(context, {
        name: 'language',
        legend: t('auth.language'),
        legendSize: 's',
        isInline: true,
        value: options.language,
        items: [
          { value: 'zh-CN', text: html`<span lang="zh-CN">中文</span>` },
          { value: 'en', text: html`<span lang="en">English</span>` },
        ],
      })}${button({ text: t('auth.signUp.submit') })}`,
    })}</div>`,
    { before: backLink(context, context.href('/sign-in')), hasErrors: mistakes.length > 0 },
  );
}

import type { Language, Translator } from '../i18n/index.ts';
import type { LanguagePack } from '../i18n/packs.ts';

/** The ministry as its pages name it. `brand` colours are the style sheet's; the folder of the ministry says which. */
export interface Ministry {
  readonly name: Readonly<Record<Language, string>>;
  /** Short form for the browser's title and narrow screens. */
  readonly shortName?: Readonly<Record<Language, string>>;
  /** The ministry's first language: its addresses carry no prefix. */
  readonly language?: Language;
  /** Languages that the ministry adds, or says in its own words. */
  readonly packs?: readonly LanguagePack[];
  /** Fictitious parties and cases are loaded: every page says so. */
  readonly hasExamples?: boolean;
  /** People may sign in through the ministry's own identity provider. */
  readonly hasIdentityProvider?: boolean;
}

/** What every page is drawn from; made for each request. */
export interface PageContext {
  readonly t: Translator;
  /** In which of the two languages the ministry's data are read. */
  readonly language: Language;
  /** The language of the page's texts, where it is one that the ministry adds. */
  readonly locale?: string | undefined;
  readonly nonce: string;
  /** The address asked for, with its query, without the language's prefix. */
  readonly path: string;
  readonly csrfToken?: string;
  readonly user?: { readonly displayName: string; readonly isOfficer: boolean } | undefined;
  readonly today: Temporal.PlainDate;
  readonly now: Temporal.Instant;
  readonly ministry: Ministry;
  readonly formatDate: (date: Temporal.PlainDate) => string;
  readonly formatDateTime: (instant: Temporal.Instant) => string;
  readonly formatNumber: (value: number | bigint) => string;
  /** An address of this site in the language of the page. */
  readonly href: (path: string) => string;
}

/** What components with words of their own need. */
export type Words = Pick<PageContext, 't'>;

import { type Html, html, type PageContext } from '../../platform/views/index.ts';
import type { OfficeHolder } from '../organisation.ts';

/** Who holds a post, those who act marked; both, and that it may be either, where the source leaves two. */
export function holderWords(context: PageContext, holders: readonly OfficeHolder[]): Html | undefined {
  if (holders.length === 0) return undefined;
  const { t, language } = context;
  const names = holders.map((each) => `${each.name[language]}${each.mode === 'acting' ? t('organisation.holder.acting') : ''}`);
  const isOpen = holders.some((each) => each.certainty === 'perhaps');
  return html`${names.join(isOpen ? t('organisation.holder.or') : t('organisation.comma'))}${isOpen && html`<br><span class="app-law">${t('organisation.holder.either')}</span>`}`;
}

/** A place in the Party Leadership Group, as the files write it. */
export const groupWords = (context: PageContext, group: string | null): string =>
  context.t.has(`organisation.leaders.${group ?? 'none'}`) ? context.t.loose(`organisation.leaders.${group ?? 'none'}`) : (group ?? '');

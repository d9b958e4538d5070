import type { LocalText } from './model.ts';
import type { Sources } from './view.ts';

/**
 * Where an institution goes beyond a general rule of the law that an approved plan may set aside: it warns and does not refuse
 * (State Council Order 227 (1997), art. 21: one chief and two deputies of a bureau).
 */
export function establishmentWarnings({ organisation, plan }: Sources, institution: string, on: Temporal.PlainDate): readonly LocalText[] {
  return (plan.establishment.generalRules ?? []).flatMap(({ rank, perInstitution, basis }) => {
    const filled = organisation
      .postsOf(institution, on)
      .filter((post) => post.rank === rank && organisation.holderOfPost(post.code, on) !== undefined).length;
    if (filled <= perInstitution) return [];
    return [
      {
        'zh-CN': `该级别已有${filled}人任职，一般规则为${perInstitution}名（${basis['zh-CN']}）；以批准的方案为准。`,
        en: `${filled} posts of this rank are filled; the general rule is ${perInstitution} (${basis.en}). The approved plan decides.`,
      },
    ];
  });
}

import type { LocalText, Post } from './model.ts';
import type { Sources } from './view.ts';

/**
 * Where an institution goes beyond a general rule of the law that an approved plan may set aside: it warns and does not refuse
 * (State Council Order 227 (1997), art. 21: one chief and two deputies of a bureau).
 *
 * @param coming a post that is about to be filled: then the warning is of what that would make
 */
export function establishmentWarnings(
  { organisation, plan }: Sources,
  institution: string,
  on: Temporal.PlainDate,
  coming?: Pick<Post, 'code' | 'rank'>,
): readonly LocalText[] {
  return (plan.establishment.generalRules ?? []).flatMap(({ rank, perInstitution, basis }) => {
    const others = organisation
      .postsOf(institution, on)
      .filter((post) => post.rank === rank && post.code !== coming?.code && organisation.holderOfPost(post.code, on) !== undefined).length;
    const filled = others + (coming?.rank === rank ? 1 : 0);
    if (filled <= perInstitution || (coming !== undefined && coming.rank !== rank)) return [];
    return [
      {
        'zh-CN': `该级别已有${filled}人任职，一般规则为${perInstitution}名（${basis['zh-CN']}）；以批准的方案为准。`,
        en: `${filled} posts of this rank are filled; the general rule is ${perInstitution} (${basis.en}). The approved plan decides.`,
      },
    ];
  });
}

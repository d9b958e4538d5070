import type { Because, Deed, Holding, Institution, LocalText, Mandate, Post, Seat } from './model.ts';
import { roleWords } from './words.ts';

/** What an allowed act stands on: the seat, its post and institution, the function that it holds. */
export interface Grounds {
  readonly seat: Seat;
  readonly holding: Holding;
  readonly deed: Deed;
  readonly post: Post;
  readonly institution: Institution;
  readonly mandate: Mandate;
  readonly at: Temporal.Instant;
}

/** The chain that allows an act, link by link, in both languages: it is kept with the act for ever. */
export function becauseOf({ seat, holding, deed, post, institution, mandate, at }: Grounds): Because {
  const since = holding.valid.from ?? '';
  const sat: LocalText = seat.lent
    ? {
        'zh-CN': `受委托行使${post.title['zh-CN']}的职权（自${seat.valid.from ?? ''}）`,
        en: `acts by delegation for the ${post.title.en} (since ${seat.valid.from ?? ''})`,
      }
    : {
        'zh-CN': `任${post.title['zh-CN']}（自${seat.valid.from ?? ''}）`,
        en: `holds the post ${post.title.en} (since ${seat.valid.from ?? ''})`,
      };
  return {
    appointment: seat.appointmentId,
    post: { code: post.code, title: post.title },
    institution: { code: institution.code, name: institution.name },
    mandate: { code: mandate.code, title: mandate.title, basis: mandate.basis, since },
    instrument: holding.instrument,
    ...(seat.lent ? { via: 'delegation' as const } : {}),
    decidedAt: at.toString(),
    chain: [
      sat,
      { 'zh-CN': `该职务属于${institution.name['zh-CN']}`, en: `the post belongs to the ${institution.name.en}` },
      {
        'zh-CN': `该机构自${since}起承担“${mandate.title['zh-CN']}”（${holding.instrument['zh-CN']}）`,
        en: `which holds the function "${mandate.title.en}" since ${since} (${holding.instrument.en})`,
      },
      { 'zh-CN': `该职责的依据：${mandate.basis['zh-CN']}`, en: `by law: ${mandate.basis.en}` },
      { 'zh-CN': `该职务可以${roleWords(deed.role)['zh-CN']}`, en: `and the post may ${roleWords(deed.role).en}` },
    ],
  };
}

import type { LocalText } from './model.ts';
import type { Leader, People } from './schemas.ts';

/** The code of a person whom the files name: `leader-jin-zhuanglong`. */
export const leaderCode = (name: LocalText): string =>
  `leader-${name.en
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}`;

/** The part of the code that addresses carry. */
export const leaderHandle = (name: LocalText): string => leaderCode(name).slice('leader-'.length);

export const findLeader = ({ leaders }: People, handle: string): Leader | undefined =>
  leaders.find((each) => leaderHandle(each.name) === handle);

/** Leaders with a post in an institution, in the order of the source. */
export const leadersIn = ({ leaders }: People, institution: string): readonly Leader[] =>
  leaders.filter((each) => each.posts.some((post) => post.institution === institution));

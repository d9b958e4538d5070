import type { LocalText } from './model.ts';
import type { DenialReason } from './rules.ts';

const ROLE_WORDS: Readonly<Record<string, LocalText>> = {
  accept: { 'zh-CN': '受理', en: 'accept' },
  examine: { 'zh-CN': '审查', en: 'examine' },
  review: { 'zh-CN': '审核', en: 'review' },
  countersign: { 'zh-CN': '会签', en: 'countersign' },
  decide: { 'zh-CN': '决定', en: 'decide' },
  sign: { 'zh-CN': '签发', en: 'sign' },
};

export const roleWords = (role: string): LocalText => ROLE_WORDS[role] ?? { 'zh-CN': role, en: role };

export interface DenialValues {
  readonly mandate: LocalText;
  readonly role: string;
  /** Holder on that day, where there is one. */
  readonly holder: LocalText | undefined;
  /** The day on which the function left the institution of whoever asks. */
  readonly since: string | undefined;
}

/** A denial in words: these are stored and shown for ever, so they are made of the data of the day, in both languages at once. */
export function denialText(reason: DenialReason, { mandate, role, holder, since }: DenialValues): LocalText {
  const zh = mandate['zh-CN'];
  const { en } = mandate;
  const holds: LocalText =
    holder === undefined
      ? { 'zh-CN': '当日没有机构承担该职责。', en: 'No institution holds it on that day.' }
      : { 'zh-CN': `当日由${holder['zh-CN']}承担。`, en: `It is held by ${holder.en} on that day.` };
  switch (reason) {
    case 'no-post':
      return { 'zh-CN': `您当日没有任职。“${zh}”${holds['zh-CN']}`, en: `You hold no post on that day. Function "${en}": ${holds.en}` };
    case 'lapsed':
      return { 'zh-CN': `您的任职已届满或终止。“${zh}”${holds['zh-CN']}`, en: `Your appointment has ended. Function "${en}": ${holds.en}` };
    case 'no-mandate':
      return {
        'zh-CN': `您所在机构不承担“${zh}”。${holds['zh-CN']}`,
        en: `Your institution does not hold the function "${en}". ${holds.en}`,
      };
    case 'moved':
      return {
        'zh-CN': `“${zh}”${since === undefined ? '' : `自${since}起`}不再由您所在机构承担。${holds['zh-CN']}`,
        en: `The function "${en}" is not held by your institution${since === undefined ? '' : ` since ${since}`}. ${holds.en}`,
      };
    case 'territory':
      return { 'zh-CN': `此事属于另一地区的“${zh}”。${holds['zh-CN']}`, en: `This belongs to another territory of "${en}". ${holds.en}` };
    case 'scope':
      return {
        'zh-CN': `此事不在您所在机构“${zh}”的范围内。${holds['zh-CN']}`,
        en: `This is outside your institution's scope of "${en}". ${holds.en}`,
      };
    case 'role':
      return {
        'zh-CN': `您的职务没有“${zh}”的${roleWords(role)['zh-CN']}权限。${holds['zh-CN']}`,
        en: `Your post may not ${roleWords(role).en} under "${en}". ${holds.en}`,
      };
    case 'own-case':
      return {
        'zh-CN': '拟办人不得作出决定：您办理过本件较早的环节。',
        en: 'Whoever drafted may not decide: you took an earlier step of this case.',
      };
    case 'recused':
      return { 'zh-CN': '您已就本件或该当事人回避。', en: 'You are recused from this case or this party.' };
    default:
      return { 'zh-CN': '本件的密级高于您的涉密等级。', en: 'The secrecy grade of this case is above your clearance.' };
  }
}

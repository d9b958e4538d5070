/**
 * What IDNA2008 asks of a code point, from the Unicode properties that the runtime has; the few that regular expressions lack (virama,
 * joining type, bidirectional class) are laid out here from the Unicode Character Database 17.
 */
export type CodePointClass = 'PVALID' | 'CONTEXTJ' | 'CONTEXTO' | 'DISALLOWED';

/** RFC 5892, 2.6: code points whose class does not follow from their properties. */
const EXCEPTIONAL_PVALID = /[\u00df\u03c2\u06fd\u06fe\u0f0b\u3007]/u;
const EXCEPTIONAL_CONTEXTO = /[\u00b7\u0375\u05f3\u05f4\u30fb\u0660-\u0669\u06f0-\u06f9]/u;
const EXCEPTIONAL_DISALLOWED = /[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]/u;
const JOIN_CONTROL = /[\u200c\u200d]/u;
const UNASSIGNED = /\p{Cn}/u;
/** Hangul syllables of type L, V and T. */
const OLD_HANGUL_JAMO = /[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7c6\ud7cb-\ud7fb]/u;
/** Unstable under normalisation and case folding (2.2), and what is ignored (2.3). */
const UNSTABLE = /\p{Changes_When_NFKC_Casefolded}/u;
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Noncharacter_Code_Point}]/u;
/** Combining marks for symbols, musical symbols, ancient Greek musical notation (2.4). */
const IGNORABLE_BLOCKS = /[\u20d0-\u20ff\u{1d100}-\u{1d1ff}\u{1d200}-\u{1d24f}]/u;
const LETTERS_DIGITS = /[\p{Ll}\p{Lu}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}]/u;

/** The derived property of RFC 5892, 3. */
export function classOf(character: string): CodePointClass {
  if (EXCEPTIONAL_PVALID.test(character)) return 'PVALID';
  if (EXCEPTIONAL_CONTEXTO.test(character)) return 'CONTEXTO';
  if (EXCEPTIONAL_DISALLOWED.test(character) || UNASSIGNED.test(character)) return 'DISALLOWED';
  if (/^[a-z0-9-]$/.test(character)) return 'PVALID';
  if (JOIN_CONTROL.test(character)) return 'CONTEXTJ';
  if (OLD_HANGUL_JAMO.test(character) || UNSTABLE.test(character)) return 'DISALLOWED';
  if (IGNORABLE.test(character) || IGNORABLE_BLOCKS.test(character)) return 'DISALLOWED';
  return LETTERS_DIGITS.test(character) ? 'PVALID' : 'DISALLOWED';
}

/** Ranges `first-last` or single code points in hexadecimal, as a set to ask. */
function setOf(ranges: string): (character: string) => boolean {
  const pairs = ranges.split(' ').map((range) => {
    const [first = '', last = first] = range.split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
  });
  return (character) => {
    const point = character.codePointAt(0) as number;
    return pairs.some(([first, last]) => point >= first && point <= last);
  };
}

/** Canonical combining class 9. */
export const isVirama = setOf(
  '94D 9CD A4D ACD B4D BCD C4D CCD D3B-D3C D4D DCA E3A EBA F84 1039-103A 1714-1715 1734 17D2 1A60 1B44 1BAA-1BAB 1BF2-1BF3 2D7F A806 A82C A8C4 A953 A9C0 AAF6 ABED 10A3F 11046 11070 1107F 110B9 11133-11134 111C0 11235 112EA 1134D 113CE-113D0 11442 114C2 115BF 1163F 116B6 1172B 11839 1193D-1193E 119E0 11A34 11A47 11A99 11C3F 11D44-11D45 11D97 11F41-11F42 1612F',
);

const joinsLeft = setOf('A872 10ACD 10AD7 10D00 10FCB');
const joinsRight = setOf(
  '622-625 627 629 62F-632 648 671-673 675-677 688-699 6C0 6C3-6CB 6CD 6CF 6D2-6D3 6D5 6EE-6EF 710 715-719 71E 728 72A 72C 72F 74D 759-75B 76B-76C 771 773-774 778-779 840 846-847 849 854 856-858 867 869-86A 870-882 88E 8AA-8AC 8AE 8B1-8B2 8B9 10AC5 10AC7 10AC9-10ACA 10ACE-10AD2 10ADD 10AE1 10AE4 10AEF 10B81 10B83-10B85 10B89 10B8C 10B8E-10B8F 10B91 10BA9-10BAC 10D22 10EC2 10F33 10F54 10F74-10F75 10FB4-10FB6 10FB9-10FBA 10FBD 10FC2-10FC3 10FC9',
);
const joinsBoth = setOf(
  '620 626 628 62A-62E 633-63F 641-647 649-64A 66E-66F 678-687 69A-6BF 6C1-6C2 6CC 6CE 6D0-6D1 6FA-6FC 6FF 712-714 71A-71D 71F-727 729 72B 72D-72E 74E-758 75C-76A 76D-770 772 775-777 77A-77F 7CA-7EA 841-845 848 84A-853 855 860 862-865 868 886 889-88D 88F 8A0-8A9 8AF-8B0 8B3-8B8 8BA-8C8 1807 1820-1878 1887-18A8 18AA A840-A871 10AC0-10AC4 10AD3-10AD6 10AD8-10ADC 10ADE-10AE0 10AEB-10AEE 10B80 10B82 10B86-10B88 10B8A-10B8B 10B8D 10B90 10BAD-10BAE 10D01-10D21 10D23 10EC3-10EC4 10EC6-10EC7 10F30-10F32 10F34-10F44 10F51-10F53 10F70-10F73 10F76-10F81 10FB0 10FB2-10FB3 10FB8 10FBB-10FBC 10FBE-10FBF 10FC1 10FC4 10FCA 1E900-1E943',
);
const isTransparent = (character: string): boolean => /[\p{Mn}\p{Me}\p{Cf}]/u.test(character) && !JOIN_CONTROL.test(character);

/** Joining type as the rule of the zero-width non-joiner asks for it (RFC 5892, A.1): what joins to both sides is D. */
export function joiningType(character: string): 'T' | 'L' | 'R' | 'D' | 'U' {
  if (isTransparent(character)) return 'T';
  if (joinsBoth(character)) return 'D';
  if (joinsLeft(character)) return 'L';
  return joinsRight(character) ? 'R' : 'U';
}

export type BidiClass = 'L' | 'R' | 'AL' | 'AN' | 'EN' | 'ES' | 'NSM' | 'ON';

/** Blocks written from right to left: Arabic and its kin, then the others (DerivedBidiClass, defaults). */
const inArabicBlocks = setOf('600-7BF 860-8FF FB50-FDFF FE70-FEFF 10D00-10D3F 10EC0-10EFF 10F30-10F6F 1EC70-1ECBF 1ED00-1ED4F 1EE00-1EEFF');
const inRightToLeftBlocks = setOf('590-5FF 7C0-85F FB1D-FB4F 10800-10FFF 1E800-1EFFF');
const isArabicNumber = setOf('660-669 10D30-10D39 10D40-10D49 10E60-10E7E');
const isEuropeanNumber = setOf('30-39 6F0-6F9');
/** Permitted characters without a direction of their own; the joiners, class BN, are treated alike by the rule. */
const isNeutral = setOf('B7 2B9-2BA 2C6-2CF 2EC 375 2E2F 30FB A67F A717-A71F A788 200C-200D');

/** Marks that are written as letters of their own: direction L. */
const isStandingMark = setOf('CBF CC6 11A07-11A08 11C3F');

/** Bidirectional class of a code point that IDNA2008 permits. */
export function bidiClass(character: string): BidiClass {
  if (isEuropeanNumber(character)) return 'EN';
  if (character === '-') return 'ES';
  if (isArabicNumber(character)) return 'AN';
  if (/[\p{Mn}\p{Me}]/u.test(character)) return isStandingMark(character) ? 'L' : 'NSM';
  if (isNeutral(character)) return 'ON';
  if (inArabicBlocks(character)) return 'AL';
  return inRightToLeftBlocks(character) ? 'R' : 'L';
}

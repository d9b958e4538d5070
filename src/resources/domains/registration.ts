import { bidiClass, classOf, isVirama, joiningType } from './code-points.ts';
import { decodePunycode, encodePunycode } from './punycode.ts';

export type NameReason =
  | 'empty_label'
  | 'label_too_long'
  | 'name_too_long'
  | 'not_normalised'
  | 'hyphen'
  | 'initial_combining_mark'
  | 'code_point'
  | 'context'
  | 'bidi'
  | 'a_label';

export interface RegistrableName {
  readonly valid: boolean;
  readonly reasons: readonly NameReason[];
  readonly a_label?: string;
  readonly u_label?: string;
  /** The label that is refused, and its reason's code point where there is one. */
  readonly at?: { readonly label: string; readonly character?: string };
}

class Refused extends Error {
  readonly reason: NameReason;
  readonly at: { readonly label: string; readonly character?: string };
  constructor(reason: NameReason, label: string, character?: string) {
    super(reason);
    this.reason = reason;
    this.at = character === undefined ? { label } : { label, character };
  }
}

const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;

/** The ideographic and full-width full stops separate labels as the point does (RFC 3490, 3.1; UTS 46, 2.3). */
const DOTS = /[.\u3002\uff0e\uff61]/u;

/**
 * Whether a name may be registered (IDNA2008: RFC 5890 to 5893, with the letter-digit-hyphen rule for its ASCII labels).
 *
 * Nothing is mapped: full-width letters, capitals outside ASCII and unnormalised text are refused, as a registry must.
 */
export function checkRegistration(input: string): RegistrableName {
  try {
    const labels = input.split(DOTS);
    const root = labels.length > 1 && labels.at(-1) === '' ? '.' : '';
    if (root !== '') labels.pop();
    const pairs = labels.map(readLabel);
    const a_label = pairs.map(([a]) => a).join('.');
    if (a_label.length > LONGEST_NAME) throw new Refused('name_too_long', input);
    return { valid: true, reasons: [], a_label: a_label + root, u_label: pairs.map(([, u]) => u).join('.') + root };
  } catch (error) {
    if (error instanceof Refused) return { valid: false, reasons: [error.reason], at: error.at };
    throw error;
  }
}

/** A-label and U-label of a label; an ASCII label is both. */
function readLabel(label: string): readonly [a: string, u: string] {
  if (label === '') throw new Refused('empty_label', label);
  const isAscii = /^[\0-\x7f]*$/.test(label);
  const lower = isAscii ? label.toLowerCase() : label;
  if (lower.length > LONGEST_LABEL) throw new Refused('label_too_long', label);
  if (!lower.startsWith('xn--')) {
    checkLabel(lower);
    const a = isAscii ? lower : `xn--${encodePunycode(lower)}`;
    if (a.length > LONGEST_LABEL) throw new Refused('label_too_long', label);
    return [a, lower];
  }
  const decoded = lower.endsWith('-') ? undefined : decodePunycode(lower.slice(4));
  if (decoded === undefined || /^[\0-\x7f]*$/.test(decoded)) throw new Refused('a_label', label);
  checkLabel(decoded);
  if (`xn--${encodePunycode(decoded)}` !== lower) throw new Refused('a_label', label);
  return [lower, decoded];
}

function checkLabel(label: string): void {
  if (label.normalize('NFC') !== label) throw new Refused('not_normalised', label);
  const characters = [...label];
  if ((characters[2] === '-' && characters[3] === '-') || label.startsWith('-') || label.endsWith('-')) throw new Refused('hyphen', label);
  if (/^\p{M}/u.test(label)) throw new Refused('initial_combining_mark', label);
  for (const [i, character] of characters.entries()) {
    const kind = classOf(character);
    if (kind === 'DISALLOWED') throw new Refused('code_point', label, character);
    if (kind === 'CONTEXTJ' && !joinerFits(characters, i)) throw new Refused('context', label, character);
    if (kind === 'CONTEXTO' && !contextFits(characters, i)) throw new Refused('context', label, character);
  }
  checkDirection(label, characters);
}

/** RFC 5892, A.1 and A.2. */
function joinerFits(characters: readonly string[], at: number): boolean {
  const before = characters[at - 1];
  if (before !== undefined && isVirama(before)) return true;
  if (characters[at] !== '\u200c') return false;
  const left = characters.slice(0, at).findLast((character) => joiningType(character) !== 'T');
  const right = characters.slice(at + 1).find((character) => joiningType(character) !== 'T');
  return left !== undefined && right !== undefined && /[LD]/.test(joiningType(left)) && /[RD]/.test(joiningType(right));
}

/** RFC 5892, A.3 to A.9. */
function contextFits(characters: readonly string[], at: number): boolean {
  const before = characters[at - 1];
  const after = characters[at + 1];
  switch (characters[at]) {
    case '\u00b7':
      return before === 'l' && after === 'l';
    case '\u0375':
      return after !== undefined && /\p{Script=Greek}/u.test(after);
    case '\u05f3':
    case '\u05f4':
      return before !== undefined && /\p{Script=Hebrew}/u.test(before);
    case '\u30fb':
      return characters.some((character) => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(character));
    default:
      return /[\u0660-\u0669]/u.test(characters[at] ?? '')
        ? !characters.some((each) => /[\u06f0-\u06f9]/u.test(each))
        : !characters.some((each) => /[\u0660-\u0669]/u.test(each));
  }
}

/** The Bidi rule (RFC 5893, 2), asked of labels that hold right-to-left characters. */
function checkDirection(label: string, characters: readonly string[]): void {
  const classes = characters.map(bidiClass);
  if (!classes.some((each) => each === 'R' || each === 'AL' || each === 'AN')) return;
  const isRightToLeft = classes[0] === 'R' || classes[0] === 'AL';
  if (!isRightToLeft && classes[0] !== 'L') throw new Refused('bidi', label);
  const forbidden = isRightToLeft ? ['L'] : ['R', 'AL', 'AN'];
  if (classes.some((each) => forbidden.includes(each))) throw new Refused('bidi', label);
  const end = classes.findLast((each) => each !== 'NSM') ?? '';
  if (!(isRightToLeft ? ['R', 'AL', 'EN', 'AN'] : ['L', 'EN']).includes(end)) throw new Refused('bidi', label);
  if (classes.includes('EN') && classes.includes('AN')) throw new Refused('bidi', label);
}

import { misread, type Reading } from './reading.ts';

export interface StandardNumber {
  readonly kind: 'standard';
  /** `GB`, an industry's two letters, `DB11`, `T/CCSA`, `Q/…`. */
  readonly prefix: string;
  readonly level: 'national' | 'industry' | 'local' | 'group' | 'enterprise';
  /** `/T`. */
  readonly recommended: boolean;
  /** `/Z`: a guiding technical document. */
  readonly guide: boolean;
  readonly number: string;
  readonly part: string | null;
  readonly year: number;
  readonly warn?: string;
}

/** Codes of industries whose standards are filed with the standardization body (Measures for Industry Standards, 2023). */
const INDUSTRIES = new Set(
  'AQ BB CB CH CJ CY DA DL DZ EJ FZ GA GC GD GH GM GY HB HG HJ HS HY JB JC JG JR JT JY LB LD LS LY MH MR MT MZ NB NY QB QC QJ QX RB SB SC SF SH SJ SL SN SW SY TB TD TY WB WH WJ WM WS WW XB XF YB YC YD YJ YS YY YZ'.split(
    ' ',
  ),
);

const MANDATORY_INDUSTRY = 'industry standards approved after 1 Jan 2018 are recommended only (标准化法 art. 2): expect /T';
const RECOMMENDED_ONLY_FROM = 2018;

const CODE = '(GB|DB[0-9]{2}(?:[0-9]{2})?|[A-Z]{2}|T/[A-Z]{2,8}|Q/[A-Z0-9]{2,12})';
const READ = new RegExp(`^${CODE}(/?)([A-Z]?)( ?)([0-9]+)((?:\\.[0-9]+)*)(?:([-—–−―])([0-9]+))?$`);

/**
 * Reads the number of a standard: code, `/T` or `/Z`, number, part, year (GB/T 1.1-2020; 标准化法 art. 10 to 19). The hyphen may be the
 * em dash of print.
 */
export function readStandardNumber(text: string): Reading<StandardNumber> {
  if (text.trim() === '') return misread(['empty']);
  const reasons: string[] = [];
  const folded = text.normalize('NFKC');
  if (folded !== text) reasons.push('full-width characters');
  const upper = folded.toUpperCase();
  if (upper !== folded) reasons.push('lower-case letters');
  const single = upper
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/ ?([/.\-—–−―]) ?/gu, '$1');
  if (single !== upper) reasons.push('spaces');
  const match = READ.exec(single);
  if (match === null) return misread(reasons.length > 0 ? [...reasons, 'not of the form code[/T|/Z] number[.part]-year'] : shapeOf(single));
  const [, prefix = '', slash = '', letter = '', space = '', number = '', parts = '', dash = '', yearText = ''] = match;
  const level = levelOf(prefix);
  if (level === undefined) reasons.push(`unknown code ${prefix}`);
  if (slash === '' && letter !== '') reasons.push('missing slash');
  if (slash !== '' && letter === '') reasons.push('no letter after the slash');
  if (letter !== '' && letter !== 'T' && letter !== 'Z') reasons.push(`unknown letter ${letter} after the slash`);
  if (space === '') reasons.push('missing space before the number');
  if (number.startsWith('0')) reasons.push('leading zero');
  if (parts.split('.').some((part, i) => i > 0 && part.startsWith('0'))) reasons.push('leading zero in the part');
  if (dash !== '' && dash !== '-' && dash !== '—') reasons.push('a dash other than - or —');
  const year = yearOf(yearText, reasons);
  if (reasons.length > 0) return misread(reasons, normalOf(prefix, letter, number, parts, year, level));
  const isRecommended = letter === 'T';
  const isGuide = letter === 'Z';
  return {
    valid: true,
    value: {
      kind: 'standard',
      prefix,
      level: level ?? 'industry',
      recommended: isRecommended,
      guide: isGuide,
      number,
      part: parts === '' ? null : parts.slice(1),
      year,
      ...(level === 'industry' && !isRecommended && !isGuide && year >= RECOMMENDED_ONLY_FROM ? { warn: MANDATORY_INDUSTRY } : {}),
    },
  };
}

function levelOf(prefix: string): StandardNumber['level'] | undefined {
  if (prefix === 'GB') return 'national';
  if (prefix.startsWith('T/')) return 'group';
  if (prefix.startsWith('Q/')) return 'enterprise';
  if (/^DB\d/.test(prefix)) return 'local';
  return INDUSTRIES.has(prefix) ? 'industry' : undefined;
}

function yearOf(text: string, reasons: string[]): number {
  if (text === '') reasons.push('missing year');
  else if (text.length === 2) {
    reasons.push('two-digit year');
    return Number(text) < 49 ? 2000 + Number(text) : 1900 + Number(text);
  } else if (text.length !== 4 || Number(text) < 1949 || Number(text) > 2099) reasons.push('a year is one of 1949 to 2099');
  else return Number(text);
  return 0;
}

function normalOf(
  prefix: string,
  letter: string,
  number: string,
  parts: string,
  year: number,
  level: string | undefined,
): string | undefined {
  if (level === undefined || year === 0 || Number(number) === 0 || !/^[TZ]?$/.test(letter)) return undefined;
  const plainParts = parts.replace(/\.0+(?=[0-9])/g, '.');
  return `${prefix}${letter === '' ? '' : `/${letter}`} ${Number(number)}${plainParts}-${year}`;
}

function shapeOf(text: string): readonly string[] {
  if (!/[0-9]/.test(text)) return ['no number'];
  if (!/^[A-Z]/.test(text)) return ['no code before the number'];
  return ['not of the form code[/T|/Z] number[.part]-year'];
}

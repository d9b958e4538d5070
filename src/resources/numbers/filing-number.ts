import { findPoliceProvince, findProvince, issuedCharacter } from '../provinces.ts';

export type FilingNumberReason =
  | 'empty'
  | 'format'
  | 'province'
  | 'alias_prefix'
  | 'digits'
  | 'year'
  | 'missing_hao'
  | 'sequence'
  | 'suffix'
  | 'classes'
  | 'province_mismatch';

export type FilingNumberNotice = 'normalised' | 'suffix_order_fixed' | 'placeholder';

export type FilingNumberForm = 'subject' | 'service' | 'licence' | 'licensed_service' | 'old_licence' | 'police';

export interface FilingNumber {
  readonly valid: boolean;
  readonly reasons: readonly FilingNumberReason[];
  readonly notices: readonly FilingNumberNotice[];
  readonly canonical?: string;
  readonly form?: FilingNumberForm;
  /** GB/T 2260, two digits. */
  readonly province?: string;
  readonly year?: number;
  readonly serial?: string;
  /** Place of the service among those of its organiser; null for the organiser's own number. */
  readonly sequence?: number | null;
  readonly kind?: ServiceKind | null;
  readonly classes?: readonly string[];
  /** A province's two digits, or `ministry`. */
  readonly issuer?: string;
  /** The number one would search for where the text may be searched but not issued. */
  readonly search_canonical?: string;
}

type ServiceKind = 'website' | 'app' | 'mini_program' | 'quick_app';

const KINDS: Readonly<Record<string, ServiceKind>> = { '': 'website', A: 'app', X: 'mini_program', K: 'quick_app' };

/** What a form's reader found: `parts` hold where the number is right, `searched` where it can be looked for although it is wrong. */
interface Reading {
  readonly reasons: readonly FilingNumberReason[];
  readonly notices?: readonly FilingNumberNotice[];
  readonly parts: Omit<FilingNumber, 'valid' | 'reasons' | 'notices'>;
  readonly searched?: string;
}

/** Reads one form, or says that the text is of another. */
type Reader = (text: string, asOf: Temporal.PlainDate) => Reading | undefined;

/**
 * Reads a website filing, licence or police number as it is found on pages (Order 33 of 2005; Order 42 of 2017; forms of published
 * numbers). All broken rules are named; whether the number exists only the register can tell.
 *
 * @param asOf the day up to whose year a number can have been issued
 */
export function readFilingNumber(input: string, asOf: Temporal.PlainDate): FilingNumber {
  const text = normalise(input);
  if (text === '') return { valid: false, reasons: ['empty'], notices: [] };
  const notices: FilingNumberNotice[] = text === input ? [] : ['normalised'];
  for (const read of [readFiling, readOldLicence, readPolice, readLicence] satisfies Reader[]) {
    const reading = read(text, asOf);
    if (reading === undefined) continue;
    const all = [...notices, ...(reading.notices ?? [])];
    if (reading.reasons.length === 0) return { valid: true, reasons: [], notices: all, ...reading.parts };
    return {
      valid: false,
      reasons: reading.reasons,
      notices: all,
      ...(reading.searched === undefined ? {} : { search_canonical: reading.searched }),
    };
  }
  return { valid: false, reasons: ['format'], notices };
}

const normalise = (input: string): string =>
  input
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[\p{Pd}_−]/gu, '-')
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase());

const FILING = /^(.)ICP备(\d+)(号)?(?:-(\d+)([A-Z]?))?(号)?$/u;

function readFiling(text: string, asOf: Temporal.PlainDate): Reading | undefined {
  const match = FILING.exec(text);
  if (match === null) return undefined;
  const [, character = '', digits = '', before, sequence, suffix = '', after] = match;
  if (before !== undefined && after !== undefined) return undefined;
  const reasons = provinceReasons(character);
  const year = digits.length === 8 ? 2000 + Number(digits.slice(0, 2)) : Number(digits.slice(0, 4));
  const firstYear = digits.length === 8 ? 2005 : 2019;
  if (digits.length !== 8 && digits.length !== 10) reasons.push('digits');
  else if (year < firstYear || year > asOf.year) reasons.push('year');
  if (before === undefined && after === undefined) reasons.push('missing_hao');
  reasons.push(...sequenceReasons(sequence, suffix));
  const serial = digits.slice(-6);
  const issued = issuedCharacter(character) ?? character;
  const canonical = `${issued}ICP备${digits}号${sequence === undefined ? '' : `-${sequence}${suffix}`}`;
  return {
    reasons,
    notices: [
      ...optionalNotice('suffix_order_fixed', after !== undefined && sequence !== undefined),
      ...optionalNotice('placeholder', serial === '000000'),
    ],
    parts: {
      canonical,
      form: sequence === undefined ? 'subject' : 'service',
      ...provinceOf(character),
      year,
      serial,
      ...serviceOf(sequence, suffix),
    },
    ...searchable(reasons, canonical),
  };
}

const OLD_LICENCE = /^(.)ICP证(\d+)(号)?$/u;

/** Licences of before 2009. */
function readOldLicence(text: string): Reading | undefined {
  const match = OLD_LICENCE.exec(text);
  if (match === null) return undefined;
  const [, character = '', digits = '', hao] = match;
  const reasons = provinceReasons(character);
  if (digits.length < 6 || digits.length > 8) reasons.push('digits');
  if (hao === undefined) reasons.push('missing_hao');
  const canonical = `${issuedCharacter(character) ?? character}ICP证${digits}号`;
  return { reasons, parts: { canonical, form: 'old_licence', ...provinceOf(character) }, ...searchable(reasons, canonical) };
}

const POLICE = /^(.)公网安备(\d+)号?$/u;

/** Numbers of the public security filing: their first six digits are the county, so they begin with the province's two. */
function readPolice(text: string): Reading | undefined {
  const match = POLICE.exec(text);
  if (match === null) return undefined;
  const [, character = '', digits = ''] = match;
  const province = findPoliceProvince(character);
  const reasons: FilingNumberReason[] = [];
  if (province === undefined) reasons.push('province');
  if (digits.length !== 14) reasons.push('digits');
  else if (province !== undefined && !digits.startsWith(province.code)) reasons.push('province_mismatch');
  return {
    reasons,
    parts: { canonical: `${character}公网安备${digits}号`, form: 'police', ...(province === undefined ? {} : { province: province.code }) },
  };
}

const LICENCE = /^(合字|\p{Script=Han})?([AB][12](?:\.[AB][12])*)-(\d+)(?:-(\d+)([A-Z]?))?$/u;

/** Business licences, and the services of an organiser who holds one and is filed under its number. */
function readLicence(text: string, asOf: Temporal.PlainDate): Reading | undefined {
  const match = LICENCE.exec(text);
  if (match === null) return undefined;
  const [, prefix = '', classText = '', digits = '', sequence, suffix = ''] = match;
  const isForeign = prefix === '合字';
  const reasons = prefix === '' || isForeign ? [] : provinceReasons(prefix);
  const year = Number(digits.slice(0, 4));
  if (digits.length !== 8) reasons.push('digits');
  else if (year < 1900 || year > asOf.year) reasons.push('year');
  reasons.push(...sequenceReasons(sequence, suffix));
  const classes = classText.split('.');
  if (classes.some((each, i) => i > 0 && each <= (classes[i - 1] as string))) reasons.push('classes');
  const canonical = `${issuedCharacter(prefix) ?? prefix}${classText}-${digits}${sequence === undefined ? '' : `-${sequence}${suffix}`}`;
  return {
    reasons,
    parts: {
      canonical,
      form: sequence === undefined ? 'licence' : 'licensed_service',
      issuer: findProvince(prefix)?.code ?? 'ministry',
      classes,
      year,
      ...serviceOf(sequence, suffix),
    },
    ...searchable(reasons, canonical),
  };
}

function provinceReasons(character: string): FilingNumberReason[] {
  if (findProvince(character) !== undefined) return [];
  return [issuedCharacter(character) === undefined ? 'province' : 'alias_prefix'];
}

const provinceOf = (character: string): { readonly province?: string } => {
  const province = findProvince(character);
  return province === undefined ? {} : { province: province.code };
};

function sequenceReasons(sequence: string | undefined, suffix: string): readonly FilingNumberReason[] {
  const reasons: FilingNumberReason[] = [];
  if (sequence?.startsWith('0')) reasons.push('sequence');
  if (!Object.hasOwn(KINDS, suffix)) reasons.push('suffix');
  return reasons;
}

const serviceOf = (sequence: string | undefined, suffix: string): Pick<FilingNumber, 'sequence' | 'kind'> =>
  sequence === undefined ? { sequence: null, kind: null } : { sequence: Number(sequence), kind: KINDS[suffix] ?? null };

const optionalNotice = (notice: FilingNumberNotice, applies: boolean): readonly FilingNumberNotice[] => (applies ? [notice] : []);

/** An alias of the province or a lacking 号 is a slip that a search forgives. */
const searchable = (reasons: readonly FilingNumberReason[], canonical: string): { readonly searched?: string } =>
  reasons.length > 0 && reasons.every((reason) => reason === 'alias_prefix' || reason === 'missing_hao') ? { searched: canonical } : {};

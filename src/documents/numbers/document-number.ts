import { chineseNumber } from './chinese-numerals.ts';
import { misread, type Reading } from './reading.ts';

/** `工信部规〔2024〕12号`: issuer code, year, number (GB/T 9704-2012, 7.2.5). */
export interface DocumentNumber {
  readonly kind: 'document';
  readonly issuerCode: string;
  readonly year: number;
  readonly seq: number;
  /** Issued by several bodies under the host's number: the code contains 联. */
  readonly joint: boolean;
}

/** `中华人民共和国工业和信息化部令第55号`: orders run without a year. */
export interface OrderNumber {
  readonly kind: 'order';
  readonly issuer: string;
  readonly seq: number;
}

/** `中华人民共和国工业和信息化部公告2020年第41号`. */
export interface AnnouncementNumber {
  readonly kind: 'announcement';
  readonly issuer: string;
  readonly year: number;
  readonly seq: number;
}

export type OfficialNumber = DocumentNumber | OrderNumber | AnnouncementNumber;

const LONGEST = 200;

/**
 * Reads the number of an official document. Only the correct form passes; every departure is named, and the correct form is offered
 * where the text tells it (Regulations on the Handling of Official Documents, art. 9; GB/T 9704-2012, 7.2.5).
 */
export function readOfficialNumber(text: string): Reading<OfficialNumber> {
  if (text.trim() === '') return misread(['empty']);
  if (text.length > LONGEST) return misread([`longer than ${LONGEST} characters`]);
  const departures = departuresOf(text);
  const plain = text.normalize('NFKC').replace(/\s/gu, '');
  return readAnnouncement(plain, departures) ?? readOrder(plain, departures) ?? readDocument(plain, departures, text);
}

/** What is wrong with the signs themselves, whatever the number is. */
function departuresOf(text: string): readonly string[] {
  const reasons: string[] = [];
  if (/\s/u.test(text)) reasons.push('spaces');
  if (/[\uff10-\uff19]/u.test(text)) reasons.push('full-width digits');
  return reasons;
}

const DIGITS = '[0-9]+|[〇零○Ｏ一二三四五六七八九十百千两]+';
const OPEN = '[〔［\\[【(（〈《{﹝]';
const CLOSE = '[〕］\\]】)）〉》}﹞]';
const DOCUMENT = new RegExp(`^(.*?)(${OPEN}?)(${DIGITS})年?(${CLOSE}?)(第?)(${DIGITS})(号?)$`, 'u');
const BRACKETED = new RegExp(`^(.*?)(${OPEN})(${DIGITS})年?(${CLOSE})(第?)(${DIGITS})(号?)$`, 'u');

function readDocument(plain: string, departures: readonly string[], text: string): Reading<OfficialNumber> {
  const match = BRACKETED.exec(plain) ?? DOCUMENT.exec(plain);
  if (match === null) return misread([...departures, ...shapeOf(plain)]);
  const [, issuerCode = '', open = '', yearText = '', close = '', ordinal = '', seqText = '', hao = ''] = match;
  const reasons = [...departures];
  const issuerReason = issuerReasonOf(issuerCode);
  if (issuerReason !== undefined) reasons.push(issuerReason);
  if (open === '' || close === '') reasons.push('no brackets 〔〕 around the year');
  else if (!/〔.*〕/u.test(text)) reasons.push('brackets other than 〔〕');
  const year = yearOf(yearText, reasons);
  if (/年/u.test(plain)) reasons.push('the word 年 after the year');
  if (ordinal !== '') reasons.push('the word 第 before the number');
  const seq = sequenceOf(seqText, reasons);
  if (hao === '') reasons.push('the word 号 is missing');
  if (reasons.length === 0) return { valid: true, value: { kind: 'document', issuerCode, year, seq, joint: issuerCode.includes('联') } };
  return misread(reasons, seq > 0 && year > 0 && issuerReason === undefined ? `${issuerCode}〔${year}〕${seq}号` : undefined);
}

const ANNOUNCEMENT = new RegExp(`^(.+?)(公告|通告)(第?)(${OPEN}?)(${DIGITS})(年?)(${CLOSE}?)(第?)(${DIGITS})(号?)$`, 'u');

function readAnnouncement(plain: string, departures: readonly string[]): Reading<OfficialNumber> | undefined {
  const match = ANNOUNCEMENT.exec(plain);
  if (match === null) return undefined;
  const [, issuer = '', word = '', early = '', open = '', yearText = '', nian = '', close = '', ordinal = '', seqText = '', hao = ''] =
    match;
  const reasons = [...departures];
  const issuerReason = issuerReasonOf(issuer);
  if (issuerReason !== undefined) reasons.push(issuerReason);
  if (early !== '') reasons.push('the word 第 before the year');
  if (open !== '' || close !== '') reasons.push('brackets around the year');
  const year = yearOf(yearText, reasons);
  if (nian === '') reasons.push('the word 年 is missing after the year');
  if (ordinal === '') reasons.push('the word 第 is missing before the number');
  const seq = sequenceOf(seqText, reasons);
  if (hao === '') reasons.push('the word 号 is missing');
  if (reasons.length === 0) return { valid: true, value: { kind: 'announcement', issuer, year, seq } };
  return misread(reasons, seq > 0 && year > 0 && issuerReason === undefined ? `${issuer}${word}${year}年第${seq}号` : undefined);
}

const ORDER = new RegExp(`^(.+?)令(第?)(${DIGITS})(号?)$`, 'u');

function readOrder(plain: string, departures: readonly string[]): Reading<OfficialNumber> | undefined {
  const match = ORDER.exec(plain);
  if (match === null) return undefined;
  const [, issuer = '', ordinal = '', seqText = '', hao = ''] = match;
  const reasons = [...departures];
  const issuerReason = issuerReasonOf(issuer);
  if (issuerReason !== undefined) reasons.push(issuerReason);
  if (ordinal === '') reasons.push('the word 第 is missing before the number');
  const seq = sequenceOf(seqText, reasons);
  if (hao === '') reasons.push('the word 号 is missing');
  if (reasons.length === 0) return { valid: true, value: { kind: 'order', issuer, seq } };
  return misread(reasons, seq > 0 && issuerReason === undefined ? `${issuer}令第${seq}号` : undefined);
}

function issuerReasonOf(issuer: string): string | undefined {
  if (issuer === '') return 'no issuer code';
  return /^[\p{Script=Han}、]+$/u.test(issuer) ? undefined : 'an issuer code is of Chinese characters only';
}

/** The year, or 0; whoever reads the number in thirty years must know the century. */
function yearOf(text: string, reasons: string[]): number {
  if (!/^\d+$/.test(text)) reasons.push('year in Chinese numerals');
  const year = /^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? 0);
  if (/^\d\d$/.test(text) || (!/^\d+$/.test(text) && year < 100)) {
    reasons.push('two-digit year');
    return year < 49 ? 2000 + year : 1900 + year;
  }
  if (year >= 1949 && year <= 2099) return year;
  reasons.push('a year is one of 1949 to 2099');
  return 0;
}

function sequenceOf(text: string, reasons: string[]): number {
  if (!/^\d+$/.test(text)) reasons.push('number in Chinese numerals');
  else if (/^0+$/.test(text)) reasons.push('numbers begin with 1');
  else if (text.startsWith('0')) reasons.push('leading zero');
  const seq = /^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? 0);
  if (seq > 99_999) reasons.push('no series runs beyond 99999');
  return seq;
}

/** Text that has no year and number at all: what is missing of `issuer code〔year〕number号`. */
function shapeOf(plain: string): readonly string[] {
  if (!/[0-9〇零○一二三四五六七八九十]/u.test(plain)) return ['no year and no number'];
  return /号$/u.test(plain) ? ['no year in brackets 〔〕 before the number'] : ['not of the form issuer code〔year〕number号'];
}

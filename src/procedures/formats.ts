import { isIP } from 'node:net';
import { checkCreditCode, checkResidentId, registrableDomain, toAscii } from '../resources/index.ts';

export type FormatCheck = (text: string) => boolean;

/** A number is judged by its form here; whether its holder is old enough is for a rule that knows the day of the application. */
const END_OF_TIME = Temporal.PlainDate.from('9999-12-31');

const isResidentId: FormatCheck = (text) => {
  const { reasons } = checkResidentId(text, END_OF_TIME);
  return reasons.every((reason) => reason === 'age_over_150');
};

const isCreditCode: FormatCheck = (text) => checkCreditCode(text).valid;

/** A public mobile number without country code: eleven digits from 13 to 19. */
const isMobile: FormatCheck = (text) => /^1[3-9]\d{9}$/.test(text);

/** A name exactly as it is registered: `example.cn` or `例子.中国`, without `www` and without its suffix alone. */
const isRegistrableDomain: FormatCheck = (text) => {
  const name = toAscii(text);
  return name !== undefined && !name.endsWith('.') && name.includes('.') && registrableDomain(text) === name;
};

/** Formats that forms may ask for beside those of JSON Schema. */
export const formats: Readonly<Record<string, FormatCheck>> = {
  'organiser-certificate': (text) => isCreditCode(text) || isResidentId(text),
  'credit-code': isCreditCode,
  'resident-id': isResidentId,
  mobile: isMobile,
  'registrable-domain': isRegistrableDomain,
  'ip-address': (text) => isIP(text) !== 0,
};

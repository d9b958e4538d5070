import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/index.ts';
import { findEntry, findKeyOfValue, searchEntries, type Version } from '../../registers/index.ts';
import { findHomograph } from '../domains/homographs.ts';
import type { Filing, FilingFacts } from './check.ts';

/** Telephones and identity numbers stand in no register: what has to be found again by them is kept under their hash. */
export const hashOf = (text: string): string => createHash('sha256').update(text.trim().toUpperCase()).digest('hex');

/** Field of `register_value` that says which organiser verifies by a mobile number. */
export const MOBILE_FIELD = 'principal-mobile';

/** Reads what the registers say about a filing on a day; each source that says nothing is undefined or empty, never a yes. */
export async function loadFacts(trx: Transaction, filing: Filing, on: Temporal.PlainDate): Promise<FilingFacts> {
  const { subject, principal, service, access } = filing;
  const subjectNumber = await findKeyOfValue(trx, 'website', `subject-${subject.province}`, subject.certificateNumber);
  const websites = subjectNumber === undefined ? [] : await websitesOf(trx, subjectNumber, on);
  const mobileOwner = await findKeyOfValue(trx, 'website', MOBILE_FIELD, hashOf(principal.mobile));
  const { looksLike } = findHomograph(service.domain);
  const lookalike = looksLike === undefined ? undefined : await findKeyOfValue(trx, 'website', 'domain', looksLike);
  return {
    business: await rowOf(trx, 'business', subject.certificateNumber.toUpperCase(), on),
    domain: await rowOf(trx, 'domain', service.domain, on),
    ranges:
      access === undefined ? [] : (await searchEntries(trx, 'ip-range', { text: access.provider, on, size: 5000 })).map(({ key }) => key),
    blacklisted: await blacklistedAmong(trx, filing, on),
    isMobileOfAnother: mobileOwner !== undefined && mobileOwner !== subject.certificateNumber,
    websites: websites.length,
    subjectNumber,
    isRestricted: websites.some(({ data }) => data.restricted === 'yes'),
    nameOfAnother: await nameOfAnother(trx, filing, on),
    lookalike: lookalike === undefined ? undefined : looksLike,
  };
}

async function rowOf(trx: Transaction, register: string, key: string, on: Temporal.PlainDate): Promise<Version['data'] | undefined> {
  const entry = await findEntry(trx, register, key, on);
  return entry === undefined || entry.removed ? undefined : entry.data;
}

/** The websites of an organiser's number are neighbours in the key: `NUMBER-1`, `NUMBER-2`. */
async function websitesOf(trx: Transaction, subjectNumber: string, on: Temporal.PlainDate): Promise<readonly Pick<Version, 'data'>[]> {
  return await trx
    .selectFrom('register_entry')
    .select('data')
    .where('register', '=', 'website')
    .where('key', '>=', `${subjectNumber}-`)
    .where('key', '<', `${subjectNumber}.`)
    .where(sql<boolean>`valid @> ${on}::date`)
    .where('removed', '=', false)
    .execute();
}

async function blacklistedAmong(
  trx: Transaction,
  { subject, principal, service }: Filing,
  on: Temporal.PlainDate,
): Promise<FilingFacts['blacklisted']> {
  const asked = [
    { field: '/subject/certificateNumber', key: subject.certificateNumber.toUpperCase() },
    { field: '/service/domain', key: service.domain },
    { field: '/principal/idNumber', key: hashOf(principal.idNumber) },
  ];
  const found = await Promise.all(asked.map(async ({ field, key }) => ({ field, data: await rowOf(trx, 'filing-blacklist', key, on) })));
  return found.flatMap(({ field, data }) =>
    data === undefined || String(data.until ?? '9999-12-31') < on.toString()
      ? []
      : [{ field, reason: String(data.reason ?? ''), until: String(data.until ?? '') }],
  );
}

async function nameOfAnother(trx: Transaction, { subject, service }: Filing, on: Temporal.PlainDate): Promise<string | undefined> {
  const alike = await searchEntries(trx, 'website', { text: service.name, on, size: 50 });
  return alike.find(({ data }) => data.serviceName === service.name && data.certificateNumber !== subject.certificateNumber)?.key;
}

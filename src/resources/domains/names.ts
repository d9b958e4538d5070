import { domainToASCII } from 'node:url';
import { getDomain } from 'tldts';

/** What ends a host inside an address: in a name they are code points that no domain has (URL Standard, forbidden domain code points). */
const FORBIDDEN = /[\0-\x20"#%/:<>?@[\\\]^`{|}\x7f]/u;

const LAST_LABEL_NUMBER = /(^|[.\u3002\uff0e\uff61])(\d+|0x[\da-f]*)[.\u3002\uff0e\uff61]?$/iu;

/**
 * The A-label form of a name as people type it (UTS 46, non-transitional, by the URL Standard's "domain to ASCII"): capitals, full-width
 * letters and ideographic full stops are mapped. Undefined for what is no name.
 */
export function toAscii(input: string): string | undefined {
  if (input === '' || FORBIDDEN.test(input)) return undefined;
  // The runtime reads a name that ends in a number as an IPv4 address; a letter label behind it keeps it a name.
  if (LAST_LABEL_NUMBER.test(input.normalize('NFKC')))
    return domainToASCII(`${input.replace(/[.\u3002\uff0e\uff61]$/u, '')}.a`).replace(/\.a$/, '') || undefined;
  return domainToASCII(input) || undefined;
}

/**
 * The part of a name that one registers under a public suffix, as A-label, or undefined where the name is a suffix itself or no name.
 *
 * @param withPrivate also the suffixes that companies have entered for their customers: `github.io`
 */
export function registrableDomain(input: string, withPrivate = false): string | undefined {
  const name = toAscii(input);
  if (name === undefined) return undefined;
  return getDomain(name, { allowPrivateDomains: withPrivate, extractHostname: false, detectIp: false }) ?? undefined;
}

/** Whether two spellings are one name: U- and A-label, capitals, ideographic full stops, the root's point. */
export function isSameName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => toAscii(name)?.replace(/\.$/, ''));
  return a !== undefined && a === b;
}

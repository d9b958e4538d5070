import { domainToUnicode } from 'node:url';
import { toAscii } from '../../resources/index.ts';
import { type Form, readPointer, withPointer } from '../form.ts';

/** One spelling for each domain: small letters, and characters rather than `xn--`. What is no domain stays as it is. */
export function canonicalDomain(text: string): string {
  const ascii = toAscii(text);
  return ascii === undefined ? text : domainToUnicode(ascii) || text;
}

/** The answers with every domain in its one spelling: `例子.中国` and `xn--fsqu00a.xn--fiqs8s` are one name and are filed once. */
export function withCanonicalDomains(form: Form, data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let canonical = data;
  for (const { pointer, format } of form.fields.values()) {
    const value = format === 'registrable-domain' ? readPointer(data, pointer) : undefined;
    if (typeof value === 'string') canonical = withPointer(canonical, pointer, canonicalDomain(value));
  }
  return canonical;
}

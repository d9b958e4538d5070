import type { Attachment } from '../platform/files/index.ts';
import { ACCESS_PROVIDERS, EXAMPLE_IDENTITY_NUMBERS, type ExampleParty } from './parties.ts';

export interface ExampleFiling {
  readonly party: ExampleParty;
  readonly provider: ExampleParty;
  /** Makes mobile number, identity number and address of its own. */
  readonly serial: number;
  readonly siteName: string;
  readonly domain: string;
  readonly files: { readonly certificate: Attachment; readonly identity: Attachment; readonly commitment: Attachment };
}

export const mobileOf = (serial: number): string => `1990000${String(serial).padStart(4, '0')}`;
export const identityOf = (serial: number): string => EXAMPLE_IDENTITY_NUMBERS[serial % EXAMPLE_IDENTITY_NUMBERS.length] ?? '';

/** Documentation addresses (RFC 5737) that each example provider has filed. */
export const rangeOf = (provider: string): string => (provider === ACCESS_PROVIDERS[0]?.code ? '192.0.2.0/24' : '203.0.113.0/24');
export const addressOf = ({ code }: ExampleParty, serial: number): string => rangeOf(code).replace('0/24', String(serial));

/** The form of a website filing as an example party fills it in. */
export function filingData({ party, provider, serial, siteName, domain, files }: ExampleFiling): Record<string, unknown> {
  return {
    subject: {
      nature: party.nature,
      name: party.name,
      certificateNumber: party.code,
      province: party.territory,
      address: `示例市示例区示例路${serial}号`,
      legalPerson: '示例法定代表人',
      certificateFile: files.certificate,
    },
    principal: {
      name: '示例负责人',
      idNumber: identityOf(serial),
      mobile: mobileOf(serial),
      emergencyMobile: mobileOf(serial + 5000),
      email: `principal-${serial}@example.org`,
      idFile: files.identity,
    },
    service: { name: siteName, domain, homeUrl: `https://www.${domain}/`, contentTypes: ['none'] },
    access: { provider: provider.code, mode: 'cloud', ip: addressOf(provider, serial) },
    commitment: { file: files.commitment, agreed: true },
  };
}

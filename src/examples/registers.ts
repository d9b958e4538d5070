import { dateIn } from '../platform/time.ts';
import { writeEntry } from '../registers/index.ts';
import type { Services } from '../services.ts';
import { rangeOf } from './filing.ts';
import { ACCESS_PROVIDERS, APPLICANTS } from './parties.ts';
import { STORIES } from './stories.ts';

/** Rows as other authorities would supply them, so that the checks of the example filings have something to compare with. */
export async function loadExampleRegisters(services: Services, since: Temporal.PlainDate): Promise<void> {
  const at = since.toZonedDateTime(services.timeZone).toInstant();
  const today = dateIn(services.timeZone, services.now());
  const rows: (readonly [register: string, key: string, data: Readonly<Record<string, unknown>>])[] = [
    ...[...APPLICANTS, ...ACCESS_PROVIDERS].map(
      ({ code, name }) => ['business', code, { creditCode: code, name, state: 'active', legalPerson: '示例法定代表人' }] as const,
    ),
    ...ACCESS_PROVIDERS.map(
      ({ code, name }) => ['ip-range', rangeOf(code), { range: rangeOf(code), holder: name, accessProvider: code }] as const,
    ),
    ...STORIES.slice(0, 12).map(({ domain, party }) => {
      const holderCode = APPLICANTS.find(({ key }) => key === party)?.code ?? '';
      const expiresOn = today.add({ years: 2 }).toString();
      return [
        'domain',
        domain,
        { domain, registrar: '示例域名注册服务机构', realName: 'verified', expiresOn, licensed: 'yes', holderCode },
      ] as const;
    }),
    [
      'filing-blacklist',
      'shili-heimingdan.cn',
      {
        subject: 'shili-heimingdan.cn',
        name: '示例黑名单网',
        reason: '填报虚假备案信息',
        decidedBy: '示例：北京市通信管理局',
        from: since.toString(),
        until: today.add({ months: 10 }).toString(),
      },
    ],
  ];
  await services.db.transaction().execute(async (trx) => {
    for (const [register, key, data] of rows) {
      const definition = services.registers.get(register);
      if (definition === undefined) throw new Error(`the ministry has no register ${register}`);
      await writeEntry(trx, definition, {
        key,
        data,
        from: since,
        at,
        causeKind: 'import',
        cause: 'import/example',
        actor: 'system',
        isExample: true,
      });
    }
  });
}

import { addressOf, type ExampleFiling } from './filing.ts';
import { approved, passed, type StoryStep } from './stories.ts';

/** An order upon a website that an earlier story has filed. */
export interface OrderStory {
  readonly procedure: 'website-change' | 'website-access' | 'website-cancellation';
  /** The domain of the website. */
  readonly upon: string;
  readonly provider?: 'cloud' | 'datacentre';
  readonly submittedDaysAgo: number;
  readonly steps: readonly StoryStep[];
  /** The answers of the form, of those with which the website was filed. */
  readonly answers: (filed: Readonly<Record<string, unknown>>, filing: ExampleFiling) => Readonly<Record<string, unknown>>;
}

type Group = Readonly<Record<string, unknown>>;

/** The filing's answers without its access, with another name of the website and the reason. */
const renamed =
  (name: string, reason: string, effectiveOn: string): OrderStory['answers'] =>
  ({ access: _access, ...filed }) => ({ ...filed, service: { ...(filed.service as Group), name }, request: { reason, effectiveOn } });

/** Each kind of order in a state of life of its own: approved, supplemented, refused, moved, cancelled. */
export const ORDER_STORIES: readonly OrderStory[] = [
  {
    procedure: 'website-change',
    upon: 'shili-gangkou.cn',
    submittedDaysAgo: 34,
    steps: [...passed(33), ...approved(24)],
    answers: renamed('示例港口航运网', '业务扩大到航运', '2026-12-01'),
  },
  {
    procedure: 'website-access',
    upon: 'shili-gangkou.cn',
    provider: 'cloud',
    submittedDaysAgo: 18,
    steps: [...passed(17), ...approved(7)],
    answers: ({ commitment }, { provider, serial }) => ({
      request: { kind: 'transfer', reason: '更换云服务商' },
      access: { provider: provider.code, mode: 'cloud', ip: addressOf(provider, serial) },
      commitment,
    }),
  },
  {
    procedure: 'website-cancellation',
    upon: 'shili-wanju.com.cn',
    submittedDaysAgo: 16,
    steps: [{ act: 'verify', daysAgo: 16 }, ...approved(6)],
    answers: () => ({ request: { reason: 'closed', agreed: true } }),
  },
  {
    procedure: 'website-change',
    upon: 'shili-jixie.cn',
    submittedDaysAgo: 22,
    steps: [
      ...passed(21),
      { act: 'examine', outcome: 'propose-refusal', findings: ['R18', 'R02'], daysAgo: 10 },
      { act: 'decide', outcome: 'refuse', reasons: '拟用名称与他人注册的名称相同，且未附变更通知书。', daysAgo: 8 },
    ],
    answers: renamed('示例机械集团网', '集团更名', '2026-12-15'),
  },
  {
    procedure: 'website-change',
    upon: 'shili-dizhi.cn',
    submittedDaysAgo: 11,
    steps: [...passed(10), { act: 'examine', outcome: 'supplement', findings: ['R23', 'R24'], daysAgo: 3 }],
    answers: renamed('示例地质博览网', '馆名调整', '2026-12-20'),
  },
];

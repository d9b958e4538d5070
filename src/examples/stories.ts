/** How far an example case has come. Days are counted back from the day of loading; hours are of that day in the ministry's zone. */
export type StoryStep =
  | { readonly act: 'pre-review'; readonly outcome: 'pass' | 'reject'; readonly findings?: readonly string[]; readonly daysAgo: number }
  | { readonly act: 'verify'; readonly daysAgo: number }
  | { readonly act: 'verification-lapses'; readonly daysAgo: number }
  | {
      readonly act: 'examine';
      readonly outcome: 'propose-approval' | 'supplement' | 'propose-refusal';
      readonly findings?: readonly string[];
      readonly daysAgo: number;
    }
  | { readonly act: 'decide'; readonly outcome: 'approve' | 'refuse' | 'return'; readonly reasons?: string; readonly daysAgo: number }
  | { readonly act: 'hand-in'; readonly element: 'correct' | 'supplement'; readonly siteName: string; readonly daysAgo: number }
  | { readonly act: 'withdraw'; readonly reasons: string; readonly daysAgo: number };

export interface Story {
  readonly party: string;
  readonly provider: 'cloud' | 'datacentre';
  readonly siteName: string;
  readonly domain: string;
  readonly submittedDaysAgo: number;
  readonly steps: readonly StoryStep[];
}

export const passed = (daysAgo: number): readonly StoryStep[] => [
  { act: 'pre-review', outcome: 'pass', daysAgo },
  { act: 'verify', daysAgo },
];

export const approved = (daysAgo: number): readonly StoryStep[] => [
  { act: 'examine', outcome: 'propose-approval', daysAgo: daysAgo + 1 },
  { act: 'decide', outcome: 'approve', daysAgo },
];

/** A filing in every state of life, so that no desk and no public page is empty. */
export const STORIES: readonly Story[] = [
  {
    party: 'tea',
    provider: 'cloud',
    siteName: '示例茶叶网',
    domain: 'shili-chaye.cn',
    submittedDaysAgo: 75,
    steps: [...passed(74), ...approved(60)],
  },
  {
    party: 'harbour',
    provider: 'datacentre',
    siteName: '示例港口物流网',
    domain: 'shili-gangkou.cn',
    submittedDaysAgo: 70,
    steps: [...passed(69), ...approved(58)],
  },
  {
    party: 'toys',
    provider: 'cloud',
    siteName: '示例玩具世界',
    domain: 'shili-wanju.com.cn',
    submittedDaysAgo: 66,
    steps: [...passed(65), ...approved(52)],
  },
  {
    party: 'machines',
    provider: 'cloud',
    siteName: '示例精密机械网站',
    domain: 'shili-jixie.cn',
    submittedDaysAgo: 62,
    steps: [
      { act: 'pre-review', outcome: 'reject', findings: ['R03'], daysAgo: 61 },
      { act: 'hand-in', element: 'correct', siteName: '示例精密机械网', daysAgo: 59 },
      ...passed(58),
      ...approved(44),
    ],
  },
  {
    party: 'museum',
    provider: 'cloud',
    siteName: '示例地质博物馆网',
    domain: 'shili-dizhi.cn',
    submittedDaysAgo: 58,
    steps: [
      ...passed(57),
      { act: 'examine', outcome: 'supplement', findings: ['R01', 'R07'], daysAgo: 50 },
      { act: 'hand-in', element: 'supplement', siteName: '示例地质博物馆', daysAgo: 45 },
      ...approved(36),
    ],
  },
  {
    party: 'garden',
    provider: 'cloud',
    siteName: '示例园艺协会',
    domain: 'shili-yuanyi.cn',
    submittedDaysAgo: 48,
    steps: [
      ...passed(47),
      { act: 'examine', outcome: 'propose-refusal', findings: ['R04', 'R08'], daysAgo: 34 },
      { act: 'decide', outcome: 'refuse', reasons: '网站名称与主办者业务不符，承诺书未由负责人签字。', daysAgo: 32 },
    ],
  },
  {
    party: 'books',
    provider: 'datacentre',
    siteName: '示例图书馆用品网',
    domain: 'shili-tushu.cn',
    submittedDaysAgo: 40,
    steps: [{ act: 'withdraw', reasons: '改用另一域名', daysAgo: 39 }],
  },
  {
    party: 'machines',
    provider: 'cloud',
    siteName: '示例机床租赁网',
    domain: 'shili-jichuang.cn',
    submittedDaysAgo: 45,
    steps: passed(44),
  },
  { party: 'museum', provider: 'cloud', siteName: '示例矿物图鉴', domain: 'shili-kuangwu.cn', submittedDaysAgo: 26, steps: passed(25) },
  { party: 'tea', provider: 'cloud', siteName: '示例茶文化网', domain: 'shili-chawenhua.cn', submittedDaysAgo: 8, steps: passed(7) },
  { party: 'garden', provider: 'cloud', siteName: '示例园艺课堂', domain: 'shili-ketang.cn', submittedDaysAgo: 5, steps: passed(4) },
  {
    party: 'books',
    provider: 'datacentre',
    siteName: '示例书架定制网',
    domain: 'shili-shujia.cn',
    submittedDaysAgo: 20,
    steps: [...passed(19), { act: 'examine', outcome: 'supplement', findings: ['R01'], daysAgo: 12 }],
  },
  {
    party: 'tea',
    provider: 'cloud',
    siteName: '示例茶具网',
    domain: 'shili-chaju.cn',
    submittedDaysAgo: 16,
    steps: [...passed(15), { act: 'examine', outcome: 'propose-approval', daysAgo: 3 }],
  },
  {
    party: 'machines',
    provider: 'cloud',
    siteName: '示例轴承网',
    domain: 'shili-zhoucheng.cn',
    submittedDaysAgo: 18,
    steps: [...passed(17), { act: 'examine', outcome: 'propose-refusal', findings: ['R05'], daysAgo: 2 }],
  },
  {
    party: 'silk',
    provider: 'cloud',
    siteName: '示例丝绸网',
    domain: 'shili-sichou.cn',
    submittedDaysAgo: 14,
    steps: [...passed(13), { act: 'examine', outcome: 'propose-approval', daysAgo: 4 }],
  },
  { party: 'spices', provider: 'datacentre', siteName: '示例调味品网', domain: 'shili-tiaowei.cn', submittedDaysAgo: 9, steps: passed(8) },
  {
    party: 'museum',
    provider: 'cloud',
    siteName: '示例化石网',
    domain: 'shili-huashi.cn',
    submittedDaysAgo: 6,
    steps: [
      { act: 'pre-review', outcome: 'pass', daysAgo: 5 },
      { act: 'verification-lapses', daysAgo: 3 },
    ],
  },
  {
    party: 'garden',
    provider: 'cloud',
    siteName: '示例花卉网',
    domain: 'shili-huahui.cn',
    submittedDaysAgo: 4,
    steps: [{ act: 'pre-review', outcome: 'reject', findings: ['R01', 'R02'], daysAgo: 3 }],
  },
  {
    party: 'books',
    provider: 'datacentre',
    siteName: '示例阅览室网',
    domain: 'shili-yuelan.cn',
    submittedDaysAgo: 1,
    steps: [{ act: 'pre-review', outcome: 'pass', daysAgo: 0 }],
  },
  { party: 'tea', provider: 'cloud', siteName: '示例采茶节', domain: 'shili-caicha.cn', submittedDaysAgo: 1, steps: [] },
  { party: 'machines', provider: 'cloud', siteName: '示例齿轮网', domain: 'shili-chilun.cn', submittedDaysAgo: 0, steps: [] },
];

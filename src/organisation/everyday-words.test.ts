import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ministryFolder } from '../ministry-folder.ts';
import { DataFileError } from '../platform/yaml.ts';
import { findResponsible, readEverydayWords } from './everyday-words.ts';
import { readPlan } from './folder.ts';

const folder = ministryFolder('miit');
const plan = readPlan(folder);
const words = readEverydayWords(folder, plan);
const first = (question: string, on = '2024-05-06'): string | undefined =>
  findResponsible(plan, words, question, on)[0]?.holders[0]?.institution.code;

/** What people ask, with the department whose task it is (institution.md, 4): by its number, or by its code where it has none. */
const CHINESE: readonly (readonly [question: string, department: number | string])[] = [
  ['谁管无线电频率？', 20],
  ['农村宽带建设归谁管', 17],
  ['网站备案找哪个部门', 18],
  ['手机号码由谁分配', 18],
  ['域名由谁管理', 18],
  ['稀土开采总量找哪个司', 10],
  ['客户拖欠账款不付，小企业该找谁', 7],
  ['新能源汽车准入归哪个司', 11],
  ['民用爆炸物品生产许可谁负责', 9],
  ['我想申请政府信息公开', 1],
  ['信访应该找谁', 1],
  ['对部里的决定不服，向谁申请行政复议', 2],
  ['谁起草规章', 2],
  ['部属高校归哪个司管', 22],
  ['人事调动和公务员招录', 22],
  ['离退休干部的待遇', 24],
  ['机关食堂谁负责', 25],
  ['工业增加值由谁统计', 6],
  ['化学武器公约的履约办公室', 9],
  ['节能和清洁生产', 8],
  ['钢铁产能置换归谁', 10],
  ['大飞机和造船归哪个司', 12],
  ['国家药品储备', 13],
  ['食盐储备谁负责', 13],
  ['芯片产业找谁', 15],
  ['软件企业由哪个司管理', 16],
  ['电子认证服务', 16],
  ['电信资费谁定', 17],
  ['普遍服务补偿找谁', 17],
  ['总接到骚扰电话怎么投诉', 18],
  ['APP乱收集个人信息找哪个局', 18],
  ['手机进网许可证谁发', 18],
  ['遭到网络攻击向谁报告', 19],
  ['数据安全谁管', 19],
  ['和外国签合作协议找谁', 21],
  ['企业固定资产投资项目谁审批', 3],
  ['对口支援新疆', 3],
  ['产业园区归谁', 3],
  ['部门预算和决算', 4],
  ['内部审计', 4],
  ['行业标准谁制定', 5],
  ['党支部活动找谁', 23],
  ['军民两用技术转移', 14],
  ['卫星轨道申报', 20],
  ['黑广播干扰了收音机', 20],
  ['记者想采访部领导', 1],
  ['卖香烟要许可吗', 'tobacco'],
  ['智能工厂和机器人', 11],
  ['发生生产事故谁来调查', 9],
  ['家电和纺织行业', 13],
  ['我的手机没信号', 18],
  ['汽车召回谁管', 11],
  ['矿山爆破作业', 9],
  ['废旧电池回收利用', 8],
  ['5G基站太少', 17],
  ['船厂补贴', 12],
  ['口罩生产', 13],
  ['光伏制造规范条件', 15],
  ['怎样成为专精特新企业', 7],
  ['水泥厂错峰生产', 10],
  ['业余无线电操作证书', 20],
  ['工业软件', 16],
  ['政务值班电话', 1],
  ['垃圾短信举报', 18],
  ['规章草案征求意见', 2],
  ['国家科技重大专项', 5],
  ['十四五规划', 3],
  ['勒索病毒', 19],
  ['港澳台交流', 21],
  ['抗震救灾通信保障', 18],
  ['运行监测', 6],
  ['中药材种植', 13],
];
const ENGLISH: readonly (readonly [question: string, department: number | string])[] = [
  ['who is responsible for radio frequencies?', 20],
  ['I want to register a website', 18],
  ['who assigns telephone numbers', 18],
  ['domain names', 18],
  ['rare earth quotas', 10],
  ['my customer has not paid: unpaid invoices of a small company', 7],
  ['who approves electric cars', 11],
  ['licence to make explosives', 9],
  ['freedom of information request', 1],
  ['where do I send a petition', 1],
  ['appeal against a decision of the ministry', 2],
  ['who drafts laws and regulations', 2],
  ['universities of the ministry', 22],
  ['job at the ministry', 22],
  ['retired officials', 24],
  ['who runs the canteen', 25],
  ['industrial output statistics', 6],
  ['chemical weapons declarations', 9],
  ['energy saving in factories', 8],
  ['who deals with steel and cement', 10],
  ['shipbuilding and aircraft', 12],
  ['stockpile of medicines', 13],
  ['salt reserve', 13],
  ['semiconductor industry', 15],
  ['software industry policy', 16],
  ['electronic signatures', 16],
  ['phone charges and tariffs', 17],
  ['broadband in villages', 17],
  ['universal service', 17],
  ['I keep getting spam calls', 18],
  ['an app collects my personal data', 18],
  ['network access licence for a new phone', 18],
  ['we were hit by a cyber attack', 19],
  ['report a data breach', 19],
  ['international cooperation with a foreign government', 21],
  ['approval of a fixed-asset investment project', 3],
  ['poverty relief in Tibet', 3],
  ['industrial parks', 3],
  ['the budget of the ministry', 4],
  ['internal audit', 4],
  ['technical standards', 5],
  ['major research projects', 5],
  ['Party building', 23],
  ['dual-use technology', 14],
  ['satellite orbits', 20],
  ['interference with my radio station', 20],
  ['journalist asking for an interview', 1],
  ['tobacco shops', 'tobacco'],
  ['smart manufacturing and robots', 11],
  ['accident in a factory', 9],
  ['my mobile phone has no signal', 18],
  ['who licenses amateur radio operators', 20],
  ['mask production', 13],
  ['battery recycling', 8],
  ['car recalls', 11],
  ['grant for shipyards', 12],
  ['little giant enterprises', 7],
  ['cement plants', 10],
  ['draft rule for public comment', 2],
  ['national science megaprojects', 5],
  ['fourteenth five-year plan', 3],
  ['ransomware', 19],
  ['exchange with Hong Kong', 21],
  ['earthquake communications', 18],
  ['monitoring the economy', 6],
  ['fraud calls', 19],
  ['press office', 1],
  ['who pays for state secrets training', 1],
  ['solar panels', 15],
  ['industrial robots', 11],
];

for (const [language, questions] of [
  ['Chinese', CHINESE],
  ['English', ENGLISH],
] as const) {
  test(`of seventy everyday questions in ${language} at least nine in ten find the right department first`, () => {
    const wrong = questions.filter(([question, department]) => {
      const code = typeof department === 'number' ? `dept-${String(department).padStart(2, '0')}` : department;
      return first(question) !== code;
    });
    const named = wrong.map(([question, department]) => `${question}: ${department}, found ${first(question)}`);
    assert.ok(questions.length >= 70);
    assert.ok(wrong.length <= questions.length / 10, named.join('\n'));
  });
}

test('the task that was meant is shown with the phrase that led to it', () => {
  const [best] = findResponsible(plan, words, '总接到骚扰电话怎么投诉', '2024-05-06');
  assert.equal(best?.text.en, "users' rights, personal information");
  assert.equal(best?.phrase, '骚扰电话');
});

test('words have their days, and so has whoever is meant', () => {
  assert.equal(first('who regulates vapes', '2022-01-01'), 'tobacco');
  assert.notEqual(first('who regulates vapes', '2020-01-01'), 'tobacco');
  assert.equal(first('高新区归谁管', '2022-05-01'), 'most');
  assert.equal(first('高新区归谁管', '2024-05-01'), 'dept-03');
});

test('what nobody is responsible for finds nothing, and any text gets an answer', () => {
  for (const text of ['qwertyuiop', '', '？？', '的', '<script>', 'a'.repeat(100), '誰誰誰'])
    assert.deepEqual(
      findResponsible(plan, words, text, '2024-05-06').filter((each) => each.score > 0.5),
      [],
      text,
    );
});

test('words that mean nothing of the plan are named with file and line', () => {
  const copy = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'words-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const says = 'says: { zh-CN: [甲], en: [a] }';
    writeFileSync(
      join(copy, 'words.yaml'),
      `words:\n  - ${says}\n    mandate: nothing\n  - ${says}\n    institution: dept-99\n  - ${says}\n    institution: dept-01\n    task: sleep\n  - ${says}\n`,
    );
    assert.throws(
      () => readEverydayWords(copy, plan),
      (error: unknown) => {
        assert.ok(error instanceof DataFileError);
        const said = error.findings.map((each) => each.replace(/^.*words\.yaml/, ''));
        assert.deepEqual(said, [
          ':2: there is no mandate "nothing"',
          ':4: there is no institution "dept-99"',
          ':6: "dept-01" has no task "sleep"',
          ':9: words mean a mandate or an institution, one of them',
        ]);
        return true;
      },
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

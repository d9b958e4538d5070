import { addPerson, appoint, endAppointment, type Order } from '../organisation/index.ts';
import { grantRole, linkAccount, registerParty } from '../parties/index.ts';
import { createAccount, createSignInLink } from '../platform/auth/index.ts';
import type { Transaction } from '../platform/db/index.ts';
import { storeFile } from '../platform/files/index.ts';
import { dateIn } from '../platform/time.ts';
import { endDueClocks } from '../procedures/index.ts';
import type { Services } from '../services.ts';
import { ExampleActs, type ExampleCast } from './acts.ts';
import { type ExampleFiling, filingData } from './filing.ts';
import { ORDER_STORIES, type OrderStory } from './order-stories.ts';
import { ACCESS_PROVIDERS, APPLICANTS, type ExampleParty } from './parties.ts';
import { examplePicture } from './picture.ts';
import { loadExampleRegisters } from './registers.ts';
import { STORIES, type Story, type StoryStep } from './stories.ts';

/** Since when the example officers sit on their posts: long before the first example case. */
const SEATED = Temporal.PlainDate.from('2024-01-02');

interface ExampleOfficer {
  readonly key: string;
  readonly email: string;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  readonly post: string;
  /** The first day on which the appointment no longer holds. */
  readonly until?: Temporal.PlainDate;
}

const officer = (key: string, zh: string, en: string, post: string): ExampleOfficer => ({
  key,
  email: `${key}@example.org`,
  name: { 'zh-CN': `示例${zh}`, en: `Example ${en}` },
  post,
});

/** Provinces in which example cases are decided. */
const PROVINCES: readonly (readonly [code: string, zh: string, en: string])[] = [
  ['11', '北京', 'Beijing'],
  ['31', '上海', 'Shanghai'],
  ['33', '浙江', 'Zhejiang'],
  ['44', '广东', 'Guangdong'],
  ['51', '四川', 'Sichuan'],
];

/** The officers of Beijing are the ones whose links are printed: they need no code in their names. */
const keyOf = (kind: string, code: string): string => (code === '11' ? kind : `${kind}-${code}`);

const OFFICERS: readonly ExampleOfficer[] = [
  ...PROVINCES.flatMap(([code, zh, en]) => [
    officer(keyOf('examiner', code), `审查员（${zh}）`, `examiner (${en})`, `pca-${code}-examiner`),
    officer(keyOf('decider', code), `分管领导（${zh}）`, `deciding leader (${en})`, `pca-${code}-deputy-director`),
  ]),
  officer('administrator', '机构管理员', 'organisation administrator', 'dept-22-establishment-officer'),
  officer('countersigner', '人事教育司副司长', 'deputy director of personnel', 'dept-22-deputy-head'),
  officer('signer', '人事教育司司长', 'director of personnel', 'dept-22-head'),
  officer('auditor', '审计员', 'auditor', 'dept-04-auditor'),
  officer('colleague', '规划司工作人员', 'planning officer', 'dept-03-officer'),
  {
    ...officer('lapsed', '原审查员（北京）', 'former examiner (Beijing)', 'pca-11-examiner-2'),
    until: Temporal.PlainDate.from('2025-01-01'),
  },
];

const SIGN_IN: readonly (readonly [key: string, who: string])[] = [
  ['applicant', 'an applicant'],
  ['checker', "an access provider's checker"],
  ['examiner', 'an accepting officer of Beijing'],
  ['decider', 'a deciding leader of Beijing'],
  ['administrator', 'the organisation administrator'],
  ['auditor', 'an auditor'],
];

const addressOf = (key: string): string => `${key === 'other-province' ? 'examiner-31' : key}@example.org`;

/** The account that plays a part in the examples. */
export async function exampleAccount(services: Services, key: string): Promise<string> {
  const row = await services.db.selectFrom('account').select('id').where('email', '=', addressOf(key)).executeTakeFirstOrThrow();
  return row.id;
}

/** Who plays which part, found again in a ministry that has the examples. */
export async function findExampleCast({ db }: Services): Promise<ExampleCast> {
  const account = async (key: string): Promise<string> =>
    (await db.selectFrom('account').select('id').where('email', '=', addressOf(key)).executeTakeFirstOrThrow()).id;
  const persons = new Map((await db.selectFrom('person').select(['id', 'code']).execute()).map((person) => [person.code, person.id]));
  const by = (kind: 'examiner' | 'decider'): ReadonlyMap<string, string> =>
    new Map(PROVINCES.map(([code]) => [code, persons.get(`example-${keyOf(kind, code)}`) ?? '']));
  return {
    applicantAccount: await account('applicant'),
    checkerAccount: await account('checker'),
    examiners: by('examiner'),
    deciders: by('decider'),
  };
}

/** One-use links for a look around; printed at every start while example data is loaded. */
export async function signInLinksOfExamples(services: Services): Promise<readonly { readonly who: string; readonly address: string }[]> {
  const links: { readonly who: string; readonly address: string }[] = [];
  for (const [key, who] of SIGN_IN) {
    const accountId = await exampleAccount(services, key);
    const token = await services.db.transaction().execute((trx) => createSignInLink(trx, accountId, services.now()));
    links.push({ who, address: `${services.baseUrl}/sign-in/link/${token}` });
  }
  return links;
}

/** Fills an empty ministry with example parties and cases in every state of life, by performing the acts with past dates. */
export async function loadExamples(services: Services, say: (line: string) => void): Promise<void> {
  const { db } = services;
  if ((await db.selectFrom('party').select('id').limit(1).executeTakeFirst()) !== undefined) return;
  say('Loading example parties and cases');
  const loadedAt = services.now();
  const cast = await castRoles(services, loadedAt);
  await services.organisation.refresh(db);
  await loadExampleRegisters(services, SEATED);
  const acts = new ExampleActs(services, cast.cast);
  for (const [i, story] of STORIES.entries()) await tell(services, acts, cast.parties, story, i + 1, loadedAt);
  for (const order of ORDER_STORIES) await tellOrder(services, acts, cast.parties, order, loadedAt);
}

/** An order upon a website of an earlier story, by the same party and the same person in charge. */
async function tellOrder(
  services: Services,
  acts: ExampleActs,
  parties: Parties,
  order: OrderStory,
  loadedAt: Temporal.Instant,
): Promise<void> {
  const at = STORIES.findIndex(({ domain }) => domain === order.upon);
  const filed = STORIES[at];
  const party = parties.get(filed?.party ?? '');
  const provider = parties.get(order.provider ?? filed?.provider ?? '');
  if (filed === undefined || party === undefined || provider === undefined) throw new Error(`no story has filed ${order.upon}`);
  const moment = momentsBefore(services, loadedAt);
  const submittedAt = moment(order.submittedDaysAgo);
  const handedIn = filed.steps.findLast((step) => step.act === 'hand-in');
  const siteName = handedIn?.act === 'hand-in' ? handedIn.siteName : filed.siteName;
  const filing = await prepare(services, { party, provider, serial: at + 1, siteName, domain: filed.domain });
  const answers = order.answers(filingData(filing), filing);
  const { procedure, upon } = order;
  const caseId = await acts.submit({ id: party.id, kind: party.kind }, answers, submittedAt, { procedure, domain: upon });
  for (const step of order.steps) await perform(services, acts, caseId, filing, step, moment(step.daysAgo));
}

type Parties = ReadonlyMap<string, ExampleParty & { readonly id: string }>;

async function castRoles(
  services: Services,
  loadedAt: Temporal.Instant,
): Promise<{ readonly cast: ExampleCast; readonly parties: Parties }> {
  const at = SEATED.toZonedDateTime(services.timeZone).toInstant();
  return await services.db.transaction().execute(async (trx) => {
    const applicantAccount = await createAccount(trx, { email: addressOf('applicant'), displayName: '示例申请人', language: 'zh-CN' }, at);
    const checkerAccount = await createAccount(
      trx,
      { email: addressOf('checker'), displayName: '示例接入商审核员', language: 'zh-CN' },
      at,
    );
    await createAccount(trx, { email: addressOf('stranger'), displayName: '示例其他当事人', language: 'zh-CN' }, at);
    const parties = new Map<string, ExampleParty & { readonly id: string }>();
    for (const [list, accountId] of [
      [ACCESS_PROVIDERS, checkerAccount],
      [APPLICANTS, applicantAccount],
    ] as const) {
      for (const party of list) {
        const id = await registerParty(
          trx,
          { kind: party.kind, name: party.name, code: party.code, territory: party.territory, isExample: true },
          at,
        );
        parties.set(party.key, { ...party, id });
        await linkAccount(trx, { accountId, partyId: id, proof: '示例授权', from: SEATED, at });
        if (list === ACCESS_PROVIDERS)
          await grantRole(trx, { partyId: id, role: 'access-provider', basis: '示例：B1-20260001', from: SEATED, actor: 'system', at });
      }
    }
    const seated = await seatOfficers(trx, { actor: 'system', at }, loadedAt);
    return { cast: { applicantAccount, checkerAccount, ...seated }, parties };
  });
}

async function seatOfficers(
  trx: Transaction,
  order: Order,
  loadedAt: Temporal.Instant,
): Promise<Pick<ExampleCast, 'examiners' | 'deciders'>> {
  const examiners = new Map<string, string>();
  const deciders = new Map<string, string>();
  for (const { key, email, name, post, until } of OFFICERS) {
    const personId = await addPerson(trx, { code: `example-${key}`, name, isExample: true }, order);
    const appointmentId = await appoint(trx, { personId, post, from: SEATED, reason: '示例任职' }, order);
    if (until !== undefined) await endAppointment(trx, { appointmentId, until, reason: '示例：任职届满' }, { ...order, at: loadedAt });
    await createAccount(trx, { email, displayName: name['zh-CN'], language: 'zh-CN', personId }, order.at);
    const territory = /^pca-(\d\d)-(examiner|deputy-director)$/.exec(post);
    if (territory !== null) (territory[2] === 'examiner' ? examiners : deciders).set(territory[1] ?? '', personId);
  }
  return { examiners, deciders };
}

/** Hours of the day at which the steps of one day happen, in their order. */
const FIRST_HOUR = 9;

async function tell(
  services: Services,
  acts: ExampleActs,
  parties: Parties,
  story: Story,
  serial: number,
  loadedAt: Temporal.Instant,
): Promise<void> {
  const party = parties.get(story.party);
  const provider = parties.get(story.provider);
  if (party === undefined || provider === undefined) throw new Error(`the story of ${story.domain} names a party that nobody plays`);
  const moment = momentsBefore(services, loadedAt);
  const submittedAt = moment(story.submittedDaysAgo);
  const filing = await prepare(services, { party, provider, serial, siteName: story.siteName, domain: story.domain });
  const caseId = await acts.submit({ id: party.id, kind: party.kind }, filingData(filing), submittedAt);
  for (const step of story.steps) await perform(services, acts, caseId, filing, step, moment(step.daysAgo));
}

/** Moments by the days before the loading, each later than the one before on the same day. */
function momentsBefore(services: Services, loadedAt: Temporal.Instant): (daysAgo: number) => Temporal.Instant {
  const today = dateIn(services.timeZone, loadedAt);
  let hour = FIRST_HOUR;
  let last = '';
  return (daysAgo) => {
    const day = today.subtract({ days: daysAgo });
    hour = day.toString() === last ? hour + 1 : FIRST_HOUR;
    last = day.toString();
    const at = day.toZonedDateTime({ timeZone: services.timeZone, plainTime: Temporal.PlainTime.from({ hour }) }).toInstant();
    // What happened "today" has happened: never later than now, and each step a second after the one before.
    return Temporal.Instant.compare(at, loadedAt) < 0 ? at : loadedAt.subtract({ seconds: 60 - (hour - FIRST_HOUR) });
  };
}

async function prepare(services: Services, filing: Omit<ExampleFiling, 'files'>): Promise<ExampleFiling> {
  const store = async (name: string, seed: number) =>
    await services.db.transaction().execute((trx) => storeFile(trx, { name, bytes: examplePicture(seed) }, name));
  const files = {
    certificate: await store('示例证件.png', 1),
    identity: await store('示例身份证件.png', 2),
    commitment: await store('示例承诺书.png', 3),
  };
  return { ...filing, files };
}

async function perform(
  services: Services,
  acts: ExampleActs,
  caseId: string,
  filing: ExampleFiling,
  step: StoryStep,
  at: Temporal.Instant,
): Promise<void> {
  switch (step.act) {
    case 'pre-review':
      return await acts.preReview(caseId, step.outcome, at, step.findings);
    case 'verify':
      return await acts.verify(caseId, filing.serial, at);
    case 'verification-lapses':
      await endDueClocks(services, at);
      return;
    case 'examine':
      return await acts.examine(caseId, step.outcome, at, step.findings);
    case 'decide':
      return await acts.decide(caseId, step.outcome, at, step.reasons);
    case 'hand-in':
      return await acts.handIn(caseId, step.element, filingData({ ...filing, siteName: step.siteName }), at);
    case 'withdraw':
      return await acts.withdraw(caseId, step.reasons, at);
  }
}

import { openTestMinistry, type TestMinistry } from '../../../tests/ministry.ts';
import { addPerson, appoint } from '../../organisation/index.ts';
import { grantRole, linkAccount, registerParty } from '../../parties/index.ts';
import { createAccount } from '../../platform/auth/index.ts';
import type { Services } from '../../services.ts';
import { type Completion, completeTask } from '../cases.ts';
import type { StepRole } from '../tables.ts';
import { TestBrowser, type TestFile } from './test-browser.ts';

/** For tests: who files, who reviews, who decides. All names and numbers are made up. */
export interface Cast {
  readonly ministry: TestMinistry;
  readonly applicant: Player;
  readonly rival: Player;
  readonly provider: Player;
  readonly otherProvider: Player;
  readonly examiner: string;
  readonly decider: string;
}

export interface Player {
  readonly accountId: string;
  readonly partyId: string;
  readonly code: string;
  readonly browser: TestBrowser;
}

const SEATED = Temporal.PlainDate.from('2024-01-02');

export async function openCast(): Promise<Cast> {
  const ministry = await openTestMinistry();
  const { services } = ministry;
  const [examiner, decider] = [
    await seat(services, 'examiner', 'pca-11-examiner'),
    await seat(services, 'decider', 'pca-11-deputy-director'),
  ];
  await services.organisation.refresh(services.db);
  return {
    ministry,
    applicant: await play(ministry, 'tea', '示例茶叶贸易有限公司', '91110000MA0EX0085X'),
    rival: await play(ministry, 'machines', '示例精密机械有限公司', '91110000MA0EX0106E'),
    provider: await play(ministry, 'cloud', '示例云计算有限公司', '91110000MA0EX01149', true),
    otherProvider: await play(ministry, 'harbour', '示例港口数据有限公司', '91310000MA0EX00936', true),
    examiner,
    decider,
  };
}

async function seat(services: Services, name: string, post: string): Promise<string> {
  const order = { actor: 'system', at: services.now() };
  return await services.db.transaction().execute(async (trx) => {
    const personId = await addPerson(trx, { code: `test-${name}`, name: { 'zh-CN': `示例${name}`, en: name } }, order);
    await appoint(trx, { personId, post, from: SEATED, reason: '示例' }, order);
    return personId;
  });
}

async function play(ministry: TestMinistry, key: string, name: string, code: string, isProvider = false): Promise<Player> {
  const { services, app } = ministry;
  const at = services.now();
  const ids = await services.db.transaction().execute(async (trx) => {
    const accountId = await createAccount(trx, { email: `${key}@example.org`, displayName: `示例${key}`, language: 'zh-CN' }, at);
    const partyId = await registerParty(trx, { kind: 'enterprise', name, code, territory: code.slice(2, 4) }, at);
    await linkAccount(trx, { accountId, partyId, proof: '示例', from: SEATED, at });
    if (isProvider) await grantRole(trx, { partyId, role: 'access-provider', basis: '示例', from: SEATED, actor: 'system', at });
    return { accountId, partyId };
  });
  return { ...ids, code, browser: await TestBrowser.signIn(app, services, ids.accountId) };
}

/** The smallest picture that has the shape of a PNG file: its header says 8 by 8 pixels. */
export function picture(width = 8, height = 8): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('89504e470d0a1a0a0000000d49484452', 0, 'hex');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

export const scan = (field: string, bytes = picture(), name = 'scan.png'): TestFile => ({ field, name, bytes });

/** A person whose identity number has the region 99, which is never assigned. */
export const IDENTITY = '990000198001101010';

/** Every page of the form, right in every answer. `serial` makes telephone numbers of its own. */
export const answers = (cast: Cast, domain: string, serial: number, provider = cast.provider) => ({
  subject: {
    '/subject/nature': 'enterprise',
    '/subject/name': '示例茶叶贸易有限公司',
    '/subject/certificateNumber': '91110000MA0EX0085X',
    '/subject/province': '11',
    '/subject/address': '示例市示例区示例路1号',
    '/subject/legalPerson': '示例法定代表人',
  },
  principal: {
    '/principal/name': '示例负责人',
    '/principal/idNumber': IDENTITY,
    '/principal/idValidUntil-year': '2036',
    '/principal/idValidUntil-month': '3',
    '/principal/idValidUntil-day': '9',
    '/principal/mobile': mobile(serial),
    '/principal/emergencyMobile': mobile(serial + 5000),
    '/principal/email': 'principal@example.org',
  },
  service: {
    '/service/name': '示例茶叶网',
    '/service/domain': domain,
    '/service/homeUrl': `https://www.${domain}/`,
    '/service/contentTypes': ['none'],
  },
  access: { '/access/provider': provider.code, '/access/mode': 'cloud', '/access/ip': '192.0.2.10' },
  commitment: { '/commitment/agreed': 'true' },
});

export const mobile = (serial: number): string => `1990000${String(serial).padStart(4, '0')}`;

const FILES: Readonly<Record<string, string>> = {
  subject: '/subject/certificateFile',
  principal: '/principal/idFile',
  commitment: '/commitment/file',
};

export type Answers = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Begins a draft and gives its address. */
export async function begin({ browser, partyId }: Player): Promise<string> {
  const started = await browser.send('/services/website-filing/start', '/services/website-filing/start', { party: partyId });
  return String(started.headers.location);
}

/** Fills in every page of a draft. @throws Error naming the page that was refused */
export async function fill({ browser }: Player, draft: string, pages: Answers): Promise<void> {
  for (const [page, fields] of Object.entries(pages)) {
    const file = FILES[page];
    const answer = await browser.send(`${draft}/${page}`, `${draft}/${page}`, fields, file === undefined ? [] : [scan(file)]);
    if (answer.statusCode !== 303) throw new Error(`${page}: ${answer.statusCode} ${mistakesOf(answer.body).join('; ')}`);
  }
}

export const submit = async ({ browser }: Player, draft: string) => await browser.send(`${draft}/review`, `${draft}/submit`);

/** A whole filing from the first page to the case's id. */
export async function file(cast: Cast, player: Player, pages: Answers): Promise<string> {
  const draft = await begin(player);
  await fill(player, draft, pages);
  const sent = await submit(player, draft);
  if (sent.statusCode !== 303) throw new Error(`refused: ${mistakesOf(sent.body).join('; ')}`);
  const row = await cast.ministry.services.db
    .selectFrom('draft_submission')
    .select('case_id')
    .where('draft_id', '=', draft.split('/').at(-1) ?? '')
    .executeTakeFirstOrThrow();
  return row.case_id;
}

/** What the summary at the head of a page says is wrong. */
export function mistakesOf(body: string): readonly string[] {
  const summary = /govuk-error-summary__list">(.*?)<\/ul>/s.exec(body)?.[1] ?? '';
  return [...summary.matchAll(/<li>(.*?)<\/li>/gs)].map((match) => (match[1] ?? '').replace(/<[^>]*>/g, ''));
}

export const taskOf = async (cast: Cast, caseId: string, element: string): Promise<{ id: string; partyId: string | null }> =>
  await cast.ministry.services.db
    .selectFrom('task')
    .select(['id', 'party_id as partyId'])
    .where('case_id', '=', caseId)
    .where('element', '=', element)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();

export const stageOf = async (cast: Cast, caseId: string): Promise<string> =>
  (await cast.ministry.services.db.selectFrom('case_file').select('stage').where('id', '=', caseId).executeTakeFirstOrThrow()).stage;

/** The code in the last message to whoever verifies a case. */
export async function codeOf(cast: Cast, caseId: string): Promise<string> {
  const message = await cast.ministry.services.db
    .selectFrom('outbox')
    .select('body')
    .where('about', '=', `case/${caseId}`)
    .where('channel', '=', 'sms')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return /\d{6}/.exec(message.body)?.[0] ?? '';
}

/** The access provider passes a filing. */
export async function passPreReview(cast: Cast, caseId: string, { browser } = cast.provider): Promise<void> {
  const { id } = await taskOf(cast, caseId, 'preReview');
  const done = await browser.send(`/tasks/${id}`, `/tasks/${id}`, { outcome: 'pass', checked: ['certificate', 'principal', 'access'] });
  if (done.statusCode !== 303) throw new Error(`not passed: ${mistakesOf(done.body).join('; ')}`);
}

/** An officer's step, as the desk takes it. */
export async function officerStep(
  cast: Cast,
  caseId: string,
  step: { readonly element: string; readonly role: StepRole; readonly by: string } & Omit<Completion, 'taskId' | 'at'>,
): Promise<void> {
  const { services } = cast.ministry;
  const { id } = await taskOf(cast, caseId, step.element);
  const { element: _element, role, by, ...completion } = step;
  await services.db.transaction().execute((trx) =>
    completeTask(trx, services, { ...completion, taskId: id, at: services.now() }, async (task, row) => {
      const { mandate, territory, scope, secrecy } = row;
      const deed = { mandate, role, territory, scope, secrecy, drafters: task.drafters, partyId: row.party_id, caseId: row.id };
      const verdict = services.organisation.may(by, deed, services.now());
      if (!verdict.allowed) throw new Error(verdict.denial.text.en);
      return { id: `appointment/${verdict.appointmentId}`, personId: by, because: verdict.because };
    }),
  );
}

/** What was found, as the desk takes it from the catalogue. */
export const findingsOf = (cast: Cast, ...codes: readonly string[]) =>
  codes.flatMap((code) => cast.ministry.services.procedures.findings.get(code) ?? []);

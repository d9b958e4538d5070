import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Static, Type } from 'typebox';
import { registerParty } from '../parties/index.ts';
import { createAccount } from '../platform/auth/index.ts';
import type { Transaction } from '../platform/db/index.ts';
import { Refusal, Refusals } from '../platform/http/refusal.ts';
import { readYamlText } from '../platform/yaml.ts';
import { writeEntry } from '../registers/index.ts';
import type { Services } from '../services.ts';
import { completeTask, type Finding, submitCase } from './cases.ts';
import type { CheckOutcome } from './findings.ts';
import { withPointer } from './form.ts';
import type { Procedure } from './library.ts';
import type { EntryReference } from './orders/base.ts';

const Data = Type.Record(Type.String(), Type.Unknown());

/** `examples/*.json`: who files what, what is done when, and what must come of it. */
const Example = Type.Object(
  {
    title: Type.String(),
    /** The example, `PROCEDURE/NAME`, that made the register entry which this one is upon. */
    after: Type.Optional(Type.String({ pattern: '^[a-z-]+/[a-z0-9-]+$' })),
    party: Type.Object(
      {
        kind: Type.Union([Type.Literal('enterprise'), Type.Literal('public-body'), Type.Literal('person')]),
        name: Type.String(),
        code: Type.String(),
        territory: Type.Optional(Type.String()),
      },
      { additionalProperties: false },
    ),
    /** What the registers say before. */
    registers: Type.Optional(
      Type.Array(Type.Object({ register: Type.String(), key: Type.String(), data: Data }, { additionalProperties: false })),
    ),
    /** Parties that participate: the access provider. */
    others: Type.Optional(Type.Array(Type.Object({ name: Type.String(), code: Type.String() }, { additionalProperties: false }))),
    submittedAt: Type.String({ format: 'date-time' }),
    data: Data,
    acts: Type.Array(
      Type.Object(
        {
          task: Type.String(),
          outcome: Type.String(),
          at: Type.String({ format: 'date-time' }),
          reasons: Type.Optional(Type.String()),
          findings: Type.Optional(Type.Array(Type.String())),
          data: Type.Optional(Data),
        },
        { additionalProperties: false },
      ),
    ),
    expect: Type.Object(
      {
        stage: Type.Optional(Type.String()),
        /** Instead of a case: the rules by which it is not taken, all of them. */
        refused: Type.Optional(Type.Array(Type.String())),
        /** What the machine's checks come to, by code. */
        checks: Type.Optional(Type.Record(Type.String(), Type.String())),
        clocks: Type.Optional(
          Type.Record(Type.String(), Type.Object({ due: Type.String({ format: 'date' }) }, { additionalProperties: false })),
        ),
        documents: Type.Optional(
          Type.Array(Type.Object({ kind: Type.String(), says: Type.Array(Type.String()) }, { additionalProperties: false })),
        ),
        entries: Type.Optional(Type.Array(Type.Object({ register: Type.String(), data: Data }, { additionalProperties: false }))),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
type Example = Static<typeof Example>;
/** An example that says only how it differs from another. */
const Variant = Type.Object(
  {
    like: Type.String({ pattern: '^[a-z0-9-]+$' }),
    title: Example.properties.title,
    change: Type.Optional(Data),
    registers: Example.properties.registers,
    acts: Type.Optional(Example.properties.acts),
    expect: Example.properties.expect,
  },
  { additionalProperties: false },
);

export interface Trial {
  readonly example: string;
  /** What came out otherwise than the example says; empty when all is as it should be. */
  readonly differences: readonly string[];
}

/** Thrown to roll back; carries what was found. */
class RolledBack extends Error {
  readonly trial: Trial;
  constructor(trial: Trial) {
    super('rolled back');
    this.trial = trial;
  }
}

/** Runs every example of a procedure's folder on the real database, each in a transaction that is rolled back. */
export async function tryExamples(services: Services, procedure: Procedure, folder: string): Promise<readonly Trial[]> {
  const names = readdirSync(join(folder, 'examples'))
    .filter((name) => name.endsWith('.json'))
    .sort();
  const trials: Trial[] = [];
  for (const name of names) {
    const path = join(folder, 'examples', name);
    const value = readExample(path);
    const earlier = value.after === undefined ? undefined : join(folder, '..', value.after.replace('/', '/examples/'));
    try {
      await services.db.transaction().execute(async (trx) => {
        throw new RolledBack({
          example: `${basename(name, '.json')}: ${value.title}`,
          differences: await run(trx, services, procedure, value, earlier === undefined ? undefined : readExample(`${earlier}.json`)),
        });
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      trials.push(error.trial);
    }
  }
  return trials;
}

/** An example whole: one that is like another takes from it what it does not say itself. */
function readExample(path: string): Example {
  const text = readFileSync(path, 'utf8');
  if (!/^\{\s*"like":/.test(text)) return readYamlText<Example>(path, text, Example).value;
  const { like, change = {}, ...own } = readYamlText<Static<typeof Variant>>(path, text, Variant).value;
  const base = readExample(join(dirname(path), `${like}.json`));
  const data = Object.entries(change).reduce<Readonly<Record<string, unknown>>>(
    (known, [pointer, value]) => withPointer(known, pointer, value),
    base.data,
  );
  return { ...base, ...own, data, acts: own.acts ?? base.acts };
}

async function run(
  trx: Transaction,
  services: Services,
  procedure: Procedure,
  example: Example,
  earlier: Example | undefined,
): Promise<readonly string[]> {
  const maker = services.procedures.current.get(procedure.order?.entry?.madeBy ?? '');
  if (earlier === undefined || maker === undefined) return (await perform(trx, services, procedure, example, undefined)).differences;
  const { id, differences } = await perform(trx, services, maker, earlier, undefined);
  const entry = await trx.selectFrom('register_entry').select(['register', 'key']).where('cause', '=', `case/${id}`).executeTakeFirst();
  if (entry === undefined) return [...differences, `the example ${example.after} made no register entry`];
  return (await perform(trx, services, procedure, example, entry)).differences;
}

async function perform(
  trx: Transaction,
  services: Services,
  procedure: Procedure,
  example: Example,
  entry: EntryReference | undefined,
): Promise<{ readonly id: string; readonly differences: readonly string[] }> {
  const at = Temporal.Instant.from(example.submittedAt);
  await keepVersion(trx, procedure, at);
  for (const other of example.others ?? []) await knownParty(trx, { kind: 'enterprise', territory: null, ...other, isExample: true }, at);
  const partyId = await knownParty(trx, { ...example.party, territory: example.party.territory ?? null, isExample: true }, at);
  const email = `${entry === undefined ? 'example' : 'later'}@example.invalid`;
  const accountId = await createAccount(trx, { email, displayName: example.party.name, language: 'zh-CN' }, at);
  const actor = { id: `account/${accountId}` };
  for (const { register, key, data } of example.registers ?? []) {
    const definition = services.registers.get(register);
    if (definition === undefined) throw new Error(`there is no register ${register}`);
    const from = Temporal.PlainDate.from(example.submittedAt.slice(0, 10));
    await writeEntry(trx, definition, { key, data, from, at, causeKind: 'import', cause: 'import/example', actor: actor.id });
  }
  const submission = {
    procedure,
    party: { id: partyId, kind: example.party.kind },
    accountId,
    data: example.data,
    actor,
    at,
    isExample: true,
    ...(entry === undefined ? {} : { entry }),
  };
  const wanted = example.expect.refused;
  if (wanted !== undefined) return { id: '', differences: await compareRefusals(trx, services, submission, wanted) };
  const { id } = await submitCase(trx, services, submission);
  const differences: string[] = [];
  for (const step of example.acts) {
    const task = await trx
      .selectFrom('task')
      .select('id')
      .where('case_id', '=', id)
      .where('element', '=', step.task)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (task === undefined) return { id, differences: [`the task ${step.task} is not open when it is to be ${step.outcome}`] };
    const findings = (step.findings ?? []).map(
      (code): Finding =>
        services.procedures.findings.get(code) ?? { code, reason: { 'zh-CN': code, en: code }, cure: { 'zh-CN': code, en: code } },
    );
    await completeTask(
      trx,
      services,
      {
        taskId: task.id,
        outcome: step.outcome,
        at: Temporal.Instant.from(step.at),
        findings,
        ...(step.reasons === undefined ? {} : { reasons: step.reasons }),
        ...(step.data === undefined ? {} : { data: step.data }),
      },
      async () => actor,
    );
  }
  differences.push(
    ...(await compareCase(trx, id, example)),
    ...(await compareDocuments(trx, id, example)),
    ...(await compareEntries(trx, id, example)),
  );
  return { id, differences };
}

/** Not one rule more or less than the example says. */
async function compareRefusals(
  trx: Transaction,
  services: Services,
  submission: Parameters<typeof submitCase>[2],
  wanted: readonly string[],
): Promise<readonly string[]> {
  try {
    await submitCase(trx, services, submission);
    return [`it was taken, and not refused by ${wanted.join(', ')}`];
  } catch (error) {
    const refusals = error instanceof Refusals ? error.all : error instanceof Refusal ? [error] : undefined;
    if (refusals === undefined) throw error;
    const told = refusals.map((each) => each.rule.code).sort();
    return told.join() === [...wanted].sort().join() ? [] : [`it was refused by ${told.join(', ')}, not by ${wanted.join(', ')}`];
  }
}

/** A party that the earlier example has registered already is the same party. */
async function knownParty(trx: Transaction, party: Parameters<typeof registerParty>[1], at: Temporal.Instant): Promise<string> {
  const known = await trx.selectFrom('party').select('id').where('code', '=', party.code).executeTakeFirst();
  return known?.id ?? (await registerParty(trx, party, at));
}

/** A folder under trial is not loaded: its case needs its text to exist within the transaction. */
async function keepVersion(trx: Transaction, { code, version, contentHash, files }: Procedure, at: Temporal.Instant): Promise<void> {
  await trx
    .insertInto('procedure_version')
    .values({ code, version, content_hash: contentHash, content: JSON.stringify(files), loaded_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function compareCase(trx: Transaction, id: string, { expect }: Example): Promise<readonly string[]> {
  const file = await trx.selectFrom('case_file').select(['stage', 'variables']).where('id', '=', id).executeTakeFirstOrThrow();
  const clocks = await trx.selectFrom('clock').select(['name', 'due']).where('case_id', '=', id).orderBy('started_at').execute();
  const found =
    expect.stage === undefined || file.stage === expect.stage ? [] : [`the case stands at ${file.stage}, not at ${expect.stage}`];
  const checks = new Map(((file.variables.checks ?? []) as readonly CheckOutcome[]).map(({ code, outcome }) => [code, outcome]));
  for (const [code, outcome] of Object.entries(expect.checks ?? {}))
    if (checks.get(code) !== outcome) found.push(`the check ${code} came to ${checks.get(code) ?? 'nothing'}, not to ${outcome}`);
  for (const [name, { due }] of Object.entries(expect.clocks ?? {})) {
    const clock = clocks.filter((each) => each.name === name).at(-1);
    if (clock?.due?.toString() !== due) found.push(`the clock ${name} is due on ${clock?.due?.toString() ?? 'no day'}, not on ${due}`);
  }
  return found;
}

async function compareDocuments(trx: Transaction, id: string, { expect }: Example): Promise<readonly string[]> {
  const documents = await trx.selectFrom('document').select(['kind', 'body']).where('case_id', '=', id).orderBy('issued_at').execute();
  const wanted = expect.documents ?? [];
  if (documents.length !== wanted.length) return [`${documents.length} documents were issued, not ${wanted.length}`];
  return wanted.flatMap(({ kind, says }, i) => {
    const document = documents[i];
    const text = JSON.stringify(document?.body);
    return [
      ...(document?.kind === kind ? [] : [`document ${i + 1} is of the kind ${document?.kind}, not ${kind}`]),
      ...says.filter((words) => !text.includes(words)).map((words) => `document ${i + 1} does not say "${words}"`),
    ];
  });
}

async function compareEntries(trx: Transaction, id: string, { expect }: Example): Promise<readonly string[]> {
  const entries = await trx
    .selectFrom('register_entry')
    .select(['register', 'data'])
    .where('cause', '=', `case/${id}`)
    .orderBy('recorded_at')
    .execute();
  const wanted = expect.entries ?? [];
  if (entries.length !== wanted.length) return [`${entries.length} register entries were written, not ${wanted.length}`];
  return wanted.flatMap(({ register, data }, i) => {
    const entry = entries[i];
    return [
      ...(entry?.register === register ? [] : [`entry ${i + 1} stands in ${entry?.register}, not in ${register}`]),
      ...Object.entries(data).flatMap(([field, value]) =>
        JSON.stringify(entry?.data[field]) === JSON.stringify(value)
          ? []
          : [`entry ${i + 1} has ${field} = ${JSON.stringify(entry?.data[field])}, not ${JSON.stringify(value)}`],
      ),
    ];
  });
}

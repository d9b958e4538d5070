import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { compileDecisions, type DecisionModel } from '@mandate/decisions';
import { compile, type Plan } from '@mandate/processes';
import { parseTemplate, type TextTemplate } from '../documents/index.ts';
import type { Db } from '../platform/db/index.ts';
import { DataFileError, readYamlText } from '../platform/yaml.ts';
import { ProcedureYaml } from './definition.ts';
import { type CatalogueCheck, type CatalogueFinding, loadChecks, loadFindings } from './findings.ts';
import { compileForm, type Form } from './form.ts';
import { wholeForm } from './form-source.ts';
import { operations } from './operations.ts';
import { loadTerritoryRules, type TerritoryRule } from './rules/definition.ts';

/** A procedure ready to run: its folder, compiled. */
export interface Procedure extends ProcedureYaml {
  readonly contentHash: string;
  /** The files as they were read: what a running case keeps. */
  readonly files: Readonly<Record<string, string>>;
  readonly form: Form;
  readonly plan: Plan;
  readonly processId: string;
  readonly rules: ReadonlyMap<string, DecisionModel>;
  readonly texts: ReadonlyMap<string, Readonly<Record<'zh-CN' | 'en', TextTemplate>>>;
  readonly warnings: readonly string[];
}

/** The texts of a procedure's folder by their path in it. */
export function readProcedureFolder(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(yaml|json|bpmn|dmn|liquid)$/.test(path) || path.startsWith('examples')) continue;
    files[path.split(sep).join('/')] = readFileSync(join(folder, path), 'utf8');
  }
  const form = files['form.schema.json'];
  if (form !== undefined)
    files['form.schema.json'] = attempt(`${folder}/form.schema.json`, () =>
      wholeForm(form, (path) => readFileSync(join(folder, path), 'utf8')),
    );
  return files;
}

/**
 * Compiles a procedure of its files.
 *
 * @param where the folder's name, for messages
 * @throws DataFileError with a line for each thing that is wrong: file, place, rule
 */
export async function compileProcedure(where: string, files: Readonly<Record<string, string>>): Promise<Procedure> {
  const need = (name: string): string => {
    const text = files[name];
    if (text === undefined) throw new DataFileError([`${where}: lacks ${name}`]);
    return text;
  };
  const yaml = readYamlText<ProcedureYaml>(`${where}/procedure.yaml`, need('procedure.yaml'), ProcedureYaml);
  const form = attempt(`${where}/form.schema.json`, () => compileForm(JSON.parse(need('form.schema.json'))));
  const compiled = await compile(need('process.bpmn'));
  if (!compiled.ok) throw new DataFileError(compiled.refusals.map((each) => `${where}/process.bpmn: ${each.element}: ${each.reason}`));
  const { plan } = compiled;
  const rules = new Map<string, DecisionModel>();
  for (const [path, text] of Object.entries(files)) {
    if (!path.startsWith('rules/')) continue;
    try {
      rules.set(path.slice('rules/'.length).replace(/\.dmn$/, ''), await compileDecisions(text));
    } catch (error) {
      throw new DataFileError([`${where}/${path}: ${(error as Error).message}`]);
    }
  }
  const texts = new Map<string, Record<'zh-CN' | 'en', TextTemplate>>();
  for (const { template } of Object.values(yaml.value.documents)) {
    const parse = (language: string): TextTemplate =>
      attempt(`${where}/documents/${template}.${language}.liquid`, () => parseTemplate(need(`documents/${template}.${language}.liquid`)));
    texts.set(template, { 'zh-CN': parse('zh-CN'), en: parse('en') });
  }
  const contentHash = createHash('sha256').update(JSON.stringify(files)).digest('hex');
  const processId = [...plan.processes.values()].find((scope) => scope.isProcess && scope.executable)?.id ?? '';
  const procedure = {
    ...yaml.value,
    contentHash,
    files,
    form,
    plan,
    processId,
    rules,
    texts,
    warnings: [
      ...plan.warnings.map((each) => `${where}/process.bpmn: ${each.element}: ${each.reason}`),
      ...[...rules].flatMap(([name, model]) => model.warnings.map((each) => `${where}/rules/${name}.dmn: ${each.table}: ${each.message}`)),
    ],
  };
  const mistakes = findContradictions(procedure).map(([path, rule]) => `${where}/procedure.yaml:${yaml.lineOf(path)}: ${rule}`);
  if (mistakes.length > 0) throw new DataFileError(mistakes);
  return procedure;
}

function attempt<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new DataFileError([`${where}: ${(error as Error).message}`]);
  }
}

/** What each file says of the others must be so: a name that nobody knows would only show in the middle of a case. */
function findContradictions(procedure: Omit<Procedure, 'warnings'>): readonly (readonly [path: readonly string[], rule: string])[] {
  const found: [readonly string[], string][] = [];
  const { nodes } = procedure.plan;
  const element = (path: readonly string[], id: string): void => {
    if (!nodes.has(id)) found.push([path, `the process has no element "${id}"`]);
  };
  for (const [name, clock] of Object.entries(procedure.clocks)) {
    for (const id of [clock.startsWith, ...clock.endsWith, ...clock.suspendedDuring]) element(['clocks', name], id);
  }
  for (const id of Object.keys(procedure.tasks)) element(['tasks', id], id);
  for (const { code, field } of procedure.materials)
    if (!procedure.form.fields.has(field)) found.push([['materials'], `material ${code} names ${field}, which no page of the form asks`]);
  for (const node of nodes.values()) {
    const { participant, operation, document, decision } = node.attributes;
    const isTask = node.kind === 'activity' && node.work.do === 'task';
    if (isTask && procedure.tasks[node.id] === undefined) found.push([['tasks'], `lacks the task "${node.id}" of the process`]);
    if (isTask && procedure.stages[node.id] === undefined) found.push([['stages'], `lacks the name of the stage "${node.id}"`]);
    if (isTask && participant === undefined && node.attributes.mandate === undefined)
      found.push([['tasks', node.id], `task "${node.id}" names neither a mandate nor a participant`]);
    if (participant !== undefined && procedure.participants[participant] === undefined)
      found.push([['participants'], `lacks "${participant}", which "${node.id}" names`]);
    if (document !== undefined && procedure.documents[document] === undefined)
      found.push([['documents'], `lacks "${document}", which "${node.id}" names`]);
    if (decision !== undefined && !procedure.rules.has(decision))
      found.push([['code'], `there is no rules/${decision}.dmn, which "${node.id}" names`]);
    if (operation !== undefined && operations[operation] === undefined)
      found.push([['code'], `"${node.id}" calls the operation "${operation}", which nobody offers`]);
  }
  return found;
}

/** The procedures in force, and every earlier text that a running case still keeps. */
export class ProcedureLibrary {
  readonly current: ReadonlyMap<string, Procedure>;
  /** Rules of the ministry that several procedures share, by name: `rules/NAME.dmn`. */
  readonly rules: ReadonlyMap<string, DecisionModel>;
  /** What reviewers may find wrong, by code; shared by all procedures. */
  readonly findings: ReadonlyMap<string, CatalogueFinding>;
  /** What the machine's checks are called, by code. */
  readonly checks: ReadonlyMap<string, CatalogueCheck>;
  /** Rule tables in which a territory may put rows of its own first, by name. */
  readonly territoryRules: ReadonlyMap<string, TerritoryRule>;
  readonly #byHash = new Map<string, Promise<Procedure>>();
  readonly #db: Db;

  constructor(
    db: Db,
    current: readonly Procedure[],
    findings: ReadonlyMap<string, CatalogueFinding>,
    rules: ReadonlyMap<string, DecisionModel>,
    checks: ReadonlyMap<string, CatalogueCheck>,
    territoryRules: ReadonlyMap<string, TerritoryRule>,
  ) {
    this.#db = db;
    this.territoryRules = territoryRules;
    this.checks = checks;
    this.rules = rules;
    this.findings = findings;
    this.current = new Map(current.map((procedure) => [procedure.code, procedure]));
    for (const procedure of current) this.#byHash.set(procedure.contentHash, Promise.resolve(procedure));
  }

  /** The very text under which a case runs. */
  ofCase(row: { readonly procedure: string; readonly content_hash: string }): Promise<Procedure> {
    const known = this.#byHash.get(row.content_hash);
    if (known !== undefined) return known;
    const loading = this.#db
      .selectFrom('procedure_version')
      .select('content')
      .where('code', '=', row.procedure)
      .where('content_hash', '=', row.content_hash)
      .executeTakeFirstOrThrow()
      .then(({ content }) => compileProcedure(row.procedure, content));
    this.#byHash.set(row.content_hash, loading);
    loading.catch(() => this.#byHash.delete(row.content_hash));
    return loading;
  }
}

/** Reads and compiles every folder below `procedures/` and notes its text, so that cases can keep it. */
export async function loadProcedures(db: Db, ministryFolder: string, at: Temporal.Instant): Promise<ProcedureLibrary> {
  const root = join(ministryFolder, 'procedures');
  const findings = loadFindings(ministryFolder);
  const procedures: Procedure[] = [];
  for (const name of readdirSync(root).sort())
    procedures.push(await compileProcedure(relative(process.cwd(), join(root, name)), readProcedureFolder(join(root, name))));
  const unknown = procedures.flatMap(({ code, findings: codes = [] }) =>
    codes
      .filter((each) => !findings.has(each))
      .map((each) => `procedures/${code}/procedure.yaml: catalogues/findings.yaml has no finding "${each}"`),
  );
  if (unknown.length > 0) throw new DataFileError(unknown);
  for (const { code, version, contentHash, files } of procedures) {
    await db
      .insertInto('procedure_version')
      .values({ code, version, content_hash: contentHash, content: JSON.stringify(files), loaded_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return new ProcedureLibrary(
    db,
    procedures,
    findings,
    await loadSharedRules(ministryFolder, procedures),
    loadChecks(ministryFolder),
    loadTerritoryRules(ministryFolder),
  );
}

/** The rules of the ministry that its procedures name. */
async function loadSharedRules(ministryFolder: string, procedures: readonly Procedure[]): Promise<ReadonlyMap<string, DecisionModel>> {
  const rules = new Map<string, DecisionModel>();
  for (const name of new Set(procedures.flatMap(({ order }) => order?.conflicts ?? []))) {
    const path = join(ministryFolder, 'rules', `${name}.dmn`);
    try {
      rules.set(name, await compileDecisions(readFileSync(path, 'utf8')));
    } catch (error) {
      throw new DataFileError([`${path}: ${(error as Error).message}`]);
    }
  }
  return rules;
}

import { join } from 'node:path';
import type { Static } from 'typebox';
import { DataFileError, readYamlFile } from '../platform/yaml.ts';
import { findMistakes } from './mistakes.ts';
import {
  type Establishment,
  EstablishmentYaml,
  type HistoryEvent,
  HistoryYaml,
  type InstitutionEntry,
  InstitutionsYaml,
  type MandateEntry,
  MandatesYaml,
  type MinistryFile,
  MinistryYaml,
  type People,
  PeopleYaml,
  type PostEntry,
  PostsYaml,
  ResponsibilitiesYaml,
  type Responsibility,
} from './schemas.ts';

/** The whole plan of functions, institutions and staffing as its files say it. */
export interface Plan {
  readonly ministry: MinistryFile;
  readonly institutions: readonly InstitutionEntry[];
  readonly mandates: readonly MandateEntry[];
  readonly posts: readonly PostEntry[];
  readonly responsibilities: readonly Responsibility[];
  readonly establishment: Establishment;
  readonly people: People;
  readonly history: readonly HistoryEvent[];
}

/** @throws DataFileError naming file, line and rule */
export const readMinistry = (folder: string): MinistryFile => readYamlFile<MinistryFile>(join(folder, 'ministry.yaml'), MinistryYaml).value;

/**
 * Reads the plan of functions, institutions and staffing. A mistake in one file does not hide those in the others.
 *
 * @throws DataFileError with a line for each mistake: what a schema forbids, unknown names, overlapping leads, functions without an
 *   heir, circles
 */
export function readPlan(folder: string): Plan {
  const findings: string[] = [];
  const read = <T>(name: string, schema: object): ReturnType<typeof readYamlFile<T>> | undefined => {
    try {
      return readYamlFile<T>(join(folder, name), schema);
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      findings.push(...error.findings);
      return undefined;
    }
  };
  const ministry = read<MinistryFile>('ministry.yaml', MinistryYaml);
  const institutions = read<Static<typeof InstitutionsYaml>>('institutions.yaml', InstitutionsYaml);
  const mandates = read<Static<typeof MandatesYaml>>('mandates.yaml', MandatesYaml);
  const posts = read<Static<typeof PostsYaml>>('posts.yaml', PostsYaml);
  const responsibilities = read<Static<typeof ResponsibilitiesYaml>>('responsibilities.yaml', ResponsibilitiesYaml);
  const establishment = read<Establishment>('establishment.yaml', EstablishmentYaml);
  const people = read<People>('people.yaml', PeopleYaml);
  const history = read<Static<typeof HistoryYaml>>('history.yaml', HistoryYaml);
  if (!ministry || !institutions || !mandates || !posts || !responsibilities || !establishment || !people || !history)
    throw new DataFileError(findings);
  const plan: Plan = {
    ministry: ministry.value,
    institutions: institutions.value.institutions,
    mandates: mandates.value.mandates,
    posts: posts.value.posts,
    responsibilities: responsibilities.value.responsibilities,
    establishment: establishment.value,
    people: people.value,
    history: history.value.events,
  };
  findings.push(...findMistakes({ institutions, mandates, posts, responsibilities, people, history }, plan));
  if (findings.length > 0) throw new DataFileError(findings);
  return plan;
}

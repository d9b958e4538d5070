import type { Answer } from '../batch/door.ts';
import { ministryFolder } from '../ministry-folder.ts';
import { BadInput, type Input, inputOf } from './input.ts';
import { type Enterprise, loadSizeClasses } from './size-class.ts';

/** One subject of the industry departments: input in, expected fields out. */
type Subject = (input: Input) => object;

/** Questions about enterprises, vehicles, energy and chemicals: `{op: "FOLDER/FILE", input}`. */
export async function industryAnswer(): Promise<Answer> {
  const sizes = await loadSizeClasses(ministryFolder());
  const subjects: Readonly<Record<string, Subject>> = {
    'sme/classification': (input) => sizes.classify(enterpriseOf(input)),
  };
  return (request) => {
    const { op } = request;
    if (typeof op !== 'string' || !Object.hasOwn(subjects, op))
      return { error: { code: 'bad-request', field: 'op', message: `op must be one of ${Object.keys(subjects).join(', ')}` } };
    try {
      return { ...subjects[op]?.(inputOf(request.input)) };
    } catch (error) {
      if (error instanceof BadInput) return { error: { code: 'bad-request', field: error.field, message: error.message } };
      throw error;
    }
  };
}

function enterpriseOf(input: Input): Enterprise {
  const industry_no = input.optionalInteger('industry_no', 1, 16);
  return {
    industry_no,
    ...(input.has('gbt4754') ? { gbt4754: input.text('gbt4754') } : {}),
    employees: input.optionalInteger('employees'),
    revenue_fen: input.optionalInteger('revenue_fen'),
    assets_fen: input.optionalInteger('assets_fen'),
  };
}

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { RegisterDefinition, RegisterField } from '../definition.ts';
import type { Fault } from './lines.ts';

const LONGEST_VALUE = 4000;
const LONGEST_KEY = 200;

/** What a field may hold: what the register says of it, or an option, a date, a text, a number. */
function schemaOf(field: RegisterField): object {
  const choice = field.options === undefined ? undefined : { enum: Object.keys(field.options) };
  const usual =
    choice !== undefined
      ? { anyOf: [choice, { type: 'array', items: choice, uniqueItems: true }] }
      : field.date === true
        ? { type: 'string', format: 'date' }
        : { type: ['string', 'number', 'boolean'], maxLength: LONGEST_VALUE };
  return field.schema === undefined ? usual : { maxLength: LONGEST_VALUE, ...field.schema, ...(choice === undefined ? {} : usual) };
}

/** Compiles the schema of a register's entries (JSON Schema 2020-12). */
export function compileRecordSchema(definition: RegisterDefinition): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  const properties: Record<string, object> = Object.fromEntries(
    Object.entries(definition.fields).map(([name, field]) => [name, schemaOf(field)]),
  );
  properties[definition.key] = { type: 'string', minLength: 1, maxLength: LONGEST_KEY, ...definition.fields[definition.key]?.schema };
  const needed = Object.entries(definition.fields).filter(([, field]) => field.unique === true);
  const required = [...new Set([definition.key, ...needed.map(([name]) => name)])];
  return ajv.compile({ type: 'object', properties, required, additionalProperties: false });
}

/** A mistake against the schema as a fault of its line: the field, the rule, and what it asks for. */
export function faultOf(line: number, error: ErrorObject): Fault {
  const field = error.instancePath.split('/')[1] ?? '';
  switch (error.keyword) {
    case 'required':
      return { line, rule: 'field-missing', field: String(error.params.missingProperty) };
    case 'additionalProperties':
      return { line, rule: 'field-unknown', field: String(error.params.additionalProperty) };
    case 'enum':
    case 'anyOf':
      return { line, rule: 'field-choice', field };
    case 'format':
      return { line, rule: 'field-format', field, values: { format: String(error.params.format) } };
    default:
      return { line, rule: 'field-invalid', field, values: { message: error.message ?? error.keyword } };
  }
}

import bpmnPackage from 'bpmn-moddle/resources/bpmn/json/bpmn.json' with { type: 'json' };
import { label, type ModdleElement } from './elements.ts';
import { tagsOf } from './findings.ts';
import type { Finding } from './plan.ts';

const enumerations = new Map(bpmnPackage.enumerations.map((one) => [one.name, new Set(one.literalValues.map((literal) => literal.name))]));
const booleans = new Set(
  bpmnPackage.types.flatMap((type) =>
    (type.properties ?? []).filter((property) => property.type === 'Boolean').map((property) => property.name),
  ),
);

/** Attributes that are neither true nor false: bpmn-moddle 10.3.1 reads whatever is not "true" as false, "1" too. */
export function checkBooleans(xml: string): readonly Finding[] {
  const found: Finding[] = [];
  for (const { text } of tagsOf(xml)) {
    if (!text.includes('=')) continue;
    for (const [, name = '', value = ''] of text.matchAll(/\s([A-Za-z]+)\s*=\s*["']([^"']*)["']/g)) {
      if (!booleans.has(name) || value === 'true' || value === 'false') continue;
      const id = /\sid\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? /^<([\w:]+)/.exec(text)?.[1] ?? 'definitions';
      found.push({ code: 'boolean', element: id, reason: `${name} is "${value}"; it must be true or false` });
    }
  }
  return found;
}

/** Attributes whose value is none of those the schema lists; the parser takes any text. */
export function checkEnumerations(elements: readonly ModdleElement[]): readonly Finding[] {
  const found: Finding[] = [];
  for (const element of elements)
    for (const property of element.$descriptor.properties) {
      const literals = enumerations.get(property.type.replace('bpmn:', ''));
      const value = literals === undefined ? undefined : element.get(property.name);
      if (literals === undefined || typeof value !== 'string' || literals.has(value)) continue;
      const reason = `${property.name.replace('bpmn:', '')} is "${value}"; it must be one of ${[...literals].join(', ')}`;
      found.push({ code: 'enumeration', element: label(element), reason });
    }
  return found;
}

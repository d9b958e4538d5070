import { BpmnModdle, type ModdleElement } from 'bpmn-moddle';
import bpmnPackage from 'bpmn-moddle/resources/bpmn/json/bpmn.json' with { type: 'json' };
import { tagsOf, toFinding } from './findings.ts';
import type { Finding } from './plan.ts';
import { checkBooleans, checkEnumerations } from './schema-checks.ts';

export type { ModdleElement } from 'bpmn-moddle';

/** Text longer than this is refused before it is parsed. A model of 10,000 elements has about 3 million characters. */
const maximumCharacters = 20_000_000;
/** Elements nested deeper than this are refused: no modeler makes them, and recursive readers run out of stack. */
const maximumDepth = 200;

export const mandateNamespace = 'https://mandate.example/bpmn';
const mandatePackage = { name: 'Mandate', prefix: 'mandate', uri: mandateNamespace, types: [] };

/**
 * bpmn-moddle 10.3.1 reads the script of a global script task as an attribute; the schema (tGlobalScriptTask) has an element.
 * Everything else in its description is kept.
 */
const describedAsInSchema = {
  ...bpmnPackage,
  types: bpmnPackage.types.map((type) =>
    type.name === 'GlobalScriptTask' ? { ...type, properties: type.properties?.map((p) => ({ ...p, isAttr: p.name !== 'script' })) } : type,
  ),
};

/** Reading the schema's description costs more than parsing a small model; nothing of a model stays in it. */
const moddle = new BpmnModdle({ bpmn: describedAsInSchema, mandate: mandatePackage });

export interface Model {
  readonly definitions: ModdleElement;
  readonly byId: Readonly<Record<string, ModdleElement>>;
}

/** Parses the XML; whatever the parser does not understand is a finding, never skipped. */
export async function readModel(xml: string): Promise<Model | readonly Finding[]> {
  const unsafe = refuseUnsafe(xml);
  if (unsafe !== undefined) return [unsafe];
  try {
    const read = await moddle.fromXML(xml);
    if (read.rootElement.$type !== 'bpmn:Definitions')
      return [{ code: 'xml', element: label(read.rootElement), reason: 'the root element is not bpmn:definitions' }];
    const findings = [...checkBooleans(xml), ...checkEnumerations(Object.values(read.elementsById)), ...checkExtensions(read.rootElement)];
    for (const warning of read.warnings) {
      const element = warning.element;
      if (element !== undefined && warning.property?.startsWith('mandate:') === true) continue; // bound by name, see attributes()
      if (element !== undefined && warning.message.startsWith('unresolved reference') && resolvePrefixed(read, warning)) continue;
      findings.push(toFinding(xml, warning.message, element));
    }
    return findings.length > 0 ? findings : { definitions: read.rootElement, byId: read.elementsById };
  } catch (error) {
    return [toFinding(xml, error instanceof Error ? error.message : String(error), undefined)];
  }
}

/** An extension that must be understood is not: none is. */
const checkExtensions = (definitions: ModdleElement): readonly Finding[] =>
  children(definitions, 'extensions')
    .filter((extension) => truth(extension, 'mustUnderstand'))
    .map((extension) => ({ code: 'extension', element: label(extension), reason: 'the model uses an extension that must be understood' }));

function refuseUnsafe(xml: string): Finding | undefined {
  const refuse = (code: string, reason: string): Finding => ({ code, element: 'definitions', reason });
  if (xml.length > maximumCharacters) return refuse('too-large', `the text is longer than ${maximumCharacters} characters`);
  if (/<!(DOCTYPE|ENTITY)/i.test(xml))
    return refuse('document-type', 'a document type declaration may define entities and is not accepted');
  let depth = 0;
  for (const { text: tag } of tagsOf(xml)) {
    if (tag.startsWith('</')) depth--;
    else if (!tag.endsWith('/>') && ++depth > maximumDepth) return refuse('too-deep', `elements are nested deeper than ${maximumDepth}`);
  }
  return undefined;
}

/** BPMN references are QNames, but the parser compares them with ids literally: `tns:order` means `order` of this file. */
function resolvePrefixed(
  read: { readonly elementsById: Readonly<Record<string, ModdleElement>>; readonly rootElement: ModdleElement },
  at: { readonly element?: ModdleElement; readonly property?: string; readonly value?: string },
): boolean {
  const [prefix, local, ...rest] = at.value?.split(':') ?? [];
  if (at.element === undefined || at.property === undefined || prefix === undefined || local === undefined || rest.length > 0) return false;
  if (read.rootElement.$attrs[`xmlns:${prefix}`] !== read.rootElement.get('targetNamespace')) return false;
  const target = Object.hasOwn(read.elementsById, local) ? read.elementsById[local] : undefined;
  if (target === undefined) return false;
  const present = at.element.get(at.property);
  if (Array.isArray(present)) present.push(target);
  else at.element.set(at.property, target);
  return true;
}

/** How a finding names an element: its id, or that of the nearest one around it that has an id, with its type. */
export function label(element: ModdleElement): string {
  const id = text(element, 'id');
  if (id !== undefined) return id;
  for (let around = element.$parent; around !== undefined; around = around.$parent) {
    const outer = text(around, 'id');
    if (outer !== undefined) return outer;
  }
  return element.$type.replace('bpmn:', '');
}

export function text(element: ModdleElement, name: string): string | undefined {
  const value = element.get(name);
  return typeof value === 'string' ? value : undefined;
}

export const truth = (element: ModdleElement, name: string): boolean => element.get(name) === true;

const isElement = (value: unknown): value is ModdleElement => typeof value === 'object' && value !== null && '$type' in value;

export function child(element: ModdleElement, name: string): ModdleElement | undefined {
  const value = element.get(name);
  return isElement(value) ? value : undefined;
}

export function children(element: ModdleElement, name: string): readonly ModdleElement[] {
  const value = element.get(name);
  return Array.isArray(value) ? value.filter(isElement) : [];
}

export const is = (element: ModdleElement, type: string): boolean => element.$instanceOf(`bpmn:${type}`);

/** All attributes of the `mandate:` namespace, without the prefix. */
export function attributes(element: ModdleElement): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(element.$attrs))
    if (name.startsWith('mandate:') && typeof value === 'string') found[name.slice('mandate:'.length)] = value;
  return found;
}

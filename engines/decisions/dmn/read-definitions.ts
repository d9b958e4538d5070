import type {
  Decision,
  DecisionService,
  Definitions,
  Import,
  InputData,
  ItemDefinition,
  KnowledgeModel,
  Problem,
  Requirements,
  Variable,
} from './definitions.ts';
import { DecisionModelError } from './definitions.ts';
import { childOf, childrenOf, ExpressionReader, isDmn, nameOf, textIn, typeRefOf, variableOf } from './read-expressions.ts';
import { readXml, type XmlElement, XmlError } from './xml.ts';

export interface ReadModel {
  readonly definitions: Definitions;
  readonly problems: readonly Problem[];
}

/**
 * Reads a DMN file (versions 1.1 to 1.5).
 *
 * @returns the model, with what is wrong in single elements
 * @throws DecisionModelError if the text is no DMN at all
 */
export function readDefinitions(text: string): ReadModel {
  let root: XmlElement;
  try {
    root = readXml(text);
  } catch (error) {
    if (error instanceof XmlError) throw new DecisionModelError([{ element: 'definitions', reason: error.message }]);
    throw error;
  }
  if (root.name !== 'definitions' || !isDmn(root))
    throw new DecisionModelError([{ element: root.name, reason: `is not the definitions element of DMN (namespace "${root.namespace}")` }]);
  const reader = new DefinitionsReader();
  return { definitions: reader.read(root), problems: reader.problems };
}

const hrefsIn = (element: XmlElement, requirement: string, target: string): string[] =>
  childrenOf(element, requirement).flatMap((each) => childrenOf(each, target).map(hrefOf));
const hrefOf = (element: XmlElement): string => (element.attributes.get('href') ?? '').trim();

class DefinitionsReader {
  readonly problems: Problem[] = [];
  readonly #expressions = new ExpressionReader((problem) => this.problems.push(problem));
  readonly #ids = new Set<string>();

  read(root: XmlElement): Definitions {
    const elements = (name: string): XmlElement[] => childrenOf(root, name);
    this.#checkIds(root);
    return {
      id: root.attributes.get('id') ?? '',
      name: nameOf(root),
      namespace: root.attributes.get('namespace') ?? '',
      imports: elements('import').map((each) => this.#import(each)),
      items: elements('itemDefinition').map((each) => this.#item(each)),
      inputs: elements('inputData').map((each) => this.#element(each)),
      decisions: elements('decision').map((each) => this.#decision(each)),
      knowledge: elements('businessKnowledgeModel').map((each) => this.#knowledge(each)),
      services: elements('decisionService').map((each) => this.#service(each)),
    };
  }

  /** Ids of the elements that others refer to are unique. */
  #checkIds(root: XmlElement): void {
    for (const element of root.children) {
      const id = isDmn(element) ? element.attributes.get('id') : undefined;
      if (id === undefined) continue;
      if (this.#ids.has(id)) this.problems.push({ element: id, reason: 'the id is given twice' });
      this.#ids.add(id);
    }
  }

  #import(element: XmlElement): Import {
    const type = element.attributes.get('importType') ?? '';
    return { name: nameOf(element), namespace: element.attributes.get('namespace') ?? '', isModel: /\/DMN\//.test(type) };
  }

  #item(element: XmlElement): ItemDefinition {
    const called = childOf(element, 'functionItem');
    const name = nameOf(element);
    if (name === '') this.problems.push({ element: this.#expressions.idOf(element), reason: 'an item definition needs a name' });
    return {
      id: this.#expressions.idOf(element),
      name,
      typeRef: typeRefOf(element),
      isCollection: element.attributes.get('isCollection') === 'true',
      allowedValues: textIn(childOf(element, 'allowedValues')),
      typeConstraint: textIn(childOf(element, 'typeConstraint')),
      components: childrenOf(element, 'itemComponent').map((each) => this.#item(each)),
      functionItem:
        called === undefined
          ? undefined
          : { parameters: childrenOf(called, 'parameters').map(variableOf), output: called.attributes.get('outputTypeRef') },
    };
  }

  #element(element: XmlElement): InputData {
    this.#expressions.owner = '';
    const id = this.#expressions.idOf(element);
    this.#expressions.owner = id;
    const name = nameOf(element);
    if (name === '') this.problems.push({ element: id, reason: `${element.name} needs a name` });
    const variable = childOf(element, 'variable');
    const own: Variable = variable === undefined ? { name, typeRef: undefined } : variableOf(variable);
    return { id, name, variable: own.name === '' ? { ...own, name } : own };
  }

  #requirements(element: XmlElement): Requirements {
    return {
      inputs: hrefsIn(element, 'informationRequirement', 'requiredInput'),
      decisions: hrefsIn(element, 'informationRequirement', 'requiredDecision'),
      knowledge: hrefsIn(element, 'knowledgeRequirement', 'requiredKnowledge'),
    };
  }

  #decision(element: XmlElement): Decision {
    return {
      ...this.#element(element),
      description: childOf(element, 'description')?.text.trim() ?? '',
      requires: this.#requirements(element),
      logic: this.#expressions.within(element),
    };
  }

  #knowledge(element: XmlElement): KnowledgeModel {
    const logic = childOf(element, 'encapsulatedLogic');
    return {
      ...this.#element(element),
      requires: this.#requirements(element),
      logic: logic === undefined ? undefined : this.#expressions.functionDefinition(logic),
    };
  }

  #service(element: XmlElement): DecisionService {
    const hrefs = (name: string): string[] => childrenOf(element, name).map(hrefOf);
    return {
      ...this.#element(element),
      outputs: hrefs('outputDecision'),
      encapsulated: hrefs('encapsulatedDecision'),
      inputDecisions: hrefs('inputDecision'),
      inputs: hrefs('inputData'),
    };
  }
}

/** Writes small DMN models for tests and examples. */

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const typeAttribute = (type: string | undefined): string => (type === undefined ? '' : ` typeRef="${escaped(type)}"`);

/** A definitions element around the parts. */
export const definitions = (parts: readonly string[], namespace = 'https://mandate.example/test', attributes = ''): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="test" namespace="${namespace}" ${attributes}>${parts.join('')}</definitions>`;

export const importing = (name: string, namespace: string): string =>
  `<import name="${name}" namespace="${namespace}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>`;

export const input = (name: string, type?: string): string =>
  `<inputData id="${idOf(name)}" name="${escaped(name)}"><variable name="${escaped(name)}"${typeAttribute(type)}/></inputData>`;

/** The id that these texts give an element of a name. */
export const idOf = (name: string): string => `_${name.replace(/[^A-Za-z0-9]/g, '_')}`;

export const literal = (text: string, type?: string): string =>
  `<literalExpression${typeAttribute(type)}><text>${escaped(text)}</text></literalExpression>`;

export interface Needs {
  readonly inputs?: readonly string[];
  readonly decisions?: readonly string[];
  readonly knowledge?: readonly string[];
  readonly type?: string;
}

/** Requirements; a name with `#` is an href already. */
function requirements({ inputs = [], decisions = [], knowledge = [] }: Needs): string {
  const href = (name: string): string => (name.includes('#') ? name : `#${idOf(name)}`);
  return [
    ...inputs.map((name) => `<informationRequirement><requiredInput href="${href(name)}"/></informationRequirement>`),
    ...decisions.map((name) => `<informationRequirement><requiredDecision href="${href(name)}"/></informationRequirement>`),
    ...knowledge.map((name) => `<knowledgeRequirement><requiredKnowledge href="${href(name)}"/></knowledgeRequirement>`),
  ].join('');
}

export const decision = (name: string, logic: string, needs: Needs = {}): string =>
  `<decision id="${idOf(name)}" name="${escaped(name)}"><variable name="${escaped(name)}"${typeAttribute(needs.type)}/>${requirements(needs)}${logic}</decision>`;

export const knowledge = (name: string, parameters: readonly string[], logic: string, needs: Needs = {}, kind = 'FEEL'): string =>
  `<businessKnowledgeModel id="${idOf(name)}" name="${escaped(name)}"><variable name="${escaped(name)}"${typeAttribute(needs.type)}/>
   <encapsulatedLogic kind="${kind}">${parameters
     .map((parameter) => parameter.split(':'))
     .map(([parameter = '', type]) => `<formalParameter name="${escaped(parameter.trim())}"${typeAttribute(type?.trim())}/>`)
     .join('')}${logic}</encapsulatedLogic>${requirements(needs)}</businessKnowledgeModel>`;

export interface TableText {
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  /** `expression`, or `expression: values` with its allowed values. */
  readonly inputs: readonly string[];
  readonly outputs: readonly { readonly name?: string; readonly type?: string; readonly values?: string; readonly otherwise?: string }[];
  /** Cells of a rule: inputs, then outputs. */
  readonly rules: readonly (readonly string[])[];
}

const textElement = (name: string, text: string): string => `<${name}><text>${escaped(text)}</text></${name}>`;

export function table({ hitPolicy = 'UNIQUE', aggregation, inputs, outputs, rules }: TableText): string {
  const columns = inputs.map((each, i) => {
    const [expression = '', values] = each.split(': ');
    return `<input id="in${i}">${textElement('inputExpression', expression)}${values === undefined ? '' : textElement('inputValues', values)}</input>`;
  });
  const results = outputs.map(
    ({ name, type, values, otherwise }, i) =>
      `<output id="out${i}"${name === undefined ? '' : ` name="${escaped(name)}"`}${typeAttribute(type)}>${values === undefined ? '' : textElement('outputValues', values)}${otherwise === undefined ? '' : textElement('defaultOutputEntry', otherwise)}</output>`,
  );
  const rows = rules.map((cells, r) => {
    const elements = cells.map((cell, i) => textElement(i < inputs.length ? 'inputEntry' : 'outputEntry', cell));
    return `<rule id="rule${r + 1}">${elements.join('')}</rule>`;
  });
  const aggregated = aggregation === undefined ? '' : ` aggregation="${aggregation}"`;
  return `<decisionTable id="table" hitPolicy="${hitPolicy}"${aggregated}>${columns.join('')}${results.join('')}${rows.join('')}</decisionTable>`;
}

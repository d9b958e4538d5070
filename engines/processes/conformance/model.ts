/** What a case expects: the operations that ran (each as often as it ran, in any order) and how the run stands at its end. */
export interface ConformanceCase {
  readonly feature: string;
  /** clause or table of BPMN 2.0.2 (formal/2013-12-09) that says so */
  readonly clause: string;
  readonly model: string;
  readonly process?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly until?: string;
  readonly messages?: readonly { readonly at?: string; readonly name: string; readonly variables?: Readonly<Record<string, unknown>> }[];
  readonly also?: readonly string[];
  readonly operations?: Readonly<Record<string, unknown>>;
  readonly ran: readonly string[];
  readonly outcome: 'completed' | 'waiting' | 'failed';
  /** elements that wait at the end */
  readonly waiting?: readonly string[];
  /** code of the failure */
  readonly error?: string;
}

const namespaces =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:mandate="https://mandate.example/bpmn"';

/**
 * A whole model of a body written shortly: `<T1/>` is a script task of id `t1` that runs the operation `Task1`, `<s/>` a start
 * and `<e/>` an end event, `{a > b > c}` sequence flows, `{a > b if EXPRESSION}` a conditional one; ids are `a-b`. A body without
 * a process is the inside of one called `p`.
 */
export function model(body: string, roots = ''): string {
  const inside = body.includes('<process') ? body : `<process id="p" isExecutable="true">${body}</process>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<definitions id="model" targetNamespace="urn:test" ${namespaces}>${roots}${expand(inside)}</definitions>`;
}

function expand(body: string): string {
  return body
    .replace(/<T(\d+)\/>/g, '<scriptTask id="t$1"><script>Task$1</script></scriptTask>')
    .replace(/<T(\d+) ([^>]*)\/>/g, '<scriptTask id="t$1" $2><script>Task$1</script></scriptTask>')
    .replace(/<s\/>/g, '<startEvent id="s"/>')
    .replace(/<e\/>/g, '<endEvent id="e"/>')
    .replace(/\{([\w-]+(?: > [\w-]+)+)(?: if ([^}]*))?\}/g, (_all, path: string, condition: string | undefined) =>
      flows(path.split(' > '), condition),
    );
}

function flows(path: readonly string[], condition: string | undefined): string {
  return path
    .slice(1)
    .map((target, place) => {
      const source = path[place];
      const asked = place === path.length - 2 && condition !== undefined ? expression('conditionExpression', condition) : '';
      return `<sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}">${asked}</sequenceFlow>`;
    })
    .join('');
}

/** An element that holds a FEEL expression. */
export const expression = (element: string, text: string): string =>
  `<${element} xsi:type="tFormalExpression">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${element}>`;

export const timer = (kind: 'timeDate' | 'timeDuration' | 'timeCycle', text: string): string =>
  `<timerEventDefinition>${expression(kind, text)}</timerEventDefinition>`;

export const conditional = (text: string): string =>
  `<conditionalEventDefinition>${expression('condition', text)}</conditionalEventDefinition>`;

export const event = (kind: 'signal' | 'message' | 'error' | 'escalation', ref?: string): string =>
  `<${kind}EventDefinition${ref === undefined ? '' : ` ${kind}Ref="${ref}"`}/>`;

/** Root elements that most models share. */
export const roots =
  '<signal id="sig" name="Signal"/><signal id="sig2" name="Signal2"/><message id="msg" name="Message"/><message id="msg2" name="Message2"/>' +
  '<error id="err" errorCode="E1"/><error id="err2" errorCode="E2"/><escalation id="esc" escalationCode="X1"/><escalation id="esc2" escalationCode="X2"/>';

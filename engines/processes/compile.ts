import { Building, type ScopeDraft } from './building.ts';
import { checkModel } from './check.ts';
import { emptyScope, fillScope } from './compile-scope.ts';
import { child, children, is, type ModdleElement, readModel, text } from './elements.ts';
import type { Correlation, Finding, Flow, Node, Plan } from './plan.ts';
import { warnUnsound } from './soundness.ts';

export interface CompileOptions {
  /** dates without a zone and durations of days are counted in it; UTC if not given */
  readonly timeZone?: string;
  /** moves of tokens in one step before it fails with `step-limit`; 100,000 if not given */
  readonly stepLimit?: number;
}

export type Compiled = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly refusals: readonly Finding[] };

/**
 * Compiles a BPMN 2.0 model into a plan, or says everything that is wrong with it.
 *
 * A model is refused when the XML or the schema is broken, a reference leads nowhere, an element stands where the standard
 * does not allow it, or something is used that this engine does not run. What can run but looks mistaken is a warning.
 */
export async function compile(xml: string, options: CompileOptions = {}): Promise<Compiled> {
  const model = await readModel(xml);
  if (!('definitions' in model)) return { ok: false, refusals: model };
  const building = new Building(model.definitions, Object.values(model.byId));
  const roots = children(model.definitions, 'rootElements');
  nameData(building, Object.values(model.byId));
  declare(building, roots);
  const processes = roots.filter((one) => is(one, 'Process'));
  for (const element of processes) {
    const scope = building.processes.get(text(element, 'id') ?? '');
    if (scope !== undefined) fillScope(building, scope, element);
  }
  if (processes.length === 0) building.refuse(model.definitions, 'process-missing', 'the model has no process');
  messageFlows(building, roots);
  for (const element of processes) correlate(building, element);
  if (building.refusals.length === 0) checkModel(building);
  if (building.refusals.length > 0) return { ok: false, refusals: building.refusals };
  warnUnsound(building);
  return { ok: true, plan: toPlan(building, xml, options) };
}

function nameData(building: Building, elements: readonly ModdleElement[]): void {
  for (const element of elements) {
    const id = text(element, 'id');
    if (id === undefined || !is(element, 'ItemAwareElement') || is(element, 'DataObjectReference') || is(element, 'DataStoreReference'))
      continue;
    building.dataNames.set(id, text(element, 'name') || id);
  }
  for (const element of elements) {
    const id = text(element, 'id');
    if (id !== undefined && (is(element, 'DataObjectReference') || is(element, 'DataStoreReference')))
      building.dataNames.set(id, building.dataName(element));
  }
}

/** Processes and global tasks are known by name before any is filled: they may call each other. */
function declare(building: Building, roots: readonly ModdleElement[]): void {
  for (const element of roots) {
    const id = text(element, 'id');
    if (is(element, 'Choreography') || is(element, 'GlobalChoreographyTask') || is(element, 'GlobalConversation'))
      building.refuse(element, 'unsupported', `${element.$type.replace('bpmn:', '')} is not supported`);
    else if (is(element, 'Process') && id === undefined) building.refuse(element, 'id-missing', 'a process has no id');
    else if (is(element, 'Process') && id !== undefined) building.processes.set(id, emptyScope(element, true));
    else if (is(element, 'GlobalTask') && id !== undefined) building.globalTasks.set(id, element);
  }
}

function messageFlows(building: Building, roots: readonly ModdleElement[]): void {
  for (const flow of roots.filter((one) => is(one, 'Collaboration')).flatMap((one) => children(one, 'messageFlows'))) {
    const source = child(flow, 'sourceRef');
    const target = child(flow, 'targetRef');
    if (source === undefined || target === undefined) {
      building.refuse(flow, 'flow-end', 'a message flow needs sourceRef and targetRef');
      continue;
    }
    const from = text(source, 'id') ?? '';
    const to = text(target, 'id') ?? '';
    if (building.nodes.has(from) && building.nodes.has(to))
      building.messageFlows.set(from, [...(building.messageFlows.get(from) ?? []), to]);
  }
}

/** Correlation subscriptions of a process: what a message must carry to be for this instance (BPMN 2.0.2, 8.4.2). */
function correlate(building: Building, element: ModdleElement): void {
  const found: Correlation[] = [];
  for (const binding of children(element, 'correlationSubscriptions').flatMap((one) => children(one, 'correlationPropertyBinding'))) {
    const ofInstance = building.expression(binding, 'dataPath');
    const property = building.reference(binding, 'correlationPropertyRef', 'CorrelationProperty');
    if (ofInstance === undefined || property === undefined) continue;
    for (const retrieval of children(property, 'correlationPropertyRetrievalExpression')) {
      const message = building.reference(retrieval, 'messageRef', 'Message');
      const ofMessage = building.expression(retrieval, 'messagePath');
      if (message !== undefined && ofMessage !== undefined) found.push({ message: text(message, 'id') ?? '', ofMessage, ofInstance });
    }
  }
  const scope = building.processes.get(text(element, 'id') ?? '');
  if (scope !== undefined) scope.correlations = found;
}

function toPlan(building: Building, xml: string, options: CompileOptions): Plan {
  freeze(building);
  return Object.freeze({
    key: fingerprint(xml),
    processes: building.processes,
    nodes: building.nodes as ReadonlyMap<string, Node>,
    flows: building.flows as ReadonlyMap<string, Flow>,
    messageFlows: building.messageFlows,
    dataNames: new Map([...building.dataNames].filter(([id, name]) => id !== name)),
    hasConditions: building.hasConditions,
    hasAdHoc: building.hasAdHoc,
    timeZone: options.timeZone ?? 'UTC',
    stepLimit: options.stepLimit ?? 100_000,
    warnings: Object.freeze(building.warnings),
  });
}

function freeze(building: Building): void {
  const scopes: ScopeDraft[] = [...building.processes.values()];
  for (const node of building.nodes.values()) {
    if (node.kind === 'activity' && node.work.do === 'scope') scopes.push(node.work.scope as ScopeDraft);
    for (const list of [node.incoming, node.outgoing]) Object.freeze(list);
    Object.freeze(node);
  }
  for (const flow of building.flows.values()) Object.freeze(flow);
  for (const scope of scopes) {
    for (const list of [scope.nodes, scope.flows, scope.starts, scope.triggered, scope.handlers, scope.data]) Object.freeze(list);
    Object.freeze(scope);
  }
}

/** FNV-1a over the text without what cannot matter (space between elements): tells versions apart, proves nothing. */
function fingerprint(xml: string): string {
  let hash = 0x811c9dc5;
  const text = xml.replace(/>\s+</g, '><');
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

import { type ActivityDraft, type Building, noAttributes } from './building.ts';
import { compileTriggers, messageTrigger } from './compile-events.ts';
import { attributes, child, children, is, type ModdleElement, text, truth } from './elements.ts';
import type { Association, Loop, LoopThrow, Scope, Work } from './plan.ts';

/** Makes the scope of a sub-process; given by the compiler of scopes, which in turn needs this file. */
export type ScopeMaker = (element: ModdleElement) => Scope;

/** What a task, sub-process or call does when a token arrives; undefined when the type is not one we run. */
export function compileWork(
  building: Building,
  element: ModdleElement,
  bound: Readonly<Record<string, string>>,
  makeScope: ScopeMaker,
): Work | undefined {
  const name = text(element, 'name');
  const id = text(element, 'id') ?? '';
  switch (element.$type.replace('Global', '').replace('bpmn:', '')) {
    case 'Task':
      return bound.operation === undefined ? { do: 'nothing' } : { do: 'operation', operation: bound.operation, sends: undefined };
    case 'UserTask':
      return { do: 'task', task: 'user', message: undefined, instantiate: false };
    case 'ManualTask':
      return { do: 'task', task: 'manual', message: undefined, instantiate: false };
    case 'ReceiveTask':
      return {
        do: 'task',
        task: 'receive',
        message: messageTrigger(building, element, element),
        instantiate: truth(element, 'instantiate'),
      };
    case 'ScriptTask':
      return operation(building, element, bound.operation ?? text(element, 'script')?.trim());
    case 'ServiceTask':
      return operation(building, element, bound.operation ?? serviceName(building, element));
    case 'SendTask': {
      const sends = messageTrigger(building, element, element);
      return bound.operation === undefined ? { do: 'send', sends } : { do: 'operation', operation: bound.operation, sends };
    }
    case 'BusinessRuleTask':
      if (bound.decision === undefined) building.warn(element, 'decision-missing', 'no mandate:decision; the name of the task is used');
      return { do: 'decision', decision: bound.decision ?? name ?? id };
    case 'SubProcess':
    case 'Transaction':
    case 'AdHocSubProcess':
      return { do: 'scope', scope: makeScope(element) };
    case 'CallActivity':
      return calledWork(building, element, makeScope);
    default:
      return building.refuse(element, 'unsupported', `${element.$type.replace('bpmn:', '')} is not supported`);
  }
}

function operation(building: Building, element: ModdleElement, named: string | undefined): Work {
  if (named !== undefined && named !== '') return { do: 'operation', operation: named, sends: undefined };
  building.warn(element, 'operation-missing', 'the task names no operation; its id is used');
  return { do: 'operation', operation: text(element, 'id') ?? '', sends: undefined };
}

function serviceName(building: Building, element: ModdleElement): string | undefined {
  const named = building.reference(element, 'operationRef', 'Operation');
  return named && (text(named, 'name') ?? text(named, 'id'));
}

/** A call activity runs a process of the same file as a scope of its own, or a global task in its place. */
function calledWork(building: Building, element: ModdleElement, makeScope: ScopeMaker): Work | undefined {
  const called = text(element, 'calledElement');
  if (called === undefined) return building.refuse(element, 'called-missing', 'calledElement is missing');
  const id = called.slice(called.indexOf(':') + 1);
  const scope = building.processes.get(id);
  if (scope !== undefined) return { do: 'scope', scope };
  const task = building.globalTasks.get(id);
  if (task !== undefined) return compileWork(building, task, attributes(task), makeScope);
  return building.refuse(element, 'called-unknown', `calledElement "${called}" is no process or global task of this model`);
}

/** The attributes of an activity; a call to a global task also has those of the task, its own winning. */
export function boundAttributes(building: Building, element: ModdleElement): Readonly<Record<string, string>> {
  const called = is(element, 'CallActivity') ? text(element, 'calledElement') : undefined;
  const task = called === undefined ? undefined : building.globalTasks.get(called.slice(called.indexOf(':') + 1));
  const bound = { ...(task === undefined ? {} : attributes(task)), ...attributes(element) };
  return Object.keys(bound).length === 0 ? noAttributes : bound;
}

/**
 * A whole number of an attribute. The schema admits quantities below 1, the standard forbids them (BPMN 2.0.2, table 10.3):
 * such a model loads with a warning, and an instance that reaches the activity fails there.
 */
export function quantity(building: Building, element: ModdleElement, name: string): number {
  const value = element.get(name);
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    building.refuse(element, 'quantity', `${name} is not a whole number`);
    return 1;
  }
  if (value < 1) building.warn(element, 'quantity', `${name} is ${value}; below 1 the activity cannot run`);
  return value;
}

export function compileLoop(building: Building, element: ModdleElement): Loop | undefined {
  const loop = child(element, 'loopCharacteristics');
  if (loop === undefined) return undefined;
  if (is(loop, 'StandardLoopCharacteristics')) return standardLoop(building, element, loop);
  if (is(loop, 'MultiInstanceLoopCharacteristics')) return instances(building, element, loop);
  return building.refuse(element, 'unsupported', `${loop.$type} is not supported`);
}

function standardLoop(building: Building, element: ModdleElement, loop: ModdleElement): Loop | undefined {
  const maximum = loop.get('loopMaximum');
  if (maximum !== undefined && (typeof maximum !== 'number' || !Number.isInteger(maximum)))
    return building.refuse(element, 'loop', 'loopMaximum is not a whole number');
  if (typeof maximum === 'number' && maximum < 0)
    building.warn(element, 'loop', `loopMaximum is ${maximum}; below 0 the activity cannot run`);
  const condition = building.expression(loop, 'loopCondition');
  if (maximum === undefined && child(loop, 'loopCondition') === undefined)
    return building.refuse(element, 'loop', 'a loop needs a condition or a maximum');
  return { kind: 'standard', testBefore: truth(loop, 'testBefore'), maximum, condition };
}

function instances(building: Building, element: ModdleElement, loop: ModdleElement): Loop | undefined {
  const bound = attributes(loop);
  const cardinality = building.expression(loop, 'loopCardinality');
  const input = child(loop, 'loopDataInputRef');
  const output = child(loop, 'loopDataOutputRef');
  const item = child(loop, 'inputDataItem');
  const result = child(loop, 'outputDataItem');
  const collection = bound.collection === undefined ? undefined : building.feel(element, 'collection', bound.collection);
  if (child(loop, 'loopCardinality') === undefined && input === undefined && bound.collection === undefined)
    return building.refuse(element, 'loop', 'a multi-instance activity needs loopCardinality or a collection');
  return {
    kind: 'instances',
    sequential: truth(loop, 'isSequential'),
    cardinality,
    collection: collection ?? (input && readVariable(building.dataName(input))),
    item: bound.item ?? (item && building.dataName(item)),
    outputCollection: bound.results ?? (output && building.dataName(output)),
    outputItem: bound.result ?? (result && building.dataName(result)),
    completion: building.expression(loop, 'completionCondition'),
    throws: loopThrows(building, element, loop),
  };
}

const readVariable = (name: string) => ({
  text: name,
  evaluate: (variables: Readonly<Record<string, unknown>>) => variables[name],
});

function loopThrows(building: Building, element: ModdleElement, loop: ModdleElement): readonly LoopThrow[] {
  const behavior = text(loop, 'behavior') ?? 'All';
  const referred = (name: string, when: 'each' | 'first'): readonly LoopThrow[] => {
    const definition = building.reference(loop, name, 'EventDefinition');
    if (definition === undefined) {
      building.refuse(element, 'loop-behavior', `behavior ${behavior} needs ${name}`);
      return [];
    }
    return [{ when, triggers: compileTriggers(building, asEvent(element, [definition]), 'instances') }];
  };
  if (behavior === 'All') return [];
  if (behavior === 'None') return referred('noneBehaviorEventRef', 'each');
  if (behavior === 'One') return referred('oneBehaviorEventRef', 'first');
  if (behavior !== 'Complex') {
    building.refuse(element, 'loop-behavior', `"${behavior}" is not a behavior of multi-instance activities`);
    return [];
  }
  return children(loop, 'complexBehaviorDefinition').flatMap((definition) => {
    const when = building.expression(definition, 'condition');
    const event = child(definition, 'event');
    if (when === undefined || event === undefined) {
      building.refuse(element, 'loop-behavior', 'a complex behavior needs a condition and an event');
      return [];
    }
    return [{ when, triggers: compileTriggers(building, event, 'instances') }];
  });
}

/** Lets a bare event definition be read like the event that would hold it, named by its activity. */
function asEvent(element: ModdleElement, definitions: readonly ModdleElement[]): ModdleElement {
  return Object.assign(Object.create(element), {
    get: (name: string) => (name === 'eventDefinitions' ? definitions : name === 'eventDefinitionRef' ? [] : element.get(name)),
  });
}

/** Data associations into or out of an element; one without a source or a transformation copies nothing. */
export function compileAssociations(building: Building, element: ModdleElement, property: string): readonly Association[] {
  return children(element, property).flatMap((association) => {
    const assigned = children(association, 'assignment').flatMap((assignment) => {
      const from = building.expression(assignment, 'from');
      const to = child(assignment, 'to');
      const target = to && text(to, 'body')?.trim();
      if (from === undefined || target === undefined || target === '') return [];
      return [{ from, to: building.dataNames.get(target) ?? target }];
    });
    if (assigned.length > 0) return assigned;
    const target = child(association, 'targetRef');
    if (target === undefined) return building.refuse(element, 'association', 'a data association has no target') ?? [];
    const [source] = children(association, 'sourceRef');
    const from = building.expression(association, 'transformation') ?? (source && readVariable(building.dataName(source)));
    return from === undefined ? [] : [{ from, to: building.dataName(target) }];
  });
}

/** Names that are filled when the activity begins and gone when it ends. */
export function localNames(building: Building, element: ModdleElement): readonly string[] {
  const io = child(element, 'ioSpecification');
  const declared = [
    ...children(element, 'properties'),
    ...(io === undefined ? [] : [...children(io, 'dataInputs'), ...children(io, 'dataOutputs')]),
  ];
  return declared.map((data) => building.dataName(data));
}

export type { ActivityDraft };

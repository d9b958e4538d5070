import fc from 'fast-check';
import { conditional, event, expression, model, roots, timer } from '../conformance/model.ts';

/** Elements of every kind, by a number; flows between them are drawn at random, so that most such models make no sense. */
const kinds: readonly ((id: string) => string)[] = [
  (id) => `<task id="${id}"/>`,
  (id) => `<scriptTask id="${id}"><script>${id}</script></scriptTask>`,
  (id) => `<scriptTask id="${id}"><script>Count</script></scriptTask>`,
  (id) => `<userTask id="${id}"/>`,
  (id) => `<userTask id="${id}" completionQuantity="2"/>`,
  (id) => `<task id="${id}" startQuantity="2"/>`,
  (id) => `<receiveTask id="${id}" messageRef="msg"/>`,
  (id) => `<exclusiveGateway id="${id}"/>`,
  (id) => `<parallelGateway id="${id}"/>`,
  (id) => `<parallelGateway id="${id}"/>`,
  (id) => `<inclusiveGateway id="${id}"/>`,
  (id) => `<inclusiveGateway id="${id}"/>`,
  (id) => `<complexGateway id="${id}">${expression('activationCondition', 'activationCount >= 2')}</complexGateway>`,
  (id) => `<intermediateCatchEvent id="${id}">${timer('timeDuration', 'PT1M')}</intermediateCatchEvent>`,
  (id) => `<intermediateCatchEvent id="${id}">${event('signal', 'sig')}</intermediateCatchEvent>`,
  (id) => `<intermediateCatchEvent id="${id}">${conditional('x > 3')}</intermediateCatchEvent>`,
  (id) => `<intermediateThrowEvent id="${id}">${event('signal', 'sig')}</intermediateThrowEvent>`,
  (id) => `<intermediateThrowEvent id="${id}">${event('escalation', 'esc')}</intermediateThrowEvent>`,
  (id) => `<intermediateThrowEvent id="${id}"><compensateEventDefinition/></intermediateThrowEvent>`,
  (id) => `<endEvent id="${id}"/>`,
  (id) => `<endEvent id="${id}">${event('error', 'err')}</endEvent>`,
  (id) => `<endEvent id="${id}"><terminateEventDefinition/></endEvent>`,
  (id) =>
    `<userTask id="${id}"/><boundaryEvent id="${id}b" attachedToRef="${id}" cancelActivity="false">${timer('timeCycle', 'R2/PT30S')}</boundaryEvent>{${id}b > n0}`,
  (id) =>
    `<subProcess id="${id}"><startEvent id="${id}s"/><userTask id="${id}u"/><endEvent id="${id}e">${event('error', 'err')}</endEvent>{${id}s > ${id}u > ${id}e}</subProcess><boundaryEvent id="${id}b" attachedToRef="${id}">${event('error', 'err')}</boundaryEvent>{${id}b > n1}`,
  (id) =>
    `<subProcess id="${id}"><standardLoopCharacteristics loopMaximum="2"/><userTask id="${id}u"/><boundaryEvent id="${id}c" attachedToRef="${id}u"><compensateEventDefinition/></boundaryEvent><task id="${id}x" isForCompensation="true"/><association id="${id}a" sourceRef="${id}c" targetRef="${id}x"/></subProcess>`,
  (id) =>
    `<userTask id="${id}"><multiInstanceLoopCharacteristics>${expression('loopCardinality', '2')}</multiInstanceLoopCharacteristics></userTask>`,
  (id) =>
    `<transaction id="${id}"><startEvent id="${id}s"/><userTask id="${id}u"/><endEvent id="${id}e"><cancelEventDefinition/></endEvent>{${id}s > ${id}u > ${id}e}</transaction><boundaryEvent id="${id}b" attachedToRef="${id}"><cancelEventDefinition/></boundaryEvent>{${id}b > n0}`,
  (id) =>
    `<adHocSubProcess id="${id}"><userTask id="${id}u"/><task id="${id}t"/>${expression('completionCondition', 'x > 2')}</adHocSubProcess>`,
  (id) =>
    `<subProcess id="${id}"><userTask id="${id}u"/><subProcess id="${id}h" triggeredByEvent="true"><startEvent id="${id}s" isInterrupting="false">${event('signal', 'sig')}</startEvent><task id="${id}t"/>{${id}s > ${id}t}</subProcess></subProcess>`,
];

export interface Graph {
  readonly nodes: readonly number[];
  /** source, target, and the limit of a condition or none */
  readonly flows: readonly (readonly [number, number, number | undefined])[];
}

export const graphs: fc.Arbitrary<Graph> = fc.array(fc.nat(kinds.length - 1), { minLength: 2, maxLength: 12 }).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    flows: fc.array(
      fc.tuple(fc.nat(nodes.length - 1), fc.nat(nodes.length - 1), fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined })),
      {
        minLength: 1,
        maxLength: 24,
      },
    ),
  }),
);

export function writeGraph({ nodes, flows }: Graph): string {
  const written = nodes.map((kind, place) => kinds[kind]?.(`n${place}`) ?? '');
  const isEnd = (place: number): boolean => written[place]?.startsWith('<endEvent') === true;
  const drawn = new Map(flows.filter(([from]) => !isEnd(from)).map(([from, to, limit]) => [`n${from} > n${to}`, limit]));
  const touches = (place: number): number => [...drawn.keys()].filter((path) => path.split(' > ').includes(`n${place}`)).length;
  // a gateway that joins and splits nothing is refused: such a place becomes a task
  const elements = written.map((xml, place) => (xml.includes('Gateway') && touches(place) < 2 ? `<task id="n${place}"/>` : xml)).join('');
  const arrows = [...drawn].map(([path, limit]) => `{${path}${limit === undefined ? '' : ` if x > ${limit}`}}`).join('');
  return model(
    `<startEvent id="start"/>{start > n0}${elements}${arrows}<subProcess id="handler" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false">${event('message', 'msg2')}</startEvent><task id="ht"/>{hs > ht}</subProcess>`,
    roots,
  );
}

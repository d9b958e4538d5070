import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conditional, event, expression, model, roots, timer } from './conformance/model.ts';
import { compile } from './index.ts';

/** A model in which nothing is wrong and most things occur; each mutation breaks one of them. */
const sound = `<dataObject id="data" name="data"/><s/><exclusiveGateway id="g" default="g-t2"/><T1/><T2/><userTask id="u" name="Look"/><e/>{s > g}{g > t1 if amount > 3}{g > t2}{t1 > u}{t2 > u}{u > x > e}
<subProcess id="x"><startEvent id="xs"/><scriptTask id="xt"><script>Work</script></scriptTask><endEvent id="xe"/>{xs > xt > xe}<boundaryEvent id="xc" attachedToRef="xt"><compensateEventDefinition/></boundaryEvent><task id="xu" isForCompensation="true"/><association id="xa" sourceRef="xc" targetRef="xu"/></subProcess>
<boundaryEvent id="b" attachedToRef="u">${timer('timeDuration', 'PT1H')}</boundaryEvent><eventBasedGateway id="eg"/><intermediateCatchEvent id="i1">${event('signal', 'sig')}</intermediateCatchEvent><intermediateCatchEvent id="i2">${conditional('amount > 9')}</intermediateCatchEvent>{b > eg}{eg > i1 > th}{eg > i2 > l1}
<intermediateThrowEvent id="th">${event('message', 'msg')}</intermediateThrowEvent><endEvent id="e2"/>{th > e2}
<intermediateThrowEvent id="l1"><linkEventDefinition id="ld1" name="L"/></intermediateThrowEvent><intermediateCatchEvent id="l2"><linkEventDefinition id="ld2" name="L"/></intermediateCatchEvent><scriptTask id="loop"><multiInstanceLoopCharacteristics behavior="All">${expression('loopCardinality', '3')}</multiInstanceLoopCharacteristics><script>Each</script></scriptTask>{l2 > loop > e}
<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="false">${event('message', 'msg2')}</startEvent><callActivity id="call" calledElement="q"/>{hs > call}</subProcess>`;
const process = `<process id="p">${sound}</process><process id="q"><startEvent id="qs"/><endEvent id="qe"/>{qs > qe}</process>`;

const anchor = '<dataObject id="data" name="data"/>';

/** [what is broken, text, its replacement, the element that the finding names] */
const mutations: readonly (readonly [string, string | RegExp, string, string])[] = [
  ['element nobody knows', anchor, `${anchor}<wizard id="wiz"/>`, 'wiz'],
  ['attribute nobody knows', '<userTask id="u"', '<userTask id="u" colour="red"', 'u'],
  ['the same id twice', anchor, `${anchor}<task id="u"/>`, 'u'],
  ['flow to nowhere', 'targetRef="e2"', 'targetRef="e9"', 'th-e2'],
  ['flow from nowhere', 'sourceRef="th"', 'sourceRef="th9"', 'th-e2'],
  ['flow without target', ' targetRef="e2"', '', 'th-e2'],
  ['flow without source', 'sourceRef="th" ', '', 'th-e2'],
  ['flow across a sub-process border', 'targetRef="e2"', 'targetRef="xt"', 'th-e2'],
  ['default flow of another element', 'default="g-t2"', 'default="t1-u"', 'g'],
  ['default flow that is not there', 'default="g-t2"', 'default="nothing"', 'g'],
  ['default flow of a parallel gateway', '<exclusiveGateway id="g"', '<parallelGateway id="g"', 'g'],
  ['condition that is not FEEL', 'amount > 3', 'amount >', 'g-t1'],
  [
    'condition in another language',
    'xsi:type="tFormalExpression">amount > 3',
    'xsi:type="tFormalExpression" language="urn:groovy">amount > 3',
    'g-t1',
  ],
  ['condition that is empty', 'amount > 3', ' ', 'g-t1'],
  ['condition that reads the clock', 'amount > 3', 'now() > amount', 'g-t1'],
  ['start event with incoming flow', 'sourceRef="th" targetRef="e2"', 'sourceRef="th" targetRef="s"', 's'],
  ['end event with outgoing flow', 'sourceRef="th" targetRef="e2"', 'sourceRef="e2" targetRef="u"', 'e2'],
  ['boundary event on nothing', 'id="b" attachedToRef="u"', 'id="b" attachedToRef="nobody"', 'b'],
  ['boundary event on a gateway', 'id="b" attachedToRef="u"', 'id="b" attachedToRef="g"', 'b'],
  ['boundary event without host', 'id="b" attachedToRef="u"', 'id="b"', 'b'],
  ['boundary event without trigger', /(<boundaryEvent id="b"[^>]*>).*?<\/timerEventDefinition>/, '$1', 'b'],
  ['boundary event with incoming flow', 'sourceRef="th" targetRef="e2"', 'sourceRef="th" targetRef="b"', 'b'],
  ['duration that is none', 'PT1H', 'P1X', 'b'],
  ['duration out of a hat', 'PT1H', '', 'b'],
  ['date as a duration', 'PT1H', '2026-01-01', 'b'],
  ['cycle that runs no times', /timeDuration ([^>]*)>PT1H<\/timeDuration/, 'timeCycle $1>R0/PT1H</timeCycle', 'b'],
  ['timer without time', /<timeDuration.*?<\/timeDuration>/, '', 'b'],
  [
    'timer with two times',
    /(<timeDuration.*?<\/timeDuration>)/,
    '$1<timeDate xsi:type="tFormalExpression">2026-01-01T00:00:00Z</timeDate>',
    'b',
  ],
  ['signal that is not there', 'signalRef="sig"', 'signalRef="nosig"', 'i1'],
  ['signal event without signal', ' signalRef="sig"', '', 'i1'],
  ['signal reference to a message', 'signalRef="sig"', 'signalRef="msg"', 'i1'],
  ['conditional event without condition', /<condition .*?<\/condition>/, '', 'i2'],
  ['event-based gateway that leads to a throw', 'sourceRef="eg" targetRef="i1"', 'sourceRef="eg" targetRef="th"', 'eg'],
  ['link that leads nowhere', 'id="ld1" name="L"', 'id="ld1" name="M"', 'l1'],
  ['throwing link with outgoing flow', 'sourceRef="th" targetRef="e2"', 'sourceRef="l1" targetRef="e2"', 'l1'],
  [
    'two catching links of one name',
    anchor,
    `${anchor}<intermediateCatchEvent id="l3"><linkEventDefinition name="L"/></intermediateCatchEvent>`,
    'l1',
  ],
  ['error caught in mid-flow', /(<intermediateCatchEvent id="i1">).*?(<\/intermediateCatchEvent>)/, `$1${event('error', 'err')}$2`, 'i1'],
  ['error that does not interrupt', /(<startEvent id="hs".*?>)<messageEventDefinition.*?\/>/, `$1${event('error', 'err')}`, 'hs'],
  [
    'terminate thrown in mid-flow',
    /(<intermediateThrowEvent id="th">).*?(<\/intermediateThrowEvent>)/,
    '$1<terminateEventDefinition/>$2',
    'th',
  ],
  ['cancel outside a transaction', '<endEvent id="xe"/>', '<endEvent id="xe"><cancelEventDefinition/></endEvent>', 'xe'],
  [
    'start event with trigger inside a sub-process',
    '<startEvent id="xs"/>',
    `<startEvent id="xs">${event('message', 'msg')}</startEvent>`,
    'xs',
  ],
  ['event sub-process without trigger', /(<startEvent id="hs".*?>)<messageEventDefinition.*?\/>/, '$1', 'hs'],
  ['event sub-process with two starts', '<callActivity', `<startEvent id="hs2">${event('message', 'msg')}</startEvent><callActivity`, 'h'],
  ['event sub-process in the flow', 'sourceRef="th" targetRef="e2"', 'sourceRef="th" targetRef="h"', 'h'],
  ['compensation without activity', '<association id="xa" sourceRef="xc" targetRef="xu"/>', '', 'xc'],
  ['compensation activity in the flow', 'sourceRef="xs" targetRef="xt"', 'sourceRef="xs" targetRef="xu"', 'xu'],
  [
    'loop without an end',
    /<multiInstanceLoopCharacteristics.*?<\/multiInstanceLoopCharacteristics>/,
    '<standardLoopCharacteristics/>',
    'loop',
  ],
  ['instances without a number', /<loopCardinality.*?<\/loopCardinality>/, '', 'loop'],
  ['behavior nobody knows', 'behavior="All"', 'behavior="Some"', 'loop'],
  ['behavior without its event', 'behavior="All"', 'behavior="One"', 'loop'],
  ['call of nothing', ' calledElement="q"', '', 'call'],
  ['call of a stranger', 'calledElement="q"', 'calledElement="stranger"', 'call'],
  ['quantity that is no number', '<userTask id="u"', '<userTask id="u" startQuantity="two"', 'u'],
  ['neither true nor false', 'triggeredByEvent="true"', 'triggeredByEvent="1"', 'h'],
  ['choreography', anchor, `${anchor}<callChoreography id="cc"/>`, 'cc'],
  ['text among the elements', anchor, `hello ${anchor}`, 'p'],
  ['tag that is not closed', '<endEvent id="e2"/>', '<endEvent id="e2">', 'e2'],
  ['operation that is not there', '<userTask id="u" name="Look"/>', '<serviceTask id="u" operationRef="noop"/>', 'u'],
  ['gateway alone', anchor, `${anchor}<parallelGateway id="alone"/>`, 'alone'],
];

const definitions = model(process, roots);

test('the model that the mutations start from is accepted without a warning', async () => {
  const compiled = await compile(definitions);
  assert.deepEqual(compiled.ok ? compiled.plan.warnings.filter((one) => one.code !== 'unreachable') : compiled, []);
});

for (const [what, text, replacement, element] of mutations)
  test(`refused by its element: ${what}`, async () => {
    const mutated = definitions.replace(text, replacement);
    assert.ok(mutated !== definitions, 'the mutation changes nothing');
    const compiled = await compile(mutated);
    assert.equal(compiled.ok, false);
    if (compiled.ok) return;
    assert.ok(
      compiled.refusals.some((finding) => finding.element === element),
      `expected ${element} among ${JSON.stringify(compiled.refusals)}`,
    );
    assert.ok(compiled.refusals.every((finding) => finding.reason !== ''));
  });

test('document types, entities, foreign roots and empty texts are refused', async () => {
  const bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  for (const xml of [bomb + definitions, '', 'hello', '<html/>', '<?xml version="1.0"?>', '<definitions/>', '\u0000']) {
    const compiled = await compile(xml);
    assert.equal(compiled.ok, false, xml.slice(0, 30));
  }
});

test('what cannot be reached and joins that can get stuck are warned of', async () => {
  const compiled = await compile(
    model(
      '<s/><exclusiveGateway id="g" default="g-b"/><task id="a"/><task id="b"/><parallelGateway id="h"/><e/><task id="lost"/>{s > g}{g > a if x}{g > b}{a > h}{b > h}{h > e}{lost > e}',
    ),
  );
  assert.ok(compiled.ok);
  assert.deepEqual(
    compiled.plan.warnings.map(({ code, element }) => [code, element]),
    [
      ['unreachable', 'lost'],
      ['deadlock', 'h'],
    ],
  );
});

test('a join behind a loop and one behind an inclusive split are told apart from stuck ones', async () => {
  const sure = await compile(
    model(
      '<s/><parallelGateway id="g"/><task id="a"/><task id="b"/><exclusiveGateway id="again" default="again-h"/><parallelGateway id="h"/><e/>{s > g > a > again}{again > a if x}{again > h > e}{g > b > h}',
    ),
  );
  const unsure = await compile(
    model(
      '<s/><inclusiveGateway id="g"/><task id="a"/><task id="b"/><parallelGateway id="h"/><e/>{s > g}{g > a if x}{g > b if y}{a > h}{b > h}{h > e}',
    ),
  );
  assert.deepEqual(sure.ok && sure.plan.warnings.map((one) => one.code), []);
  assert.deepEqual(unsure.ok && unsure.plan.warnings.map((one) => [one.code, one.element]), [['deadlock', 'h']]);
});

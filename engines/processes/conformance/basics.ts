import { type ConformanceCase, expression, model } from './model.ts';

export const basics: readonly ConformanceCase[] = [
  {
    feature: 'sequence flow',
    clause: '8.4',
    model: model('<s/><T1/><T2/><e/>{s > t1 > t2 > e}'),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'conditional flows of an activity: all that hold',
    clause: '8.4',
    model: model('<s/><T1/><T2/><T3/><e/>{s > t1}{t1 > t2 if n > 1}{t1 > t3 if n > 2}{t2 > e}{t3 > e}'),
    variables: { n: 3 },
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'default flow of an activity',
    clause: '8.4',
    model: model('<s/><T1 default="t1-t3"/><T2/><T3/><e/>{s > t1}{t1 > t2 if n > 1}{t1 > t3}{t2 > e}{t3 > e}'),
    variables: { n: 0 },
    ran: ['Task1', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'default flow beside one that holds is not taken',
    clause: '8.4',
    model: model('<s/><T1 default="t1-t3"/><T2/><T3/><e/>{s > t1}{t1 > t2 if n > 1}{t1 > t3}{t2 > e}{t3 > e}'),
    variables: { n: 2 },
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'several flows out of an activity split, several into it merge',
    clause: '13.2',
    model: model('<s/><T1/><T2/><T3/><T4/><e/>{s > t1 > t2 > t4 > e}{t1 > t3 > t4}'),
    ran: ['Task1', 'Task2', 'Task3', 'Task4', 'Task4'],
    outcome: 'completed',
  },
  {
    feature: 'lanes, participants, groups and annotations change nothing',
    clause: '10.8',
    model: model(
      '<collaboration id="c"><participant id="pp" name="P" processRef="p"/></collaboration><process id="p"><laneSet id="ls"><lane id="l1" name="L"><flowNodeRef>s</flowNodeRef><flowNodeRef>t1</flowNodeRef></lane></laneSet><s/><T1/><e/>{s > t1 > e}' +
        '<textAnnotation id="ta"><text>note</text></textAnnotation><association id="as" sourceRef="t1" targetRef="ta"/><group id="gr"/></process>',
    ),
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'a process without start event begins at what has no incoming flow',
    clause: '10.5',
    model: model('<T1/><T2/><T3/>{t1 > t2}'),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'a condition over a data object that a task filled',
    clause: '10.4',
    model: model(
      `<dataObject id="d" name="state"/><s/><scriptTask id="t1"><ioSpecification><dataOutput id="out" name="found"/><inputSet/><outputSet><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification><dataOutputAssociation><sourceRef>out</sourceRef><targetRef>d</targetRef></dataOutputAssociation><script>Find</script></scriptTask>` +
        '<exclusiveGateway id="g" default="g-t3"/><T2/><T3/><e/>{s > t1 > g}{g > t2 if state = "good"}{g > t3}{t2 > e}{t3 > e}',
    ),
    operations: { Find: { set: { found: '"good"' } } },
    ran: ['Find', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'assignments of data associations, into the task and out of it',
    clause: '10.4',
    model: model(
      `<property id="total" name="total"/><s/><scriptTask id="t1"><ioSpecification><dataInput id="in" name="given"/><dataOutput id="out" name="made"/><inputSet><dataInputRefs>in</dataInputRefs></inputSet><outputSet><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>` +
        `<dataInputAssociation><targetRef>in</targetRef><assignment>${expression('from', 'amount * 2')}${expression('to', 'given')}</assignment></dataInputAssociation>` +
        `<dataOutputAssociation><sourceRef>out</sourceRef><targetRef>total</targetRef></dataOutputAssociation><script>Add</script></scriptTask>` +
        '<exclusiveGateway id="g" default="g-t3"/><T2/><T3/><e/>{s > t1 > g}{g > t2 if total = 21}{g > t3}{t2 > e}{t3 > e}',
    ),
    variables: { amount: 10 },
    operations: { Add: { set: { made: 'given + 1' } } },
    ran: ['Add', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'multi-instance over a data input, results into a data object',
    clause: '10.3',
    model: model(
      `<dataObject id="all" name="all"/><dataObject id="sums" name="sums"/><s/><scriptTask id="t1"><ioSpecification><dataInput id="in" name="many"/><dataOutput id="out" name="made"/><inputSet><dataInputRefs>in</dataInputRefs></inputSet><outputSet><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>` +
        `<dataInputAssociation><sourceRef>all</sourceRef><targetRef>in</targetRef></dataInputAssociation><dataOutputAssociation><sourceRef>out</sourceRef><targetRef>sums</targetRef></dataOutputAssociation>` +
        `<multiInstanceLoopCharacteristics><loopDataInputRef>in</loopDataInputRef><loopDataOutputRef>out</loopDataOutputRef><inputDataItem id="one" name="one"/><outputDataItem id="sum" name="sum"/></multiInstanceLoopCharacteristics><script>Add</script></scriptTask>` +
        '<exclusiveGateway id="g" default="g-t3"/><T2/><T3/><e/>{s > t1 > g}{g > t2 if sums = [2, 3]}{g > t3}{t2 > e}{t3 > e}',
    ),
    variables: { all: [1, 2] },
    operations: { Add: { set: { sum: 'one + 1' } } },
    ran: ['Add', 'Add', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'a data object of a sub-process is not seen outside',
    clause: '10.4',
    model: model(
      `<s/><subProcess id="x"><dataObject id="d" name="inner"/><startEvent id="s2"/><scriptTask id="i"><script>Set</script></scriptTask><endEvent id="e2"/>{s2 > i > e2}</subProcess><exclusiveGateway id="g" default="g-t2"/><T1/><T2/><e/>{s > x > g}{g > t1 if inner = 1}{g > t2}{t1 > e}{t2 > e}`,
    ),
    operations: { Set: { set: { inner: '1' } } },
    ran: ['Set', 'Task2'],
    outcome: 'completed',
  },
];

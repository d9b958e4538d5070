import { DecisionModelError, type Definitions, type Problem } from './definitions.ts';
import { Graph } from './graph.ts';
import { readDefinitions } from './read-definitions.ts';

/** What was compiled of a model, with what is wrong in it. */
export interface Loaded {
  readonly graph: Graph;
  readonly problems: readonly Problem[];
}

/** Deeper chains of imports, and more imports on all chains together, are refused. */
const DEEPEST = 20;
const MOST_INSTANCES = 200;

/**
 * Reads and compiles a model with the models it imports.
 *
 * @param imports texts of the models it may import, told apart by their namespaces
 * @throws DecisionModelError if the text is no DMN, or imports form a circle
 */
export function loadModel(text: string, imports: readonly string[]): Loaded {
  const root = readDefinitions(text);
  const problems: Problem[] = [...root.problems];
  const others = imports.flatMap((each) => {
    try {
      return [readDefinitions(each)];
    } catch (error) {
      if (!(error instanceof DecisionModelError)) throw error;
      problems.push(...error.problems.map(({ element, reason }) => ({ element: `imported ${element}`, reason })));
      return [];
    }
  });
  let instances = 0;
  const compile = (definitions: Definitions, path: readonly string[], report: (problem: Problem) => void): Graph => {
    // A model reached over two imports stands for two: each has data of its own.
    if (++instances > MOST_INSTANCES)
      throw new DecisionModelError([{ element: definitions.name, reason: `more than ${MOST_INSTANCES} imports` }]);
    if (path.length > DEEPEST)
      throw new DecisionModelError([{ element: definitions.name, reason: `imports itself over ${path.join('.')}` }]);
    const reached = new Map<string, Graph>();
    for (const wanted of definitions.imports) {
      if (!wanted.isModel) continue;
      const found = others.find((other) => other.definitions.namespace === wanted.namespace && other.definitions !== definitions);
      if (found === undefined) report({ element: wanted.name, reason: `imports the model ${wanted.namespace}, which is not given` });
      else reached.set(wanted.name, compile(found.definitions, wanted.name === '' ? path : [...path, wanted.name], report));
    }
    return new Graph(definitions, reached, path, report);
  };
  const graph = compile(root.definitions, [], (problem) => problems.push(problem));
  // A model that is read twice says twice what is wrong.
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return { graph, problems: [...distinct.values()] };
}

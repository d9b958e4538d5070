import fc from 'fast-check';
import { expression, model, timer } from '../conformance/model.ts';

/** A process made of blocks that nest: what runs in it can be told without playing tokens. */
export type Block =
  | { readonly kind: 'operation' | 'user' | 'timer' }
  | { readonly kind: 'sequence' | 'all'; readonly parts: readonly Block[] }
  | { readonly kind: 'one' | 'some'; readonly limits: readonly number[]; readonly parts: readonly Block[] }
  | { readonly kind: 'sub'; readonly inside: Block }
  | { readonly kind: 'loop' | 'instances' | 'sequential'; readonly times: number; readonly inside: Block };

const { block } = fc.letrec<{ block: Block; leaf: Block }>((tie) => {
  const parts = fc.array(tie('block'), { minLength: 2, maxLength: 3 });
  const limited = (kind: 'one' | 'some') =>
    parts.chain((given) =>
      fc.record({
        kind: fc.constant(kind),
        parts: fc.constant(given),
        limits: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: given.length, maxLength: given.length }),
      }),
    );
  return {
    leaf: fc.record({ kind: fc.constantFrom('operation', 'operation', 'user', 'timer') }),
    block: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      tie('leaf'),
      fc.record({ kind: fc.constantFrom('sequence', 'all'), parts }),
      limited('one'),
      limited('some'),
      fc.record({ kind: fc.constant('sub'), inside: tie('block') }),
      fc.record({ kind: fc.constantFrom('loop', 'instances', 'sequential'), times: fc.integer({ min: 1, max: 3 }), inside: tie('block') }),
    ),
  };
});

export const blocks: fc.Arbitrary<Block> = block;

interface Written {
  readonly xml: string;
  readonly entry: string;
  readonly exit: string;
}

/** Writes a block as BPMN; the operation of a leaf is its id. */
export function writeModel(given: Block): string {
  const { xml, entry, exit } = new Writer().write(given);
  return model(`<s/>${xml}<e/>{s > ${entry}}{${exit} > e}`);
}

class Writer {
  #next = 0;

  write(given: Block): Written {
    const id = `n${this.#next++}`;
    switch (given.kind) {
      case 'operation':
        return leaf(id, `<scriptTask id="${id}"><script>${id}</script></scriptTask>`);
      case 'user':
        return leaf(id, `<userTask id="${id}"/>`);
      case 'timer':
        return leaf(id, `<intermediateCatchEvent id="${id}">${timer('timeDuration', 'PT1M')}</intermediateCatchEvent>`);
      case 'sequence': {
        const parts = given.parts.map((part) => this.write(part));
        const between = parts.slice(1).map((part, place) => `{${parts[place]?.exit} > ${part.entry}}`);
        return {
          xml: parts.map((part) => part.xml).join('') + between.join(''),
          entry: parts[0]?.entry ?? '',
          exit: parts.at(-1)?.exit ?? '',
        };
      }
      case 'all':
        return this.#split(id, 'parallelGateway', given.parts, () => '');
      case 'one':
        return this.#split(id, 'exclusiveGateway', given.parts, (place) => ` if x > ${given.limits[place]}`);
      case 'some':
        return this.#split(id, 'inclusiveGateway', given.parts, (place) => ` if x > ${given.limits[place]}`);
      case 'sub':
        return this.#sub(id, '', given.inside);
      case 'loop':
        return this.#sub(id, `<standardLoopCharacteristics loopMaximum="${given.times}"/>`, given.inside);
      case 'instances':
      case 'sequential': {
        const cardinality = expression('loopCardinality', String(given.times));
        return this.#sub(
          id,
          `<multiInstanceLoopCharacteristics isSequential="${given.kind === 'sequential'}">${cardinality}</multiInstanceLoopCharacteristics>`,
          given.inside,
        );
      }
    }
  }

  #split(id: string, type: string, given: readonly Block[], condition: (place: number) => string): Written {
    const parts = given.map((part) => this.write(part));
    const isConditional = condition(0) !== '';
    const arms = parts.map((part, place) => `{${id} > ${part.entry}${condition(place)}}{${part.exit} > ${id}j}`).join('');
    const otherwise = isConditional ? `{${id} > ${id}d > ${id}j}<task id="${id}d"/>` : '';
    const opened = `<${type} id="${id}"${isConditional ? ` default="${id}-${id}d"` : ''}/><${type} id="${id}j"/>`;
    return { xml: opened + parts.map((part) => part.xml).join('') + arms + otherwise, entry: id, exit: `${id}j` };
  }

  #sub(id: string, loop: string, given: Block): Written {
    const { xml, entry, exit } = this.write(given);
    return leaf(
      id,
      `<subProcess id="${id}">${loop}<startEvent id="${id}s"/><endEvent id="${id}e"/>${xml}{${id}s > ${entry}}{${exit} > ${id}e}</subProcess>`,
    );
  }
}

const leaf = (id: string, xml: string): Written => ({ xml, entry: id, exit: id });

/** What runs in a block, as often as it runs, told from its structure alone. */
export function runsIn(given: Block, x: number): readonly string[] {
  let next = 0;
  const runs = (one: Block): readonly string[] => {
    const id = `n${next++}`;
    switch (one.kind) {
      case 'operation':
        return [id];
      case 'user':
      case 'timer':
        return [];
      case 'sequence':
      case 'all':
        return one.parts.flatMap(runs);
      case 'one': {
        const all = one.parts.map(runs);
        const taken = one.limits.findIndex((limit) => x > limit);
        return all[taken] ?? [];
      }
      case 'some':
        return one.parts.map(runs).flatMap((ran, place) => (x > (one.limits[place] ?? 0) ? ran : []));
      case 'sub':
        return runs(one.inside);
      case 'loop':
      case 'instances':
      case 'sequential': {
        const ran = runs(one.inside);
        return Array.from({ length: one.times }, () => ran).flat();
      }
    }
  };
  return runs(given);
}

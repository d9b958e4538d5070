import { SeriesRefusal } from '../refusal.ts';

/** Answers to a question of a business survey: how many say better, the same, worse (numbers, weights or per cent). */
export interface Answers {
  readonly better: number;
  readonly same: number;
  readonly worse: number;
}

/**
 * Diffusion index: per cent better + half of per cent the same; 50 = no change.
 *
 * @throws SeriesRefusal `answers-empty`
 */
export function diffusion({ better, same, worse }: Answers): number {
  const all = better + same + worse;
  if (!(all > 0)) throw new SeriesRefusal('answers-empty', { field: 'answers' });
  return (100 * (better + same / 2)) / all;
}

/** Balance: per cent better − per cent worse, −100 to 100. */
export function balance({ better, same, worse }: Answers): number {
  const all = better + same + worse;
  if (!(all > 0)) throw new SeriesRefusal('answers-empty', { field: 'answers' });
  return (100 * (better - worse)) / all;
}

/** One component of a purchasing managers' index. */
export interface PmiComponent {
  readonly value: number;
  readonly weight: number;
  /** Supplier deliveries: longer times tell of more business, so the index counts 100 − x. */
  readonly isInverted: boolean;
}

/**
 * Purchasing managers' index: weighted mean of its component diffusion indices, each adjusted for season beforehand.
 *
 * @throws SeriesRefusal `weights-missing` unless the weights are positive and add to 1
 */
export function purchasingManagersIndex(components: readonly PmiComponent[]): number {
  const total = components.reduce((sum, one) => sum + one.weight, 0);
  if (Math.abs(total - 1) > 1e-9 || components.some((one) => !(one.weight > 0)))
    throw new SeriesRefusal('weights-missing', { field: 'components', values: { total } });
  return components.reduce((sum, one) => sum + one.weight * (one.isInverted ? 100 - one.value : one.value), 0);
}

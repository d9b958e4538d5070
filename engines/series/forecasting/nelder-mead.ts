const BIG = 1e35;

/**
 * Minimises by the downhill simplex of Nelder and Mead in the form of Nash (1990), algorithm 19: reflection 1, contraction ½,
 * expansion 2, and one step for all axes of a tenth of the largest start value. Same path as the reference program's, so that a flat
 * objective ends at the same place.
 *
 * @param tolerance  relative to the objective at the start
 * @param evaluations most evaluations of the objective
 */
export function nelderMead(
  objective: (point: Float64Array) => number,
  start: Float64Array,
  tolerance: number,
  evaluations: number,
): { readonly point: Float64Array; readonly value: number } {
  const size = start.length;
  const finite = (point: Float64Array): number => {
    const value = objective(point);
    return Number.isFinite(value) ? value : BIG;
  };
  const first = finite(start);
  const convergence = tolerance * (Math.abs(first) + tolerance);
  const step = start.reduce((largest, value) => Math.max(largest, 0.1 * Math.abs(value)), 0) || 0.1;
  const vertices = [Float64Array.from(start)];
  for (let axis = 0; axis < size; axis++) {
    const vertex = Float64Array.from(start);
    vertex[axis] = (vertex[axis] as number) + step;
    vertices.push(vertex);
  }
  const values = vertices.map((vertex, index) => (index === 0 ? first : finite(vertex)));
  let count = size + 1;
  let lastSpread = step * 10 * size;
  const centroid = new Float64Array(size);
  const trial = new Float64Array(size);
  const further = new Float64Array(size);
  let low = 0;
  while (count <= evaluations) {
    let high = low;
    for (let index = 0; index <= size; index++) {
      if ((values[index] as number) < (values[low] as number)) low = index;
      if ((values[index] as number) > (values[high] as number)) high = index;
    }
    const lowValue = values[low] as number;
    const highValue = values[high] as number;
    if (highValue <= lowValue + convergence) break;
    const worst = vertices[high] as Float64Array;
    for (let axis = 0; axis < size; axis++) {
      let sum = -(worst[axis] as number);
      for (const vertex of vertices) sum += vertex[axis] as number;
      centroid[axis] = sum / size;
      trial[axis] = 2 * (centroid[axis] as number) - (worst[axis] as number);
    }
    const reflected = finite(trial);
    count++;
    if (reflected < lowValue) {
      for (let axis = 0; axis < size; axis++) further[axis] = 2 * (trial[axis] as number) - (centroid[axis] as number);
      const expanded = finite(further);
      count++;
      worst.set(expanded < reflected ? further : trial);
      values[high] = Math.min(expanded, reflected);
      continue;
    }
    if (reflected < highValue) {
      worst.set(trial);
      values[high] = reflected;
    }
    for (let axis = 0; axis < size; axis++) trial[axis] = 0.5 * (worst[axis] as number) + 0.5 * (centroid[axis] as number);
    const contracted = finite(trial);
    count++;
    if (contracted < (values[high] as number)) {
      worst.set(trial);
      values[high] = contracted;
    } else if (reflected >= highValue) {
      const best = vertices[low] as Float64Array;
      let spread = 0;
      for (let index = 0; index <= size; index++) {
        if (index === low) continue;
        const vertex = vertices[index] as Float64Array;
        for (let axis = 0; axis < size; axis++) {
          vertex[axis] = 0.5 * ((vertex[axis] as number) - (best[axis] as number)) + (best[axis] as number);
          spread += Math.abs((vertex[axis] as number) - (best[axis] as number));
        }
        values[index] = finite(vertex);
        count++;
      }
      if (spread >= lastSpread) break;
      lastSpread = spread;
    }
  }
  low = values.indexOf(Math.min(...values));
  return { point: vertices[low] as Float64Array, value: values[low] as number };
}

import { contours } from 'd3-contour';
import { type LossRaster, rasterPosition } from './coverage.ts';

/** Areas in which a value on a coverage raster is at or above a level, as GeoJSON. */
export type LevelArea = {
  readonly type: 'Feature';
  readonly properties: { readonly level: number };
  readonly geometry: {
    readonly type: 'MultiPolygon';
    readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
  };
};

/** Stands in for cells without a value: below every level, so that no area reaches into the unknown. */
const UNKNOWN = -1e6;

/** Areas at or above each level, positions as [longitude, latitude]. */
export function levelAreas(raster: LossRaster, values: Float32Array, levels: readonly number[]): readonly LevelArea[] {
  const { size } = raster;
  const filled = Array.from(values, (value) => (Number.isNaN(value) ? UNKNOWN : value));
  return contours()
    .size([size, size])
    .thresholds([...levels])(filled)
    .map(({ value, coordinates }) => ({
      type: 'Feature',
      properties: { level: value },
      geometry: {
        type: 'MultiPolygon',
        coordinates: coordinates.map((polygon) =>
          polygon.map((ring) =>
            ring.map(([x, y]) => {
              // the library puts the centre of the first cell at half a cell
              const { latDeg, lonDeg } = rasterPosition(raster, (x as number) - 0.5, (y as number) - 0.5);
              return [lonDeg, latDeg] as const;
            }),
          ),
        ),
      },
    }));
}

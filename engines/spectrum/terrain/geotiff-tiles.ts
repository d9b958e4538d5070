import { fromArrayBuffer } from 'geotiff';
import type { HeightGrid } from './height-grid.ts';

/** Why a GeoTIFF is no usable terrain tile. */
export class TerrainTileError extends Error {}

/** Largest tile taken on: a 1″ square degree is 3601 × 3601. */
const MOST_CELLS = 100_000_000;

/**
 * Reads a terrain tile in geographic coordinates (WGS 84) from the bytes of a GeoTIFF: SRTM, GMTED and Copernicus tiles as they are
 * distributed. The no-data mark is taken from the file; heights stay as they are.
 *
 * @throws TerrainTileError when the file is projected, rotated, has several bands or impossible heights
 */
export async function readTerrainTile(bytes: ArrayBuffer): Promise<HeightGrid> {
  const tiff = await fromArrayBuffer(bytes).catch((error: unknown) => {
    throw new TerrainTileError(`no GeoTIFF: ${error instanceof Error ? error.message : String(error)}`);
  });
  const image = await tiff.getImage();
  const keys = image.getGeoKeys();
  if (keys?.ProjectedCSTypeGeoKey !== undefined || keys?.GTModelTypeGeoKey === 1)
    throw new TerrainTileError('the tile is projected; terrain tiles are in geographic coordinates');
  if (image.getSamplesPerPixel() !== 1) throw new TerrainTileError(`a terrain tile has one band, this has ${image.getSamplesPerPixel()}`);
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  if (rows < 2 || columns < 2 || rows * columns > MOST_CELLS) throw new TerrainTileError(`a tile of ${columns} × ${rows} is not taken on`);
  const [lonStep, latStep] = image.getResolution() as [number, number];
  const [west, north] = image.getOrigin() as [number, number];
  if (!(lonStep > 0 && latStep < 0)) throw new TerrainTileError('rows must run from north to south and columns from west to east');
  if (!(Math.abs(north) <= 90.1 && Math.abs(west) <= 360.1)) throw new TerrainTileError(`the corner ${west}, ${north} is not in degrees`);
  const [band] = (await image.readRasters()) as unknown as [ArrayLike<number>];
  const noData = image.getGDALNoData() ?? undefined;
  const heights = band instanceof Int16Array ? band : Float32Array.from(band);
  checkHeights(heights, noData);
  // a value stands for the area of its cell and lies in its middle, unless the file says that it stands for the corner point
  const inset = keys?.GTRasterTypeGeoKey === 2 ? 0 : 0.5;
  return {
    northDeg: north + inset * latStep,
    westDeg: west + inset * lonStep,
    latStepDeg: -latStep,
    lonStepDeg: lonStep,
    rows,
    columns,
    heights,
    noData,
  };
}

function checkHeights(heights: Float32Array | Int16Array, noData: number | undefined): void {
  for (const height of heights)
    if (height !== noData && !Number.isNaN(height) && !(height >= -500 && height <= 9000))
      throw new TerrainTileError(
        `a height of ${height} m is no ground on Earth; is a no-data mark missing from the file, or are the units others?`,
      );
}

import { readFile } from 'node:fs/promises';
import { InputReader } from '@mandate/spectrum';
import { sector, sectorElevationBeam, sectorFactors } from '@mandate/spectrum/antennas/f1336.ts';
import { parsePlanetFile } from '@mandate/spectrum/antennas/planet-file.ts';
import { f699, ratioFromGain } from '@mandate/spectrum/antennas/reflectors.ts';
import { sampledGain } from '@mandate/spectrum/antennas/sampled.ts';
import { drawAntennaPattern } from '@mandate/spectrum/plots/antenna-pattern.ts';
import { drawCoverageMap } from '@mandate/spectrum/plots/coverage-map.ts';
import { drawPathProfile } from '@mandate/spectrum/plots/path-profile.ts';
import { variabilitySettings } from '@mandate/spectrum/propagation/itm.ts';
import { type CoverageRequest, rasterise, rasterPosition, receivedLevels } from '@mandate/spectrum/terrain/coverage.ts';
import { readTerrainTile } from '@mandate/spectrum/terrain/geotiff-tiles.ts';
import { gridSource, layeredSource } from '@mandate/spectrum/terrain/height-grid.ts';
import { sweepCoverage } from '@mandate/spectrum/terrain/sweep.ts';

/**
 * Draws the picture that a request describes, as SVG text.
 *
 * `{picture: "profile", title, d_km[], h_m[], h_tx_m, h_rx_m, f_GHz, k?}`,
 * `{picture: "antenna", title, pattern: "F.1336-sector"|"F.699"|"file", Gmax_dBi, phi3_deg?, file?, range_dB?}`,
 * `{picture: "coverage", title, lat_deg, lon_deg, radius_km, step_m, h_tx_m, h_rx_m, f_MHz, EIRP_dBm, levels_dBm[], tiles[], missing: "refuse"|metres}`.
 *
 * @throws SpectrumRefusal naming the field
 */
export async function plot(request: Readonly<Record<string, unknown>>, threads = 2, signal?: AbortSignal): Promise<string> {
  const inputs = new InputReader(request);
  const kind = inputs.choice('picture', ['profile', 'antenna', 'coverage']);
  if (kind === 'profile') return plotProfile(inputs);
  return kind === 'antenna' ? plotAntenna(inputs) : plotCoverage(inputs, threads, signal);
}

function plotProfile(inputs: InputReader): string {
  const distancesKm = inputs.numbers('d_km', { minLength: 3, min: 0, max: 20_000 });
  distancesKm.forEach((d, i) => {
    if (i === 0 ? d !== 0 : d <= (distancesKm[i - 1] as number)) inputs.refuse('not-increasing', `d_km[${i}]`, 'd_km increases from 0');
  });
  return drawPathProfile({
    title: inputs.textOr('title', ''),
    distancesKm,
    heightsM: inputs.numbers('h_m', { min: -500, max: 9000, sameLengthAs: ['d_km', distancesKm.length] }),
    heightT: inputs.number('h_tx_m', { above: 0, max: 3000 }),
    heightR: inputs.number('h_rx_m', { above: 0, max: 3000 }),
    fGHz: inputs.number('f_GHz', { above: 0, max: 1000 }),
    kFactor: inputs.numberOr('k', 4 / 3, { above: 0, max: 100 }),
  });
}

async function plotAntenna(inputs: InputReader): Promise<string> {
  const pattern = inputs.choice('pattern', ['F.1336-sector', 'F.699', 'file']);
  const title = inputs.textOr('title', pattern);
  const rangeDb = inputs.numberOr('range_dB', 40, { min: 10, max: 100 });
  /** The back half of a vertical cut, past the zenith. */
  const folded = (elevation: number): readonly [azimuth: number, elevation: number] =>
    Math.abs(elevation) <= 90 ? [0, elevation] : [180, Math.sign(elevation) * 180 - elevation];
  if (pattern === 'file') {
    const { antenna, name } = parsePlanetFile(await readFile(inputs.text('file'), 'utf8'));
    return drawAntennaPattern({
      title: inputs.textOr('title', name),
      horizontal: (azimuth) => sampledGain(antenna, azimuth, 0, 'interpolation'),
      vertical: (elevation) => sampledGain(antenna, ...folded(elevation), 'interpolation'),
      rangeDb,
    });
  }
  const gain = inputs.number('Gmax_dBi', { min: 0, max: 80 });
  if (pattern === 'F.699') {
    const reflector = f699(gain, ratioFromGain(gain));
    return drawAntennaPattern({ title, horizontal: (a) => reflector(Math.abs(a)), vertical: (a) => reflector(Math.abs(a)), rangeDb });
  }
  const azimuthBeam = inputs.numberOr('phi3_deg', 65, { min: 1, max: 360 });
  const sectoral = sector({
    gain,
    azimuthBeam,
    elevationBeam: sectorElevationBeam(gain, azimuthBeam),
    ...sectorFactors.typical,
    envelope: 'peak',
  });
  return drawAntennaPattern({ title, horizontal: (a) => sectoral(a, 0), vertical: (a) => sectoral(...folded(a)), rangeDb });
}

async function plotCoverage(inputs: InputReader, threads: number, signal: AbortSignal | undefined): Promise<string> {
  const missing = inputs.raw('missing');
  const request: CoverageRequest = {
    centre: { latDeg: inputs.number('lat_deg', { min: -85, max: 85 }), lonDeg: inputs.number('lon_deg', { min: -180, max: 180 }) },
    radiusM: 1000 * inputs.number('radius_km', { above: 0, max: 200 }),
    stepM: inputs.number('step_m', { min: 10, max: 2000 }),
    heightT: inputs.number('h_tx_m', { min: 0.5, max: 3000 }),
    heightR: inputs.number('h_rx_m', { min: 0.5, max: 3000 }),
    itm: {
      fMHz: inputs.number('f_MHz', { min: 20, max: 20_000 }),
      vertical: inputs.choiceOr('pol', ['H', 'V'], 'V') === 'V',
      epsilon: inputs.numberOr('epsilon', 15, { min: 1, max: 100 }),
      sigmaSm: inputs.numberOr('sigma', 0.005, { above: 0, max: 100 }),
      refractivity: inputs.numberOr('N0', 301, { min: 250, max: 400 }),
      refractivityAtSurface: false,
      variability: variabilitySettings(inputs.choiceOr('climate', [1, 2, 3, 4, 5, 6, 7], 5), 12, {
        time: inputs.numberOr('reliability_pct', 50, { above: 0, below: 100 }),
        location: 50,
        situation: inputs.numberOr('confidence_pct', 50, { above: 0, below: 100 }),
      }),
    },
    missing: missing === 'refuse' ? { kind: 'refuse' } : { kind: 'height', metres: inputs.number('missing', { min: -500, max: 9000 }) },
    irregularityStride: 8,
  };
  if (request.radiusM / request.stepM > 4000 || request.radiusM < 4 * request.stepM)
    inputs.refuse('out-of-range', 'step_m', 'the radius must be 4 to 4000 steps');
  const levels = inputs.numbers('levels_dBm', { minLength: 1, maxLength: 8 });
  const eirp = inputs.number('EIRP_dBm', { min: -50, max: 120 });
  const tiles = inputs.list('tiles', { minLength: 1, maxLength: 64 });
  const grids = await Promise.all(
    tiles.map(async (_, i) => {
      const file = new InputReader({ tile: tiles[i] }, `tiles[${i}].`).text('tile');
      const { buffer, byteOffset, byteLength } = await readFile(file).catch(() =>
        inputs.refuse('unreadable', `tiles[${i}]`, `${file} cannot be read`),
      );
      return readTerrainTile(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
    }),
  );
  const raster = rasterise(request, await sweepCoverage(request, grids, { threads, ...(signal === undefined ? {} : { signal }) }));
  const terrain = layeredSource(grids.map(gridSource));
  const heights = raster.losses.map((_, at) => {
    const { latDeg, lonDeg } = rasterPosition(raster, at % raster.size, Math.trunc(at / raster.size));
    return terrain.heightAt(latDeg, lonDeg);
  });
  return drawCoverageMap({
    title: inputs.textOr('title', ''),
    raster,
    values: receivedLevels(raster, () => eirp, 0),
    levels: [...levels],
    unit: 'dBm',
    heights,
  });
}

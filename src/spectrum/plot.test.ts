import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SpectrumRefusal } from '@mandate/spectrum';
import { writeArrayBuffer } from 'geotiff';
import { plot } from './plot.ts';

const refused = (field: string) => (error: unknown) => error instanceof SpectrumRefusal && error.field === field;
const profile = { picture: 'profile', title: 'hop', d_km: [0, 5, 10], h_m: [100, 120, 90], h_tx_m: 30, h_rx_m: 30, f_GHz: 7 };

test('a profile and an antenna are drawn from a request', async () => {
  assert.match(await plot(profile), /^<svg .*line of sight/s);
  assert.match(await plot({ picture: 'antenna', pattern: 'F.699', Gmax_dBi: 40 }), /maximum gain 40 dBi/);
});

test('what cannot be drawn is refused by name', async () => {
  await assert.rejects(plot({ picture: 'graph' }), refused('picture'));
  await assert.rejects(plot({ ...profile, d_km: [0, 5, 5] }), refused('d_km[2]'));
  await assert.rejects(plot({ ...profile, h_m: [1, 2] }), refused('h_m'));
  await assert.rejects(plot({ ...profile, f_GHz: 7e9 }), refused('f_GHz'));
});

test('a coverage map is drawn over a terrain tile, and missing terrain is not taken for sea', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mandate-plot-'));
  try {
    const file = join(folder, 'tile.tif');
    const heights = Float32Array.from({ length: 3600 }, (_, at) => 200 + 80 * Math.sin(at / 9) * Math.cos(at / 400));
    const metadata = {
      height: 60,
      width: 60,
      ModelPixelScale: [0.01, 0.01, 0],
      ModelTiepoint: [0, 0, 0, 110, 30.6, 0],
      GeographicTypeGeoKey: 4326,
      GTModelTypeGeoKey: 2,
      SampleFormat: [3],
      BitsPerSample: [32],
    };
    await writeFile(file, new Uint8Array((await writeArrayBuffer(heights, metadata)) as ArrayBuffer));
    const request = {
      picture: 'coverage',
      title: 'map',
      lat_deg: 30.3,
      lon_deg: 110.3,
      radius_km: 10,
      step_m: 500,
      h_tx_m: 40,
      h_rx_m: 2,
      f_MHz: 450,
      EIRP_dBm: 43,
      levels_dBm: [-100, -80],
      tiles: [file],
      missing: 'refuse',
    };
    assert.match(await plot(request, 1), /≥ −80 dBm/);
    await assert.rejects(plot({ ...request, lat_deg: 30.55 }, 1), /no terrain height/);
    assert.match(await plot({ ...request, lat_deg: 30.55, missing: 0 }, 1), /^<svg /);
    await assert.rejects(plot({ ...request, tiles: [join(folder, 'none.tif')] }), refused('tiles[0]'));
  } finally {
    await rm(folder, { recursive: true });
  }
});

import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 480;
const HEIGHT = 320;

/**
 * A picture that stands for a scanned paper: a page with a heading, lines of "text" and a red seal, in the PNG format.
 * `seed` makes each one look a little different.
 */
export function examplePicture(seed: number): Buffer {
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT, 0xff);
  for (let y = 0; y < HEIGHT; y++) {
    rows[y * (WIDTH * 3 + 1)] = 0; // no filter
    for (let x = 0; x < WIDTH; x++) {
      const [red, green, blue] = colourAt(x, y, seed);
      rows.set([red, green, blue], y * (WIDTH * 3 + 1) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8); // eight bits, true colour
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Colour = readonly [red: number, green: number, blue: number];

function colourAt(x: number, y: number, seed: number): Colour {
  if (x < 8 || y < 8 || x >= WIDTH - 8 || y >= HEIGHT - 8) return [0xd3, 0xda, 0xe1];
  const distance = Math.hypot(x - 390, y - 235);
  if (distance > 44 && distance < 52) return [0xb3, 0x26, 0x1e];
  if (y > 36 && y < 56 && x > 130 && x < 350) return [0x16, 0x20, 0x2b];
  const line = Math.floor((y - 90) / 26);
  const length = 300 - ((line * 53 + seed * 37) % 140);
  if (y > 90 && line < 7 && (y - 90) % 26 < 9 && x > 40 && x < 40 + length) return [0x9a, 0xa6, 0xb2];
  return [0xff, 0xff, 0xff];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
